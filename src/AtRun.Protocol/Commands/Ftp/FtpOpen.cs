namespace AtRun.Protocol.Commands.Ftp;

/// <summary>Opens a session with an FTP server on context 1, or on the GSM context where that is up; it belongs to the instance that opens it.</summary>
/// <remarks>AT reference 80000ST10025a p438-439, #FTPOPEN; IP Easy guide 80000ST10028 p44, p46</remarks>
[AtAction("#FTPOPEN", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 100)]
public sealed partial record FtpOpen
{
    /// <summary>address or name of the server, and its port behind a colon (21 where there is none)</summary>
    [Mandatory, Text(1, 120)] public string Server { get; init; } = "";

    /// <summary>user name</summary>
    [Mandatory, Text(0, 100)] public string UserName { get; init; } = "";

    /// <summary>password</summary>
    [Mandatory, Secret, Text(0, 100)] public string Password { get; init; } = "";

    /// <summary>who opens data connections: 0: the server (active), 1: the module (passive)</summary>
    [Range(0, 1)] public int Mode { get; init; }
}
