using AtRun.Protocol.Commands;

namespace AtRun.Client.Conformance;

/// <summary>What came of a dialogue or a check.</summary>
public enum CheckState
{
    Passed,
    Failed,
    Skipped,
}

/// <summary>What came of one dialogue, or of the check of one command.</summary>
/// <param name="Name">Chapter and name of the dialogue; <c>command/+CMEE</c> for the check of a command.</param>
/// <param name="Source">Where the expectation comes from.</param>
/// <param name="Typed">The line that was typed when it failed.</param>
/// <param name="Line">Of the dialogue, where it failed.</param>
/// <param name="Reason">Why it failed or was skipped.</param>
public sealed record CheckResult(string Name, string Source, CheckState State, TimeSpan Duration, string? Typed = null, int? Line = null, string? Reason = null);

/// <summary>Whether a module has a command.</summary>
public enum CoverageState
{
    /// <summary>It answers to it.</summary>
    Implemented,

    /// <summary>It answers with an error to what the command answers without one.</summary>
    Not,

    /// <summary>Products of its family do not have the command.</summary>
    NotApplicable,

    /// <summary>Nothing that is safe to type tells.</summary>
    NotTried,
}

/// <summary>Whether the module has a command, and what showed it.</summary>
/// <param name="Shown">The line that was typed; null: none was.</param>
public sealed record CommandCoverage(AtCommand Command, CoverageState State, string? Shown);

/// <summary>What a module says of itself; null where it does not.</summary>
/// <param name="Family">All where the model is none that is known.</param>
public sealed record ModuleFacts(string? Manufacturer, string? Model, string? Revision, Families Family, Needs Has);

/// <summary>What a run found.</summary>
/// <param name="NotRestored">Settings that do not have the values back that they had, or that cannot be read.</param>
/// <param name="Stopped">Why the run ended early; null: it did not.</param>
/// <param name="LostLink">It ended early because the link did.</param>
public sealed record ConformReport(ModuleFacts Module, IReadOnlyList<CheckResult> Checks, IReadOnlyList<CommandCoverage> Commands, IReadOnlyList<string> NotRestored, string? Stopped, bool LostLink)
{
    public int Count(CheckState state) => Checks.Count(c => c.State == state);

    public int Count(CoverageState state) => Commands.Count(c => c.State == state);
}
