namespace AtRun.Protocol.Sms;

/// <summary>Puts parts of concatenated messages together: any order, doubled ones once, by sender and reference; bounded, and old ones expire.</summary>
/// <remarks>
/// Pure: it is told the time. Parts belong together when sender, reference, its width and the total are the same (23.040 §9.2.3.24.1). A part that is
/// there already with other user data belongs to a new message with the same reference: the old one is given up. The parts of a complete
/// message are remembered until they expire or the room is needed, so that a part that the centre delivers again does not begin a new one.
/// </remarks>
/// <param name="expiry">How long a message waits for its missing parts, from its latest.</param>
/// <param name="maxParts">Parts kept of all messages together; beyond it the oldest message is given up.</param>
public sealed class Reassembler(TimeSpan expiry, int maxParts = 1000)
{
    private readonly Dictionary<Key, LinkedListNode<Parts>> _messages = [];

    /// <summary>The one whose latest part is the oldest is the first.</summary>
    private readonly LinkedList<Parts> _byAge = [];

    private int _count;

    public TimeSpan Expiry { get; } = expiry;

    public int MaxParts { get; } = maxParts;

    /// <summary>What became of a part.</summary>
    /// <param name="Message">All parts in their order, once the last is there; a message that is not concatenated at once; else null.</param>
    /// <param name="Expired">Messages given up: their parts in order, null where one is missing.</param>
    public readonly record struct Outcome(IReadOnlyList<SmsDeliver>? Message, IReadOnlyList<IReadOnlyList<SmsDeliver?>> Expired);

    /// <summary>Messages that wait for parts.</summary>
    public int Waiting { get; private set; }

    /// <summary>Takes a message.</summary>
    /// <param name="part">As it came.</param>
    /// <param name="now">Rises from call to call.</param>
    public Outcome Take(SmsDeliver part, DateTimeOffset now)
    {
        var expired = Expire(now);
        if (part.UserData.Part is not { Total: > 1 } place) return new([part], expired);

        var key = new Key(part.Originator, place.Reference, place.Wide, place.Total);
        if (_messages.TryGetValue(key, out var node))
        {
            var there = node.Value.Of(place.Number);
            if (there is not null && there.UserData == part.UserData && (!node.Value.IsComplete || there.Time == part.Time)) return new(null, expired);
            if (there is not null || node.Value.IsComplete)
            {
                expired = GiveUp(node, expired);
                node = null;
            }
        }
        if (node is null)
        {
            node = new(new(key));
            _messages.Add(key, node);
            Waiting++;
        }
        else _byAge.Remove(node);
        _byAge.AddLast(node);

        var message = node.Value;
        message.Add(place.Number, part, now);
        _count++;
        SmsDeliver[]? whole = null;
        if (message.IsComplete)
        {
            whole = message.Whole();
            Waiting--;
        }
        while (_count > MaxParts && _byAge.First is { } oldest) expired = GiveUp(oldest, expired);
        return new(whole, expired);
    }

    /// <summary>Gives up what has waited too long.</summary>
    public IReadOnlyList<IReadOnlyList<SmsDeliver?>> Expire(DateTimeOffset now)
    {
        IReadOnlyList<IReadOnlyList<SmsDeliver?>> expired = [];
        while (_byAge.First is { } oldest && now - oldest.Value.Latest >= Expiry) expired = GiveUp(oldest, expired);
        return expired;
    }

    /// <summary>Forgets a message; where it was not complete, its parts come behind the others.</summary>
    private IReadOnlyList<IReadOnlyList<SmsDeliver?>> GiveUp(LinkedListNode<Parts> node, IReadOnlyList<IReadOnlyList<SmsDeliver?>> expired)
    {
        var message = node.Value;
        _byAge.Remove(node);
        _messages.Remove(message.Key);
        _count -= message.Count;
        if (message.IsComplete) return expired;
        Waiting--;
        return [.. expired, message.InOrder()];
    }

    private readonly record struct Key(SmsAddress Sender, int Reference, bool Wide, int Total);

    /// <summary>The parts that have come. Room is taken for these alone, whatever total they say.</summary>
    private sealed class Parts(Key key)
    {
        private readonly List<(int Number, SmsDeliver Part)> _parts = [];

        public Key Key { get; } = key;

        public DateTimeOffset Latest { get; private set; }

        public int Count => _parts.Count;

        public bool IsComplete => _parts.Count == Key.Total;

        public SmsDeliver? Of(int number)
        {
            foreach (var (there, part) in _parts)
            {
                if (there == number) return part;
            }
            return null;
        }

        public void Add(int number, SmsDeliver part, DateTimeOffset now)
        {
            _parts.Add((number, part));
            Latest = now;
        }

        public SmsDeliver[] Whole()
        {
            var whole = new SmsDeliver[Key.Total];
            foreach (var (number, part) in _parts) whole[number - 1] = part;
            return whole;
        }

        public SmsDeliver?[] InOrder() => Whole();
    }
}
