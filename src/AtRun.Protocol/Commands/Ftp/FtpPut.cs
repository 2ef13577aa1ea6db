namespace AtRun.Protocol.Commands.Ftp;

/// <summary>Writes a file on the FTP server: the instance carries its data, and the escape sequence ends it.</summary>
/// <remarks>AT reference 80000ST10025a p439-440, #FTPPUT; Telit 80000NT10029a §2.5.2</remarks>
[AtAction("#FTPPUT", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 500)]
[Remotely(RemoteEffect.BlocksSmsUntilReboot)]
public sealed partial record FtpPut
{
    /// <summary>name of the file</summary>
    [Mandatory, Text(1, 200)] public string FileName { get; init; } = "";
}
