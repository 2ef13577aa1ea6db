using AtRun.Protocol.Links;

namespace AtRun.Transport;

/// <summary>One end of a link in memory: what is sent here is received there.</summary>
/// <remarks>
/// Nothing happens inside Send, Close or Paused: each delivery is posted, and what is posted must run one at a time and later, on a loop,
/// on a turn or from a queue that a test empties.
/// </remarks>
public sealed class MemoryLink : ILink
{
    private readonly Action<Action> _post;
    private readonly Func<int, int>? _cut;
    private readonly int _capacity;
    private readonly SendQueue _inbox = new();
    private MemoryLink _peer = null!;
    private ILinkReceiver? _receiver;
    private LinkEnd? _end;
    private bool _paused;
    private bool _closed;
    private bool _told;
    private bool _posted;

    private MemoryLink(Action<Action> post, Func<int, int>? cut, int capacity) => (_post, _cut, _capacity) = (post, cut, capacity);

    /// <summary>Who receives at this end; until there is one, what arrives waits.</summary>
    public ILinkReceiver? Receiver
    {
        get => _receiver;
        set
        {
            _receiver = value;
            Deliver();
        }
    }

    /// <inheritdoc/>
    public int Unsent => Math.Max(0, _peer._inbox.Count - _capacity);

    /// <inheritdoc/>
    public bool Paused
    {
        get => _paused;
        set
        {
            _paused = value;
            Deliver();
        }
    }

    /// <summary>Makes both ends.</summary>
    /// <param name="post">Runs a delivery, later.</param>
    /// <param name="cut">
    /// Given how many octets wait (1 or more), says how many are received in one piece; null: all. <c>_ =&gt; 1</c> cuts everywhere,
    /// <see cref="CutAtRandom"/> here and there.
    /// </param>
    /// <param name="capacity">Octets under way that do not count as unsent, as in a system's socket.</param>
    public static (MemoryLink, MemoryLink) Pair(Action<Action> post, Func<int, int>? cut = null, int capacity = 64 * 1024)
    {
        var (one, other) = (new MemoryLink(post, cut, capacity), new MemoryLink(post, cut, capacity));
        (one._peer, other._peer) = (other, one);
        return (one, other);
    }

    /// <summary>Cuts at places that depend on nothing but the seed and what was sent.</summary>
    public static Func<int, int> CutAtRandom(int seed)
    {
        var random = new Random(seed);
        return waiting => random.Next(waiting) + 1;
    }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> octets)
    {
        if (_closed || _peer._closed || _end == LinkEnd.Reset || octets.IsEmpty)
            return;

        _peer._inbox.Add(octets);
        _peer.Deliver();
    }

    /// <inheritdoc/>
    public void Close() => Finish(LinkEnd.Finished);

    /// <summary>Closes and loses what is under way; the peer is told of a reset.</summary>
    public void Reset()
    {
        if (!_closed)
            _peer._inbox.Clear();

        Finish(LinkEnd.Reset);
    }

    private void Finish(LinkEnd how)
    {
        if (_closed)
            return;

        _closed = true;
        _inbox.Clear();
        _peer._end = how;
        _peer.Deliver();
    }

    private bool HasNews => !_closed && !_told && _receiver is not null
        && (_end == LinkEnd.Reset || !_paused && (_inbox.Count > 0 || _end is not null));

    private void Deliver()
    {
        if (_posted || !HasNews)
            return;

        _posted = true;
        _post(DeliverOnce);
    }

    private void DeliverOnce()
    {
        _posted = false;
        if (!HasNews)
            return;

        if (_inbox.Count > 0)
        {
            ReceiveOnce();
        }
        else
        {
            _told = true;
            _receiver!.Ended(_end!.Value);
        }

        Deliver();
    }

    private void ReceiveOnce()
    {
        var unsent = _peer.Unsent;
        var octets = new byte[Math.Clamp(_cut?.Invoke(_inbox.Count) ?? _inbox.Count, 1, _inbox.Count)];
        for (var rest = octets.AsSpan(); rest.Length > 0;)
        {
            var piece = _inbox.First;
            piece = piece[..Math.Min(piece.Length, rest.Length)];
            piece.CopyTo(rest);
            rest = rest[piece.Length..];
            _inbox.Took(piece.Length);
        }

        _receiver!.Received(octets);
        if (unsent > 0 && _peer is { Unsent: 0, _closed: false, _told: false, _receiver: { } sender })
            sender.Drained();
    }
}
