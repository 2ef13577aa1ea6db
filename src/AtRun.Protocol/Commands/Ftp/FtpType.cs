namespace AtRun.Protocol.Commands.Ftp;

/// <summary>Type of the files transferred in the FTP session.</summary>
/// <remarks>AT reference 80000ST10025a p442-443, #FTPTYPE</remarks>
[AtAction("#FTPTYPE", Forms.Setting, NeedsPin = true, TimeLimit = 500)]
public sealed partial record FtpType
{
    /// <summary>0: binary, 1: ASCII</summary>
    [Range(0, 1)] public int Type { get; init; }
}
