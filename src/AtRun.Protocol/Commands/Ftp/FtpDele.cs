namespace AtRun.Protocol.Commands.Ftp;

/// <summary>Deletes a file on the FTP server.</summary>
/// <remarks>AT reference 80000ST10025a p443-444, #FTPDELE</remarks>
[AtAction("#FTPDELE", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 500)]
public sealed partial record FtpDele
{
    /// <summary>name of the file</summary>
    [Mandatory, Text(1, 200)] public string FileName { get; init; } = "";
}
