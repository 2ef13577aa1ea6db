namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Activates context 1, connects to the peer of #SKTSET and joins the connection with the terminal; when it ends, the context goes down.</summary>
/// <remarks>AT reference 80000ST10025a p457-458, #SKTOP (obsolete); IP Easy guide 80000ST10028 p44-45: on the first instance alone; not on HE910 (TCP-21)</remarks>
[AtAction("#SKTOP", Forms.Action, TimeLimit = 290, Families = Families.TwoG | Families.Ue)]
[Remotely(RemoteEffect.NeedsInstance1 | RemoteEffect.NeedsOtherContext | RemoteEffect.NeedsSocketNot1)]
public sealed partial record SktOp;
