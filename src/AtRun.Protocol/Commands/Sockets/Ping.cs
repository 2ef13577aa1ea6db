namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Sends echo requests to a host on context 1 and shows the answers.</summary>
/// <remarks>AT reference 80000ST10025a p483-484, #PING; a character ends it: own decision, it may take more than an hour</remarks>
[AtAction("#PING", Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true, Abortable = true)]
public sealed partial record Ping
{
    /// <summary>host: address or name</summary>
    [Mandatory, Text(1, 255), Domain("")] public string IpAddr { get; init; } = "";

    /// <summary>requests</summary>
    [Range(1, 64)] public int RetryNum { get; init; } = 4;

    /// <summary>octets of data</summary>
    [Range(32, 1460)] public int Len { get; init; } = 32;

    /// <summary>how long each answer is waited for, 100 ms</summary>
    [Range(1, 600)] public int Timeout { get; init; } = 50;

    /// <summary>time to live</summary>
    [Range(1, 255)] public int Ttl { get; init; } = 128;
}
