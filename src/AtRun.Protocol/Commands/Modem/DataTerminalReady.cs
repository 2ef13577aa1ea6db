namespace AtRun.Protocol.Commands.Modem;

/// <summary>What a drop of DTR (circuit 108/2) does to a connection.</summary>
/// <remarks>V.250 §6.2.9; AT reference 80000ST10025a p55</remarks>
[AtSetting("&D", Saved.Base)]
public sealed partial record DataTerminalReady
{
    /// <summary>0, 3, 4: nothing, 1: command mode, the call is kept, 2, 5: command mode, the call ends</summary>
    [Range(0, 5)] public int Value { get; init; }
}
