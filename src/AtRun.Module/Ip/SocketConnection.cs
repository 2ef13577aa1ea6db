using AtRun.Protocol;
using AtRun.Protocol.Links;

namespace AtRun.Module.Ip;

/// <summary>A socket's connection from its beginning to its end: what is sent and received, what waits to be read, how long nothing passed.</summary>
internal sealed class SocketConnection(ModuleSocket socket, TimeProvider time) : ILinkReceiver
{
    /// <summary>Octets that the peer has not taken before the terminal is held.</summary>
    public const int MaxUnsent = 64 * 1024;

    private readonly OctetBuffer _buffer = new(0);
    private ILink? _link;
    private PacketBuffer? _packets;
    private ITimer? _idle;
    private long _lastReceived = time.GetTimestamp();
    private long _received;

    /// <summary>Octets that arrived and were not read yet.</summary>
    public int Buffered => _buffer.Count;

    public ReadOnlySpan<byte> Waiting => _buffer.Written;

    /// <summary>How the peer ended it; null: it has not.</summary>
    public LinkEnd? PeerEnded { get; private set; }

    public bool Congested => _link!.Unsent > MaxUnsent;

    /// <summary>As #SI prints them: what waits to be read is not received yet (IP Easy guide 80000ST10028 p83-84).</summary>
    public (long Sent, long Received, long BuffIn, long AckWaiting) Counters => (_packets!.Sent, _received - Buffered, Buffered, _link!.Unsent);

    /// <summary>The link is there; it may still be connecting.</summary>
    public ILinkReceiver Attach(ILink link)
    {
        _link = link;
        _packets = new(time, link, socket.Parameters);
        return this;
    }

    /// <summary>The link is connected: from here on the idle limit counts.</summary>
    public void Begin(TimeSpan keepAlive)
    {
        if (keepAlive > TimeSpan.Zero) _link!.KeepAlive(keepAlive);
        _lastReceived = time.GetTimestamp();
        _idle = time.CreateTimer(static c => ((SocketConnection)c!).LookAtIdleLimit(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        socket.Parameters.Changed += LookAtIdleLimit;
        LookAtIdleLimit();
    }

    public void Send(ReadOnlySpan<byte> octets) => _packets!.Write(octets);

    /// <summary>Sends what waits for its packet to be full.</summary>
    public void Flush() => _packets!.Flush();

    /// <summary>Keeps what nobody takes now.</summary>
    public void Keep(ReadOnlySpan<byte> octets)
    {
        _buffer.Add(octets);
        if (_buffer.Count >= ModuleSocket.MaxBuffered) Hold(true);
    }

    /// <summary>The first octets that wait are read.</summary>
    public void Consume(int count)
    {
        if (count == _buffer.Count) _buffer.Clear();
        else _buffer.Remove(count);
    }

    /// <summary>The peer may not, or may, send more.</summary>
    public void Hold(bool held)
    {
        if (PeerEnded is null && _link!.Paused != held) _link.Paused = held;
    }

    /// <summary>What waits is sent, nothing is heard any more.</summary>
    public void Close()
    {
        socket.Parameters.Changed -= LookAtIdleLimit;
        _idle?.Dispose();
        _packets?.Close();
        _link?.Close();
    }

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        _received += octets.Length;
        _lastReceived = time.GetTimestamp();
        socket.Arrived(this, octets);
    }

    void ILinkReceiver.Drained() => socket.Drained(this);

    void ILinkReceiver.Ended(LinkEnd how)
    {
        PeerEnded ??= how;
        socket.PeerEnded(this);
    }

    private void LookAtIdleLimit()
    {
        var limit = socket.Parameters.IdleLimit;
        var left = limit - time.GetElapsedTime(Math.Max(_lastReceived, _packets!.LastSent));
        if (limit == TimeSpan.Zero) _idle!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        else if (left > TimeSpan.Zero) _idle!.Change(left, Timeout.InfiniteTimeSpan);
        else socket.IdleLimitPassed(this);
    }
}
