namespace AtRun.Protocol.Commands.Scripts;

/// <summary>Whether the multiplexer (27.010) is started on the main port before the script, and at which speed.</summary>
/// <remarks>AT reference 80000ST10025a p552-553, #CMUXSCR</remarks>
[AtSetting("#CMUXSCR", Saved.Nvm, Families = Families.Python, NewStyleOnly = true)]
public sealed partial record CmuxScr
{
    /// <summary>0: no, 1: yes</summary>
    [Mandatory, Range(0, 1)] public int Enable { get; init; }

    /// <summary>bit/s</summary>
    [OneOf(300, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)] public int Rate { get; init; } = 115200;
}
