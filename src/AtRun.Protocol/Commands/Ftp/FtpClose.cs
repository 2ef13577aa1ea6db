namespace AtRun.Protocol.Commands.Ftp;

/// <summary>Closes the FTP session.</summary>
/// <remarks>AT reference 80000ST10025a p439, #FTPCLOSE</remarks>
[AtAction("#FTPCLOSE", Forms.Action, NeedsPin = true, TimeLimit = 500)]
public sealed partial record FtpClose;
