namespace AtRun.Protocol.Commands.Sim;

/// <summary>How the module finds out whether there is a SIM.</summary>
public enum SimDetection
{
    /// <summary>It is told that there is none.</summary>
    Out = 0,

    /// <summary>It is told that there is one: it tries to read the card whatever the pin says.</summary>
    In = 1,

    /// <summary>By the SIMIN pin.</summary>
    ByPin = 2,
}

/// <summary>How a SIM is detected.</summary>
/// <remarks>
/// AT reference 80000ST10025a p351, #SIMDET. Not kept over power-off: SMS-17 has a restart end what 0 blocks. Accepted without
/// SIM, since nothing else could undo 0.
/// </remarks>
[AtSetting("#SIMDET", Saved.Never, NewStyleOnly = true, DelayBySms = 10)]
[Remotely(RemoteEffect.BlocksSmsUntilReboot, "0")]
[Remotely(RemoteEffect.BlocksTcp, "0")]
public sealed partial record SimDet
{
    /// <summary>0: as if there were none, 1: as if there were one, 2: by the pin</summary>
    [Mandatory] public SimDetection Mode { get; init; } = SimDetection.ByPin;
}
