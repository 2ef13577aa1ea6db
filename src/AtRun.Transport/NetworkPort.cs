using System.Net;
using AtRun.Protocol;
using AtRun.Protocol.Links;

namespace AtRun.Transport;

/// <summary>A serial port that programs reach over TCP, one at a time: the octets as they are, or with speed, lines and break (RFC 2217).</summary>
/// <remarks>
/// <para>As at a serial port, programs come and go, and what is said while none is there is lost. DTR and RTS are on while one is there,
/// unless it says otherwise. A new one takes the place of the former, which may be gone without a word.</para>
/// <para>It asks nobody who he is: it belongs on the loopback address.</para>
/// </remarks>
public sealed class NetworkPort : ILink, IDisposable
{
    /// <summary>Octets kept that were received while nobody wants them, so that the client's lines are still seen, and that wait for a client which holds us.</summary>
    private const int MaxHeld = 64 * 1024;

    /// <summary>Octets that wait for a client before nothing more is read from it: more than the module itself lets wait.</summary>
    private const int MaxUnsent = 4 * MaxHeld;

    private readonly bool _comPort;
    private readonly TcpLinkListener _listener;
    private readonly Func<int, int> _setRate;
    private ILinkReceiver? _receiver;
    private Client? _client;
    private PortLines _lines;
    private bool _paused;

    private NetworkPort(EventLoop loop, IPEndPoint local, bool comPort, Func<int, int>? setRate)
    {
        (_comPort, _setRate) = (comPort, setRate ?? (static rate => rate));
        _listener = loop.Listen(local, Accept);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Local => _listener.Local;

    /// <summary>It speaks RFC 2217.</summary>
    public bool IsComPort => _comPort;

    public int Unsent => _client?.Unsent ?? 0;

    public bool Paused
    {
        get => _paused;
        set
        {
            _paused = value;
            _client?.Pause(value);
        }
    }

    /// <summary>Listens. On the loop, or before it runs.</summary>
    /// <param name="loop">The loop that owns it.</param>
    /// <param name="local">IPv4 address and port; port 0: a free one, see <see cref="Local"/>.</param>
    /// <param name="comPort">RFC 2217; else raw.</param>
    /// <param name="receiver">Says at once who receives its octets.</param>
    /// <param name="setRate">Told of the speed that a client chose, bit/s; returns the one that is used. Null: any.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The address is in use or not ours.</exception>
    public static NetworkPort Open(EventLoop loop, IPEndPoint local, bool comPort, Func<NetworkPort, ILinkReceiver> receiver, Func<int, int>? setRate = null)
    {
        var port = new NetworkPort(loop, local, comPort, setRate);
        try
        {
            port._receiver = receiver(port);
        }
        catch
        {
            port.Close();
            throw;
        }

        port._receiver.LinesChanged(PortLines.None);
        return port;
    }

    public void Send(ReadOnlySpan<byte> octets) => _client?.Send(octets);

    public void Show(PortLines lines)
    {
        _lines = lines;
        _client?.Show(lines);
    }

    /// <summary>Told to a client of RFC 2217 that wants to hear of breaks, without the length; raw there is no way.</summary>
    public void Break(TimeSpan length) => _client?.Break();

    public void Close()
    {
        _listener.Dispose();
        _client?.Leave();
        _client = null;
    }

    public void Dispose() => Close();

    private Client Accept(TcpLink link, IPEndPoint peer)
    {
        if (_client is { } former)
        {
            former.Leave();
            Gone();
        }
        _client = new Client(this, link);
        link.Paused = false;
        _receiver!.LinesChanged(PortLines.OfTerminal);
        return _client;
    }

    // What was unsent is lost, and who waited for it goes on.
    private void Gone()
    {
        var waited = Unsent > 0;
        _client = null;
        _receiver!.LinesChanged(PortLines.None);
        if (waited) _receiver.Drained();
    }

    /// <summary>The program that has the port.</summary>
    private sealed class Client : ILinkReceiver, IComPort
    {
        private readonly NetworkPort _port;
        private readonly TcpLink _link;
        private readonly ComPortSession? _session;
        private OctetBuffer? _received;
        private OctetBuffer? _unsent;
        private bool _held;

        public Client(NetworkPort port, TcpLink link)
        {
            (_port, _link) = (port, link);
            if (!port._comPort) return;
            _session = new(this, port._lines);
            _session.Begin();
        }

        public int Unsent => _link.Unsent + (_unsent?.Count ?? 0);

        private bool IsCurrent => _port._client == this;

        public void Send(ReadOnlySpan<byte> octets)
        {
            if (_held) (_unsent ??= new(0)).Add(octets);
            else if (_session is null) _link.Send(octets);
            else _session.Send(octets);
        }

        public void Show(PortLines lines) => _session?.Show(lines);

        public void Break() => _session?.Break();

        public void Leave() => _link.Close();

        public void Pause(bool on)
        {
            if (on) return;
            _link.Paused = false;
            if (_received is not { } received) return;
            _received = null;
            _port._receiver!.Received(received.Written);
        }

        public void Received(ReadOnlySpan<byte> octets)
        {
            if (!IsCurrent) return;
            if (_session is null) Data(octets);
            else _session.Receive(octets);
            // Who asks and does not take the answers is not asked what else he wants.
            if (_link.Unsent > MaxUnsent) _link.Paused = true;
        }

        public void Drained()
        {
            if (!IsCurrent) return;
            if (_received is null || _received.Count <= MaxHeld) _link.Paused = false;
            if (Unsent == 0) _port._receiver!.Drained();
        }

        public void Ended(LinkEnd how)
        {
            _link.Close();
            if (IsCurrent) _port.Gone();
        }

        void IComPort.Send(ReadOnlySpan<byte> octets) => _link.Send(octets);

        public void Data(ReadOnlySpan<byte> octets)
        {
            if (!_port._paused) _port._receiver!.Received(octets);
            else
            {
                (_received ??= new(0)).Add(octets);
                if (_received.Count > MaxHeld) _link.Paused = true;
            }
        }

        void IComPort.LinesChanged(PortLines lines) => _port._receiver!.LinesChanged(lines);

        void IComPort.Break() => _port._receiver!.Break();

        void IComPort.Hold(bool on)
        {
            _held = on;
            if (on || _unsent is not { } waiting) return;
            _unsent = null;
            _session!.Send(waiting.Written);
            Drained();
        }

        void IComPort.Purge(bool forClient, bool fromClient)
        {
            if (fromClient) _received = null;
            if (!forClient || _unsent is null) return;
            _unsent = null;
            Drained();
        }

        int IComPort.SetRate(int rate) => _port._setRate(rate);
    }
}
