namespace AtRun.Protocol.Commands.Network;

/// <summary>How +COPS behaves in the older interface styles.</summary>
/// <remarks>AT reference 80000ST10025a p323-324, #COPSMODE, and p99-102.</remarks>
[AtSetting("#COPSMODE", Saved.Nvm, NeedsPin = true, OldStyleOnly = true)]
public sealed partial record CopsMode
{
    /// <summary>0: as the oldest products, 1: as the standard has it</summary>
    [Range(0, 1)] public int Mode { get; init; }
}
