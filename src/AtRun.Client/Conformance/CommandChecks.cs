using AtRun.Protocol;
using AtRun.Protocol.Commands;

namespace AtRun.Client.Conformance;

/// <summary>Asks each declared command whether it is there: its test form must answer what the declaration says; where it has none, its read form must answer.</summary>
public static class CommandChecks
{
    /// <summary>In front of a command's name, the name of its check.</summary>
    public const string Prefix = "command/";

    /// <summary>The line that tells whether a command is there, without doing anything; null: there is none.</summary>
    /// <remarks>
    /// What can be aborted takes its time even to be tested: <c>+COPS=?</c> looks for networks. Modules are examined in the new interface style, under
    /// which those of the old ones alone do not exist.
    /// </remarks>
    public static string? LineOf(AtCommand command) =>
        command.Facts.OldStyleOnly ? null
        : command.Facts.Forms.HasFlag(Forms.Test) && !command.IsBasic && !command.Facts.Abortable ? $"AT{command.Name}=?"
        : command.Facts.Forms.HasFlag(Forms.Read) && (command.IsRegister || !command.IsBasic) ? $"AT{command.Name}?"
        : null;

    /// <summary>The commands that are asked.</summary>
    public static IReadOnlyList<AtCommand> All { get; } = [.. CommandTable.All.Where(c => !c.IsPart)];

    /// <summary>What in an answer to the test form is not as declared; null: nothing.</summary>
    public static string? Fault(AtCommand command, AtResponse response)
    {
        if (command.Facts.TestVaries) return null;
        var start = command.Name + ":";
        foreach (var line in response.Lines)
            if (!line.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return $"expected: {start} …{Environment.NewLine}but was said: {line}";
        if (command.Parameters.Count == 0 || response.Lines.Count != 1) return null;
        var domains = new OctetBuffer();
        command.FormatDomains(domains);
        var (declared, said) = (TestForm.Read(domains.ToString()), TestForm.Read(response.Lines[0][start.Length..]));
        for (var i = 0; i < Math.Min(declared.Fields.Count, said.Fields.Count); i++)
            if (!declared.Fields[i].SaysNothing && !said.Fields[i].SaysNothing && !declared.Fields[i].IsLike(said.Fields[i]))
                return $"<{command.Parameters[i].Name}> is not as declared: expected: {start} {domains}{Environment.NewLine}but was said: {response.Lines[0]}";
        return null;
    }
}
