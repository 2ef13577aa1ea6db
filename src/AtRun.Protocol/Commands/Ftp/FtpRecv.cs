namespace AtRun.Protocol.Commands.Ftp;

/// <summary>Takes octets of the file that #FTPGETPKT reads; the read form says how many wait.</summary>
/// <remarks>AT reference 80000ST10025a p447-449, #FTPRECV</remarks>
[AtAction("#FTPRECV", Forms.Setting, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record FtpRecv
{
    /// <summary>octets at most</summary>
    [Mandatory, Range(1, 3000)] public int BlockSize { get; init; } = 1;
}
