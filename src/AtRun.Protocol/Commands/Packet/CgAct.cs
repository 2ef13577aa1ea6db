namespace AtRun.Protocol.Commands.Packet;

/// <summary>Activates or deactivates PDP contexts: those given, or all that are defined. Such a context carries no sockets.</summary>
/// <remarks>27.007 §10.1.10; AT reference 80000ST10025a p192, +CGACT; IP Easy guide 80000ST10028 p31 for the sockets</remarks>
[AtAction("+CGACT", Forms.Setting, NeedsPin = true, DelayBySms = 5, TimeLimit = 150)]
[Remotely(RemoteEffect.BlocksTcp, "0")]
public sealed partial record CgAct
{
    /// <summary>0: deactivate, 1: activate</summary>
    [Mandatory, Range(0, 1)] public int State { get; init; }

    /// <summary>context; may be repeated</summary>
    [Range(1, CgDcont.Contexts)] public int Cid { get; init; } = 1;
}
