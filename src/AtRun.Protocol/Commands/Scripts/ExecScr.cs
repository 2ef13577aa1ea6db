namespace AtRun.Protocol.Commands.Scripts;

/// <summary>Starts the selected script now.</summary>
/// <remarks>AT reference 80000ST10025a p546; in the old interface styles reading it starts the script, too</remarks>
[AtAction("#EXECSCR", Forms.Action, Families = Families.Python)]
public sealed partial record ExecScr;
