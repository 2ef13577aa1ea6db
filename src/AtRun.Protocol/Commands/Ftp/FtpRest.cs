namespace AtRun.Protocol.Commands.Ftp;

/// <summary>Where in its file the next #FTPGET or #FTPGETPKT begins; 0 again once that has begun.</summary>
/// <remarks>AT reference 80000ST10025a p446-447, #FTPREST</remarks>
[AtSetting("#FTPREST", Saved.Never, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record FtpRest
{
    /// <summary>octets of the file that are passed over</summary>
    [Mandatory, Range(0, int.MaxValue)] public int RestartPosition { get; init; }
}
