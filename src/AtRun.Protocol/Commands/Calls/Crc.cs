namespace AtRun.Protocol.Commands.Calls;

/// <summary>What a call that comes in is announced by.</summary>
/// <remarks>27.007 §6.11; AT reference 80000ST10025a p91-92</remarks>
[AtSetting("+CRC", Saved.Extended, NeedsPin = true)]
public sealed partial record Crc
{
    /// <summary>0: RING, 1: <c>+CRING: VOICE</c>, <c>REL ASYNC</c>, <c>ASYNC</c></summary>
    [Range(0, 1)] public int Mode { get; init; }
}
