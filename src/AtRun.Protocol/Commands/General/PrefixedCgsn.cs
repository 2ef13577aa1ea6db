namespace AtRun.Protocol.Commands.General;

/// <summary>Serial number, the IMEI, behind the name of the command.</summary>
/// <remarks>AT reference 80000ST10025a p283</remarks>
[AtAction("#CGSN", Forms.Action)]
public sealed partial record PrefixedCgsn;
