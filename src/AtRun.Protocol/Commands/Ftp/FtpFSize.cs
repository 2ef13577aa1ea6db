namespace AtRun.Protocol.Commands.Ftp;

/// <summary>Shows the size of a file on the FTP server, in octets; the type must be binary.</summary>
/// <remarks>AT reference 80000ST10025a p446, #FTPFSIZE</remarks>
[AtAction("#FTPFSIZE", Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true, TimeLimit = 500)]
public sealed partial record FtpFSize
{
    /// <summary>name of the file</summary>
    [Mandatory, Text(1, 200)] public string FileName { get; init; } = "";
}
