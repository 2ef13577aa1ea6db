namespace AtRun.Protocol.Commands.AtRunServices;

/// <summary>Queueing of command lines that arrive over TCP while another runs.</summary>
/// <remarks>AT reference 80000ST10025a p387, #TCPATCMDSEQ; kept in NVM by decision DEC-9</remarks>
[AtSetting("#TCPATCMDSEQ", Saved.Nvm, NewStyleOnly = true)]
public sealed partial record TcpAtCmdSeq
{
    /// <summary>0: they are ignored, 1: they are queued</summary>
    [Mandatory, Range(0, 1)] public int Mod { get; init; }
}
