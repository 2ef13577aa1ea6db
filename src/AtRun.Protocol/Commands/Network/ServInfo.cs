namespace AtRun.Protocol.Commands.Network;

/// <summary>The serving cell: channel, level, operator, areas, packet data.</summary>
/// <remarks>AT reference 80000ST10025a p322, #SERVINFO</remarks>
[AtAction("#SERVINFO", Forms.Action)]
public sealed partial record ServInfo;
