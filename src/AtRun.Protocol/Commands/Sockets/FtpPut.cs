namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Opens a file on the FTP server for writing: the instance carries its data.</summary>
/// <remarks>AT reference 80000ST10025a p440</remarks>
[AtAction("#FTPPUT", Forms.Write | Forms.Test, Families = Families.None, NewStyleOnly = true, NeedsPin = true, TimeLimit = 500)]
[Remotely(RemoteEffect.BlocksSmsUntilReboot)]
public sealed partial record FtpPut
{
    /// <summary>name of the file</summary>
    [Text(0, 200)] public string FileName { get; init; } = "";
}
