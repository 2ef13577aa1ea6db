namespace AtRun.Protocol.Commands.Scripts;

/// <summary>Selects the script that starts at power-on as #STARTMODESCR says, and by #EXECSCR. It need not be there yet.</summary>
/// <remarks>AT reference 80000ST10025a p542-544, #ESCRIPT</remarks>
[AtSetting("#ESCRIPT", Saved.Nvm, Families = Families.Python)]
public sealed partial record EScript
{
    /// <summary>name of the file, case sensitive; empty: none</summary>
    [Text(0, WScript.MaxName)] public string Name { get; init; } = "";
}
