namespace AtRun.Protocol.Commands.Ftp;

/// <summary>How long the FTP server, and a data connection, are waited for.</summary>
/// <remarks>AT reference 80000ST10025a p437-438, #FTPTO; it is not stored</remarks>
[AtSetting("#FTPTO", Saved.Never, NeedsPin = true)]
public sealed partial record FtpTo
{
    /// <summary>in units of 100 ms</summary>
    [Range(100, 5000)] public int Tout { get; init; } = 100;

    /// <summary>The same as a span.</summary>
    public TimeSpan Limit => TimeSpan.FromMilliseconds(100 * Tout);
}
