namespace AtRun.Protocol.Commands.Scripts;

/// <summary>Shows what a script holds, octet for octet; of a hidden one nothing.</summary>
/// <remarks>AT reference 80000ST10025a p547-548, #RSCRIPT</remarks>
[AtAction("#RSCRIPT", Forms.Write | Forms.Test, Families = Families.Python)]
public sealed partial record RScript
{
    /// <summary>name of the file, case sensitive</summary>
    [Mandatory, Text(1, WScript.MaxName)] public string ScriptName { get; init; } = "";
}
