namespace AtRun.Protocol.Commands.Calls;

/// <summary>Report of the bearer before CONNECT.</summary>
/// <remarks>27.007 §6.9; AT reference 80000ST10025a p89-90</remarks>
[AtSetting("+CR", Saved.Extended, NeedsPin = true)]
public sealed partial record Cr
{
    /// <summary>0: off, 1: <c>+CR: REL ASYNC</c> or <c>+CR: ASYNC</c></summary>
    [Range(0, 1)] public int Mode { get; init; }
}
