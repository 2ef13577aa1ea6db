using System.Globalization;
using System.Net;
using AtRun.Protocol;
using AtRun.Protocol.Links;
using AtRun.Transport;

namespace AtRun.Cli.Bridge;

/// <summary>This machine's end of a bridge: a link that is there as long as the bridge, whoever uses it.</summary>
internal abstract class LocalSide : ILink
{
    /// <summary>Where programs find it: a path, or address and port.</summary>
    public abstract string Where { get; }

    /// <summary>It is a pseudo terminal; else a TCP port.</summary>
    public abstract bool IsTerminal { get; }

    public abstract int Unsent { get; }
    public abstract bool Paused { get; set; }

    public abstract void Send(ReadOnlySpan<byte> octets);

    public abstract void Close();
}

/// <summary>A pseudo terminal: programs come and go unnoticed, as at a serial port.</summary>
internal sealed class TerminalSide : LocalSide
{
    private readonly PseudoTerminal _terminal;

    /// <exception cref="IOException">It cannot be had, or the name is taken.</exception>
    public TerminalSide(EventLoop loop, string? path, ILinkReceiver receiver) => _terminal = PseudoTerminal.Open(loop, path, _ => receiver);

    public override string Where => _terminal.Path ?? _terminal.Device;
    public override bool IsTerminal => true;
    public override int Unsent => _terminal.Unsent;

    public override bool Paused
    {
        get => _terminal.Paused;
        set => _terminal.Paused = value;
    }

    public override void Send(ReadOnlySpan<byte> octets) => _terminal.Send(octets);

    public override void Close() => _terminal.Close();
}

/// <summary>A TCP port for one program at a time; others are closed at once. What comes while nobody is there waits for the next one.</summary>
internal sealed class PortSide : LocalSide, ILinkReceiver
{
    private readonly ILinkReceiver _receiver;
    private readonly bool _once;
    private readonly TcpLinkListener _listener;
    private readonly OctetBuffer _waiting = new(0);
    private TcpLink? _client;
    private bool _paused;

    /// <param name="loop">The loop.</param>
    /// <param name="local">Where it listens.</param>
    /// <param name="once">The end of the first client is that of the link.</param>
    /// <param name="receiver">Hears what clients send.</param>
    /// <exception cref="System.Net.Sockets.SocketException">It cannot listen there.</exception>
    public PortSide(EventLoop loop, IPEndPoint local, bool once, ILinkReceiver receiver)
    {
        (_receiver, _once) = (receiver, once);
        _listener = loop.Listen(local, Accept);
    }

    public override string Where => string.Create(CultureInfo.InvariantCulture, $"{_listener.Local}");
    public override bool IsTerminal => false;
    public override int Unsent => _client?.Unsent ?? _waiting.Count;

    public override bool Paused
    {
        get => _paused;
        set
        {
            _paused = value;
            if (_client is { } client) client.Paused = value;
        }
    }

    public override void Send(ReadOnlySpan<byte> octets)
    {
        if (_client is { } client) client.Send(octets);
        else _waiting.Add(octets);
    }

    public override void Close()
    {
        _listener.Dispose();
        _client?.Close();
        _client = null;
    }

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets) => _receiver.Received(octets);

    void ILinkReceiver.Drained() => _receiver.Drained();

    void ILinkReceiver.Ended(LinkEnd how)
    {
        _client?.Close();
        _client = null;
        if (_once) _receiver.Ended(how);
        else _receiver.Drained();
    }

    private PortSide? Accept(TcpLink link, IPEndPoint peer)
    {
        if (_client is not null) return null;
        _client = link;
        link.Paused = _paused;
        if (_waiting.Count == 0) return this;
        link.Send(_waiting.Written);
        _waiting.Clear();
        if (link.Unsent == 0) _receiver.Drained();
        return this;
    }
}
