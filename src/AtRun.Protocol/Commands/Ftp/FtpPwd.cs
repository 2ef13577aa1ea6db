namespace AtRun.Protocol.Commands.Ftp;

/// <summary>Shows the working directory on the FTP server.</summary>
/// <remarks>AT reference 80000ST10025a p444, #FTPPWD</remarks>
[AtAction("#FTPPWD", Forms.Action, NeedsPin = true, TimeLimit = 500)]
public sealed partial record FtpPwd;
