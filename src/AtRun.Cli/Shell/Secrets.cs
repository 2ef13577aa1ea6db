using System.Text;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;

namespace AtRun.Cli.Shell;

/// <summary>Which command lines carry a secret: they are not written down.</summary>
internal static class Secrets
{
    /// <summary>A value is given for a parameter that is declared as a secret; or to a command that nobody declared, in quotes.</summary>
    public static bool Has(string line)
    {
        if (!line.StartsWith("AT", StringComparison.OrdinalIgnoreCase)) return true;
        var body = Encoding.Latin1.GetBytes(line).AsSpan(2);
        var position = 0;
        while (CommandLine.TryNext(body, ref position, out var one))
        {
            if (one.Form == Form.Invalid) return body.Contains((byte)'"');
            if (one.Form != Form.Write) continue;
            if (CommandTable.Find(one.Name) is { } command ? HasOf(command, one.Parameters) : one.Parameters.Contains((byte)'"')) return true;
        }
        return false;
    }

    private static bool HasOf(AtCommand command, ReadOnlySpan<byte> parameters)
    {
        var reader = new ParameterReader(parameters);
        ReadOnlySpan<byte> before = default;
        foreach (var parameter in command.Parameters)
        {
            if (!reader.TryNext(out var value, out _)) break;
            if (parameter is TextParameter { Secret: { } secret } && !value.IsEmpty && (secret.After is null || before.SequenceEqual(Encoding.Latin1.GetBytes(secret.After)))) return true;
            before = value;
        }
        return false;
    }
}
