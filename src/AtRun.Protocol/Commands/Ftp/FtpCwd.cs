namespace AtRun.Protocol.Commands.Ftp;

/// <summary>Changes the working directory on the FTP server.</summary>
/// <remarks>AT reference 80000ST10025a p444-445, #FTPCWD</remarks>
[AtAction("#FTPCWD", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 500)]
public sealed partial record FtpCwd
{
    /// <summary>name of the directory</summary>
    [Mandatory, Text(1, 200)] public string DirName { get; init; } = "";
}
