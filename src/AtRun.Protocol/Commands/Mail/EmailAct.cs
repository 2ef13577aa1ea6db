namespace AtRun.Protocol.Commands.Mail;

/// <summary>Activates or deactivates context 1 for mail.</summary>
/// <remarks>AT reference 80000ST10025a p491-494, #EMAILACT</remarks>
[AtAction("#EMAILACT", Forms.Setting, NeedsPin = true, TimeLimit = 150)]
[Remotely(RemoteEffect.NeedsOtherContext)]
public sealed partial record EmailAct
{
    /// <summary>0: deactivate, 1: activate</summary>
    [Range(0, 1)] public int Mode { get; init; }
}
