namespace AtRun.Protocol.Commands.AtRunServices;

/// <summary>Delay before each command that comes through a remote AT service.</summary>
/// <remarks>AT reference 80000ST10025a p388, #ATRUNDELAY; kept in NVM by decision DEC-9</remarks>
[AtSetting("#ATRUNDELAY", Saved.Nvm, NewStyleOnly = true)]
public sealed partial record AtRunDelay
{
    /// <summary>0: TCPATRUN, 1: SMSATRUN</summary>
    [Key, Range(0, 1)] public int Srv { get; init; }

    /// <summary>seconds</summary>
    [Mandatory, Range(0, 30)] public int Delay { get; init; }
}
