namespace AtRun.Protocol.Commands.Ftp;

/// <summary>Reads a file from the FTP server into the buffer of the module, in command state: #FTPRECV takes it from there.</summary>
/// <remarks>AT reference 80000ST10025a p441-442, #FTPGETPKT; IP Easy guide 80000ST10028 p51-53</remarks>
[AtAction("#FTPGETPKT", Forms.Setting, NeedsPin = true, NewStyleOnly = true, TimeLimit = 500)]
public sealed partial record FtpGetPkt
{
    /// <summary>name of the file</summary>
    [Mandatory, Text(1, 200)] public string FileName { get; init; } = "";

    /// <summary>how #FTPRECV shows it: 0: as it is, 1: in hexadecimal</summary>
    [Range(0, 1)] public int ViewMode { get; init; }
}
