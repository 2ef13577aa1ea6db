using AtRun.Protocol.Commands;

namespace AtRun.Cli.Shell;

/// <summary>Completion of command names.</summary>
internal static class CommandNames
{
    /// <summary>The names that could go on from what is typed.</summary>
    public static IReadOnlyList<string> Complete(string before)
    {
        var start = StartOf(before);
        if (start < 0) return [];
        var typed = before[start..];
        // Not only the sign, which everything begins with.
        return typed.Length == 0 ? [] : [.. CommandTable.All.Where(c => !c.IsPart && !c.IsBasic && c.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Select(c => c.Name)];
    }

    /// <summary>Where the name begins that the text ends in; -1: it ends in none, but in quotes or values.</summary>
    public static int StartOf(string before)
    {
        if (before.Length < 2 || !before.StartsWith("AT", StringComparison.OrdinalIgnoreCase)) return -1;
        var start = 2;
        var quoted = false;
        for (var i = 2; i < before.Length; i++)
        {
            if (before[i] == '"') quoted = !quoted;
            else if (before[i] == ';' && !quoted) start = i + 1;
        }
        while (start < before.Length && before[start] == ' ') start++;
        // Basic commands may stand in front: ATE0+CREG.
        for (var i = start; i < before.Length && !quoted; i++)
        {
            if (before[i] is '=' or '?') return -1;
            if ("+#$@*".Contains(before[i])) start = i;
        }
        return quoted ? -1 : start;
    }
}
