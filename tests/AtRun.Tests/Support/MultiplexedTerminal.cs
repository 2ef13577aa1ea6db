using AtRun.Module.Instances;
using AtRun.Protocol.Links;
using AtRun.Protocol.Multiplexing;

namespace AtRun.Tests.Support;

/// <summary>A terminal that starts the multiplexer on its port whenever the module comes up, and then types on channels.</summary>
internal sealed class MultiplexedTerminal : IMultiplexerOwner, ILink
{
    private readonly SimulatedModule _module;
    private readonly LocalPort _port;
    private readonly int[] _channels;
    private readonly Dictionary<int, MultiplexerChannel> _open = [];
    private Multiplexer? _multiplexer;

    public MultiplexedTerminal(SimulatedModule module, LocalPort port, params int[] channels)
    {
        (_module, _port, _channels) = (module, port, channels);
        module.Module.PoweredOn += _ => module.Turn.Post(Begin);
    }

    /// <summary>Channels that the module did not open.</summary>
    public List<int> RefusedChannels { get; } = [];

    public MultiplexerChannel? Channel(int dlci) => _open.GetValueOrDefault(dlci);

    int ILink.Unsent => 0;

    bool ILink.Paused { get; set; }

    /// <summary>What the module says on the port.</summary>
    void ILink.Send(ReadOnlySpan<byte> octets)
    {
        var said = octets.ToArray();
        _module.Turn.Post(() => _multiplexer?.Received(said));
    }

    void ILink.Close() { }

    /// <summary>Types on a channel; false: it is not open.</summary>
    public bool Type(int dlci, ReadOnlySpan<byte> octets)
    {
        Channel(dlci)?.Send(octets);
        return Channel(dlci) is not null;
    }

    /// <summary>Starts the multiplexer, on the turn; when the module comes up that happens by itself.</summary>
    public void Begin()
    {
        _open.Clear();
        // Its echo and its OK are no frames: they are passed over.
        _multiplexer = new(new Way(this), MultiplexerRole.Initiator, this, _module.Turn.Time);
        _port.Received("AT+CMUX=0\r"u8);
        _multiplexer.Start();
    }

    void IMultiplexerOwner.Started()
    {
        foreach (var dlci in _channels) _multiplexer!.Open(dlci, new Reader(_module, dlci));
    }

    void IMultiplexerOwner.Opened(MultiplexerChannel channel) => _open[channel.Dlci] = channel;

    void IMultiplexerOwner.Refused(MultiplexerChannel channel) => RefusedChannels.Add(channel.Dlci);

    void IMultiplexerOwner.Closed(MultiplexerChannel channel) => _open.Remove(channel.Dlci);

    void IMultiplexerOwner.Ended(MultiplexerEnd how) { }

    private sealed class Way(MultiplexedTerminal terminal) : ILink
    {
        public int Unsent => 0;

        public bool Paused { get; set; }

        public void Send(ReadOnlySpan<byte> octets)
        {
            var typed = octets.ToArray();
            terminal._module.Turn.Post(() => terminal._port.Received(typed));
        }

        public void Close() { }
    }

    private sealed class Reader(SimulatedModule module, int dlci) : ILinkReceiver
    {
        public void Received(ReadOnlySpan<byte> octets) => module.Said[dlci]?.Invoke(octets);

        public void Break() => module.Broke[dlci]?.Invoke(null);

        public void Drained() { }

        public void Ended(LinkEnd how) { }
    }
}
