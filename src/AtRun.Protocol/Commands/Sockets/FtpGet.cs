namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Reads a file from the FTP server: the instance carries its data.</summary>
/// <remarks>AT reference 80000ST10025a p440; Telit 80000ST10028a p15 (commands that go on-line)</remarks>
[AtAction("#FTPGET", Forms.Write | Forms.Test, Families = Families.None, NewStyleOnly = true, NeedsPin = true, TimeLimit = 500)]
[Remotely(RemoteEffect.BlocksSmsUntilReboot)]
public sealed partial record FtpGet
{
    /// <summary>name of the file</summary>
    [Text(0, 200)] public string FileName { get; init; } = "";
}
