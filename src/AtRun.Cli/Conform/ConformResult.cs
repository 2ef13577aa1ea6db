using AtRun.Client;
using AtRun.Client.Conformance;

namespace AtRun.Cli.Conform;

/// <summary>What was found, as <c>--json</c> prints it.</summary>
/// <param name="Stopped">Why it ended early; missing: it did not.</param>
internal sealed record ConformResult(
    string Target, string? Manufacturer, string? Model, string? Revision, int Passed, int Failed, int Skipped,
    IReadOnlyList<ConformCheck> Checks, IReadOnlyList<ConformCommand> Commands, IReadOnlyList<string> NotRestored, string? Stopped)
{
    public static ConformResult Of(Target target, ConformReport report) => new(
        target.ToString(), report.Module.Manufacturer, report.Module.Model, report.Module.Revision,
        report.Count(CheckState.Passed), report.Count(CheckState.Failed), report.Count(CheckState.Skipped),
        [.. report.Checks.Select(c => new ConformCheck(c.Name, c.State.ToString().ToLowerInvariant(), Math.Round(c.Duration.TotalMilliseconds, 3), c.Source, c.Typed, c.Line, c.Reason))],
        [.. report.Commands.Select(c => new ConformCommand(c.Command.Name, StateOf(c.State), c.Shown))], report.NotRestored, report.Stopped);

    private static string StateOf(CoverageState state) => state switch
    {
        CoverageState.Implemented => "implemented",
        CoverageState.Not => "not",
        CoverageState.NotApplicable => "notApplicable",
        _ => "notTried",
    };
}

/// <param name="State">passed, failed or skipped.</param>
/// <param name="Typed">The line behind which it failed.</param>
/// <param name="Line">Of the dialogue.</param>
internal sealed record ConformCheck(string Name, string State, double Ms, string Source, string? Typed, int? Line, string? Reason);

/// <param name="State">implemented, not, notApplicable or notTried.</param>
/// <param name="Shown">The line that showed it.</param>
internal sealed record ConformCommand(string Name, string State, string? Shown);
