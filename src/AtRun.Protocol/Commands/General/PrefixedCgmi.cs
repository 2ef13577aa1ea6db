namespace AtRun.Protocol.Commands.General;

/// <summary>Manufacturer, behind the name of the command.</summary>
/// <remarks>AT reference 80000ST10025a p282</remarks>
[AtAction("#CGMI", Forms.Action)]
public sealed partial record PrefixedCgmi;
