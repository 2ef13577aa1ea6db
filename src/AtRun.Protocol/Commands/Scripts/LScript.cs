namespace AtRun.Protocol.Commands.Scripts;

/// <summary>The scripts with their sizes, and the octets that are left.</summary>
/// <remarks>AT reference 80000ST10025a p548-549, #LSCRIPT</remarks>
[AtAction("#LSCRIPT", Forms.Action, Families = Families.Python)]
public sealed partial record LScript;
