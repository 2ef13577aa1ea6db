using System.Net;
using AtRun.Protocol.Links;

namespace AtRun.Simulation;

/// <summary>One end of a connection in memory.</summary>
public sealed class MemoryLink : IConnection
{
    private readonly MemoryInternet _internet;
    private readonly Queue<(ReadOnlyMemory<byte> Octets, bool Whole)> _arriving = [];
    private MemoryLink _peer;
    private ILinkReceiver? _receiver;
    private LinkEnd? _end;
    private int _waiting;
    private bool _paused;
    private bool _posted;
    private bool _over;
    private bool _silent;

    private MemoryLink(MemoryInternet internet, IPEndPoint local)
    {
        (_internet, Local) = (internet, local);
        _peer = this;
    }

    /// <summary>Address and port of this end.</summary>
    public IPEndPoint Local { get; }

    /// <summary>What this end sent and the other has not received, beyond what the way between them holds.</summary>
    public int Unsent => _over ? 0 : Math.Max(0, _peer._waiting - _internet.Window);

    public bool Paused
    {
        get => _paused;
        set
        {
            _paused = value;
            Schedule();
        }
    }

    /// <summary>This end was closed, or told that the link ended.</summary>
    public bool IsOver => _over;

    public void Send(ReadOnlySpan<byte> octets) => Send(octets, whole: false);

    /// <summary>Sends what arrives in one piece, whatever <see cref="MemoryInternet.Cut"/> says.</summary>
    public void SendSegment(ReadOnlySpan<byte> octets) => Send(octets, whole: true);

    private void Send(ReadOnlySpan<byte> octets, bool whole)
    {
        if (_over || octets.IsEmpty || _peer._over) return;
        _peer._arriving.Enqueue((octets.ToArray(), whole));
        _peer._waiting += octets.Length;
        _peer.Schedule();
    }

    public void Close() => End(LinkEnd.Finished);

    /// <summary>Ends the link at once; what is on its way is lost.</summary>
    public void Reset()
    {
        _peer._arriving.Clear();
        _peer._waiting = 0;
        End(LinkEnd.Reset);
    }

    /// <summary>The way between the two ends is cut, and neither is told: nothing arrives any more.</summary>
    public void FallSilent() => _silent = _peer._silent = true;

    internal static (MemoryLink Near, MemoryLink Far) Pair(MemoryInternet internet, IPEndPoint from, IPEndPoint to)
    {
        var (near, far) = (new MemoryLink(internet, from), new MemoryLink(internet, to));
        (near._peer, far._peer) = (far, near);
        return (near, far);
    }

    internal void Attach(ILinkReceiver receiver)
    {
        _receiver = receiver;
        Schedule();
    }

    /// <summary>The connection did not come about: neither end hears of it.</summary>
    internal void Abandon() => _over = _peer._over = true;

    private void End(LinkEnd how)
    {
        if (_over) return;
        _over = true;
        _arriving.Clear();
        _waiting = 0;
        _peer._end ??= how;
        _peer.Schedule();
    }

    private void Schedule()
    {
        if (_posted || _paused || _over || _receiver is null || (_arriving.Count == 0 && _end is null)) return;
        _posted = true;
        _internet.Post(Deliver);
    }

    private void Deliver()
    {
        _posted = false;
        if (_paused || _over || _silent) return;
        if (_arriving.TryPeek(out var first))
        {
            var (segment, whole) = first;
            var length = !whole && _internet.Cut is { } cut ? Math.Clamp(cut(segment.Length), 1, segment.Length) : segment.Length;
            TakeFirst(segment, length);
            _receiver!.Received(segment.Span[..length]);
        }
        else if (_end is { } how)
        {
            _end = null;
            _receiver!.Ended(how);
            return;
        }
        Schedule();
    }

    private void TakeFirst(ReadOnlyMemory<byte> segment, int length)
    {
        var unsent = _peer.Unsent;
        _arriving.Dequeue();
        if (length < segment.Length) PutBack(segment[length..]);
        _waiting -= length;
        if (unsent > 0 && _peer.Unsent == 0) _internet.Post(_peer.TellDrained);
    }

    private void PutBack(ReadOnlyMemory<byte> rest)
    {
        var later = _arriving.ToArray();
        _arriving.Clear();
        _arriving.Enqueue((rest, false));
        foreach (var segment in later) _arriving.Enqueue(segment);
    }

    private void TellDrained()
    {
        if (!_over && Unsent == 0) _receiver?.Drained();
    }
}
