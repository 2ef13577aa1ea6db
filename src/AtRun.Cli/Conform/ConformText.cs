using AtRun.Client.Conformance;
using AtRun.Protocol.Commands;

namespace AtRun.Cli.Conform;

/// <summary>What was found, for people.</summary>
internal static class ConformText
{
    private const int Width = 100;

    private static readonly (CoverageState State, string Title)[] _states =
    [
        (CoverageState.Implemented, "implemented"), (CoverageState.Not, "not"), (CoverageState.NotApplicable, "not applicable"), (CoverageState.NotTried, "not tried"),
    ];

    /// <summary>One check; of commands, which are many, what failed alone unless all are asked for.</summary>
    public static void Print(CheckResult check, bool all, TextWriter to)
    {
        if (!all && check.State != CheckState.Failed && check.Name.StartsWith(CommandChecks.Prefix, StringComparison.Ordinal)) return;
        var state = check.State switch { CheckState.Passed => "passed ", CheckState.Failed => "FAILED ", _ => "skipped" };
        var reason = check.Reason?.ReplaceLineEndings("\n").Split('\n') ?? [];
        if (check.State == CheckState.Failed)
        {
            to.WriteLine($"{state} {check.Name}{(check.Line is { } line ? $" line {line}" : "")}{(check.Typed is { } typed ? $": {typed}" : "")}");
            foreach (var text in reason) to.WriteLine($"          {text}");
            if (check.Source.Length > 0) to.WriteLine($"          ({check.Source})");
        }
        else to.WriteLine($"{state} {check.Name}{(reason.Length > 0 ? $": {string.Join(' ', reason)}" : "")}");
        to.Flush();
    }

    /// <summary>The commands, what could not be set back, and the sums.</summary>
    public static void Print(ConformReport report, TextWriter to)
    {
        var module = report.Module;
        to.WriteLine();
        to.WriteLine($"Module    {string.Join(' ', new[] { module.Manufacturer, module.Model, module.Revision }.Where(t => t is not null))}{(module.Family == Families.All ? " (of no family that is known)" : "")}");
        to.WriteLine("Commands");
        foreach (var (state, title) in _states)
            Wrapped($"  {title,-15}{report.Count(state),4}  ", report.Commands.Where(c => c.State == state).Select(c => c.Command.Name), to);
        if (report.NotRestored.Count > 0) Wrapped("Not as before: ", report.NotRestored, to);
        to.WriteLine($"{report.Count(CheckState.Passed)} passed, {report.Count(CheckState.Failed)} failed, {report.Count(CheckState.Skipped)} skipped");
        to.Flush();
    }

    private static void Wrapped(string start, IEnumerable<string> words, TextWriter to)
    {
        var line = start;
        foreach (var word in words)
        {
            if (line.Length + word.Length >= Width)
            {
                to.WriteLine(line.TrimEnd());
                line = new string(' ', start.Length);
            }
            line += word + " ";
        }
        to.WriteLine(line.TrimEnd());
    }
}
