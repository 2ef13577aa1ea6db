namespace AtRun.Protocol.Commands.General;

/// <summary>Software version, behind the name of the command.</summary>
/// <remarks>AT reference 80000ST10025a p282</remarks>
[AtAction("#CGMR", Forms.Action)]
public sealed partial record PrefixedCgmr;
