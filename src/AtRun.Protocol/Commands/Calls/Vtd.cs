namespace AtRun.Protocol.Commands.Calls;

/// <summary>Length of the tones that +VTS sends.</summary>
/// <remarks>27.007 annex C.2.12; AT reference 80000ST10025a p178</remarks>
[AtSetting("+VTD", Saved.Extended, NeedsPin = true, TestVaries = true)]
public sealed partial record Vtd
{
    /// <summary>1/10 s; 0: as the network has it</summary>
    [Mandatory, Range(0, 255)] public int Duration { get; init; }
}
