namespace AtRun.Protocol.Commands.Ftp;

/// <summary>Shows what the FTP server said last.</summary>
/// <remarks>AT reference 80000ST10025a p443, #FTPMSG</remarks>
[AtAction("#FTPMSG", Forms.Action, NeedsPin = true)]
public sealed partial record FtpMsg;
