namespace AtRun.Protocol.Commands.Scripts;

/// <summary>The scripts with sizes and CRC (CRC-CCITT, start FFFF), and the octets that are left; or one script. The one that runs is shown without its CRC.</summary>
/// <remarks>AT reference 80000ST10025a p549-550, #LCSCRIPT</remarks>
[AtAction("#LCSCRIPT", Forms.Action | Forms.Write, Families = Families.Python, NewStyleOnly = true)]
public sealed partial record LcScript
{
    /// <summary>name of the file, case sensitive</summary>
    [Mandatory, Text(1, WScript.MaxName)] public string ScriptName { get; init; } = "";
}
