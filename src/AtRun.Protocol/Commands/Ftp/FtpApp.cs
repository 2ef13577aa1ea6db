namespace AtRun.Protocol.Commands.Ftp;

/// <summary>Appends to a file on the FTP server: the instance carries its data, and the escape sequence ends it.</summary>
/// <remarks>AT reference 80000ST10025a p446, #FTPAPP</remarks>
[AtAction("#FTPAPP", Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true, TimeLimit = 500)]
[Remotely(RemoteEffect.BlocksSmsUntilReboot)]
public sealed partial record FtpApp
{
    /// <summary>name of the file</summary>
    [Mandatory, Text(1, 200)] public string FileName { get; init; } = "";
}
