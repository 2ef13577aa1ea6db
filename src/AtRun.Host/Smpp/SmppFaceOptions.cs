using System.Net;

namespace AtRun.Host.Smpp;

/// <summary>How the message centre shows itself to applications.</summary>
public sealed record SmppFaceOptions
{
    /// <summary>Where it listens unless somebody says otherwise.</summary>
    public static IPEndPoint DefaultEndpoint => new(IPAddress.Loopback, 2775);

    /// <summary>IPv4; port 0: a free one.</summary>
    public IPEndPoint Endpoint { get; init; } = DefaultEndpoint;

    /// <summary>The one account; 1-15 characters.</summary>
    public string SystemId { get; init; } = "atrun";

    /// <summary>0-8 characters.</summary>
    public string Password { get; init; } = "atrun";

    /// <summary>The number of an application that names none of its own when it binds.</summary>
    public string Number { get; init; } = "+393200002775";

    /// <summary>deliver_sm under way on a session without an answer, 1 or more.</summary>
    public int Window { get; init; } = 10;

    /// <summary>Messages that a session may submit in a second; null: as many as it can.</summary>
    public int? SubmitsPerSecond { get; init; }

    /// <summary>Connections at once; one more is closed.</summary>
    public int MaxConnections { get; init; } = 1000;
}
