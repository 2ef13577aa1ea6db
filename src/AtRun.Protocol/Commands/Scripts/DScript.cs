namespace AtRun.Protocol.Commands.Scripts;

/// <summary>Removes a script.</summary>
/// <remarks>AT reference 80000ST10025a p551, #DSCRIPT</remarks>
[AtAction("#DSCRIPT", Forms.Write | Forms.Test, Families = Families.Python)]
public sealed partial record DScript
{
    /// <summary>name of the file, case sensitive</summary>
    [Mandatory, Text(1, WScript.MaxName)] public string ScriptName { get; init; } = "";
}
