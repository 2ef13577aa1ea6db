namespace AtRun.Protocol.Commands.Modem;

/// <summary>Time from the loss of carrier to the end of the call; without effect.</summary>
/// <remarks>V.250 §6.3.12; AT reference 80000ST10025a p76</remarks>
[AtAction("S10", Forms.Write)]
public sealed partial record S10
{
    /// <summary>1/10 s</summary>
    [Range(0, 255)] public int Value { get; init; }
}
