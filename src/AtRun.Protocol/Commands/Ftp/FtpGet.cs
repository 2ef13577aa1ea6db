namespace AtRun.Protocol.Commands.Ftp;

/// <summary>Reads a file from the FTP server: the instance carries its data.</summary>
/// <remarks>AT reference 80000ST10025a p440-441, #FTPGET; Telit 80000ST10028a p15 (commands that go on-line)</remarks>
[AtAction("#FTPGET", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 500)]
[Remotely(RemoteEffect.BlocksSmsUntilReboot)]
public sealed partial record FtpGet
{
    /// <summary>name of the file</summary>
    [Mandatory, Text(1, 200)] public string FileName { get; init; } = "";
}
