namespace AtRun.Protocol.Commands.Network;

/// <summary>How often the module looks for a network while it hears none; executed, when it will look next.</summary>
/// <remarks>AT reference 80000ST10025a p357, #NWSCANTMR</remarks>
[AtSetting("#NWSCANTMR", Saved.Nvm, NeedsPin = true, NewStyleOnly = true, Forms = Forms.All)]
public sealed partial record NwScanTmr
{
    /// <summary>seconds</summary>
    [Mandatory, Range(5, 3600)] public int Tmr { get; init; } = 5;
}
