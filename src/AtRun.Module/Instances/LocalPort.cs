using AtRun.Protocol.Links;

namespace AtRun.Module.Instances;

/// <summary>A serial port of the module: a terminal on one side, an instance on the other.</summary>
public sealed class LocalPort(int number) : IInstanceUser, ILinkReceiver
{
    /// <summary>Octets kept for a terminal that does not read; what comes then is lost, as on a line without flow control.</summary>
    public const int MaxUnsent = 64 * 1024;

    private AtInstance? _instance;

    /// <summary>1: the main port.</summary>
    public int Number { get; } = number;

    public Owner Owner => Owner.LocalPort;

    /// <summary>The line to the terminal.</summary>
    public ILink? Link { get; set; }

    /// <summary>The instance it reaches when no service has reserved it.</summary>
    public AtInstance? Instance => _instance;

    internal void Attach(AtInstance? instance)
    {
        _instance = instance;
        if (instance is { User.Owner: Owner.Nobody }) instance.HandTo(this);
    }

    public void Write(ReadOnlySpan<byte> octets)
    {
        if (Link is { } link && link.Unsent + octets.Length <= MaxUnsent) link.Send(octets);
    }

    // While a service has the instance, the terminal gets no service (INS-3). What comes while a command runs is ignored (INS-8).
    public void Received(ReadOnlySpan<byte> octets)
    {
        if (_instance is { } instance && instance.User == this) instance.Receive(octets);
    }

    public void Drained() { }

    public void Ended(LinkEnd how) => Link = null;
}

/// <summary>Nobody: what is said is lost.</summary>
internal sealed class NoUser : IInstanceUser
{
    public Owner Owner => Owner.Nobody;

    public void Write(ReadOnlySpan<byte> octets) { }
}
