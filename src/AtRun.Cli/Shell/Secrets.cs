using System.Text;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;

namespace AtRun.Cli.Shell;

/// <summary>Which command lines carry a secret: they are not written down.</summary>
internal static class Secrets
{
    private static readonly string[] _marks = ["pass", "pwd", "psw", "pin", "puk", "secret", "key"];

    /// <summary>A value is given for a parameter that is a password or a PIN by its name or its help; or to a command that nobody declared, in quotes.</summary>
    public static bool Has(string line)
    {
        if (!line.StartsWith("AT", StringComparison.OrdinalIgnoreCase)) return true;
        var body = Encoding.Latin1.GetBytes(line).AsSpan(2);
        var position = 0;
        while (CommandLine.TryNext(body, ref position, out var one))
        {
            if (one.Form == Form.Invalid) return body.Contains((byte)'"');
            if (one.Form != Form.Write) continue;
            if (CommandTable.Find(one.Name) is not { } command)
            {
                if (one.Parameters.Contains((byte)'"')) return true;
                continue;
            }
            // A PIN command's name says what its values are.
            if (IsMarked(command.Name)) return true;
            var reader = new ParameterReader(one.Parameters);
            foreach (var parameter in command.Parameters)
            {
                if (!reader.TryNext(out var value, out _)) break;
                if (parameter is TextParameter && !value.IsEmpty && (IsMarked(parameter.Name) || IsMarked(parameter.Help))) return true;
            }
        }
        return false;
    }

    private static bool IsMarked(string text)
    {
        foreach (var mark in _marks)
            if (text.Contains(mark, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
