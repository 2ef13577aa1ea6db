using AtRun.Protocol.Sms;

namespace AtRun.Simulation.Centre;

/// <summary>An entity while it is connected, by one connection or more.</summary>
internal sealed class Peer(ISmsEntity entity)
{
    public ISmsEntity Entity { get; } = entity;

    public int Connections { get; set; }

    public bool IsConnected => Connections > 0;

    /// <summary>Its number, where a submission has none; none: it is connected for prefixes alone.</summary>
    public SmsAddress Number { get; set; }

    /// <summary>Of the numbers that it submitted from.</summary>
    public HashSet<EntityMailbox> Mailboxes { get; } = [];

    /// <summary>Those that are handing something to it.</summary>
    public HashSet<EntityMailbox> Handing { get; } = [];
}
