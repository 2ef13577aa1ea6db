namespace AtRun.Protocol.Commands.Scripts;

/// <summary>When the selected script starts by itself.</summary>
/// <remarks>
/// AT reference 80000ST10025a p544-546, #STARTMODESCR. It prints <c>#STARTMODESCR= 1,10</c> as the answer to the read form; tools that were
/// written against modules see <c>#STARTMODESCR: 1,10</c>, the form of all other commands (V.250 §5.4.4.3), and so it is here.
/// </remarks>
[AtSetting("#STARTMODESCR", Saved.Nvm, Families = Families.Python)]
public sealed partial record StartModeScr
{
    public const int WithoutTerminal = 0, Untouched = 1, Always = 2;

    /// <summary>0: if DTR is off at power-on, 1: if no command is typed for that long, 2: always; the main port is then on instance 3</summary>
    [Mandatory, Range(0, 2)] public int Mode { get; init; }

    /// <summary>seconds without a command that mode 1 waits for</summary>
    [Range(10, 60)] public int Timeout { get; init; } = 10;
}
