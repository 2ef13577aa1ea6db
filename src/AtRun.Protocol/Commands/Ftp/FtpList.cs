namespace AtRun.Protocol.Commands.Ftp;

/// <summary>Lists a directory of the FTP server, or a file there: the instance carries the list.</summary>
/// <remarks>AT reference 80000ST10025a p445-446, #FTPLIST</remarks>
[AtAction("#FTPLIST", Forms.Execute | Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 500)]
[Remotely(RemoteEffect.BlocksSmsUntilReboot)]
public sealed partial record FtpList
{
    /// <summary>name of the directory or file; empty: the working directory</summary>
    [Text(0, 200)] public string Name { get; init; } = "";
}
