namespace AtRun.Protocol.Commands.General;

/// <summary>Model, behind the name of the command.</summary>
/// <remarks>AT reference 80000ST10025a p282</remarks>
[AtAction("#CGMM", Forms.Action)]
public sealed partial record PrefixedCgmm;
