using AtRun.Protocol.Sms;
using AtRun.Simulation.Circuits;

namespace AtRun.Simulation.Centre;

/// <summary>Who has which number.</summary>
internal sealed class Directory(SmsCentre centre)
{
    /// <summary>Numbers of entities that are remembered; the one that was used longest ago is forgotten for one more.</summary>
    private const int MaxNumbers = 100_000;

    /// <summary>Prefixes that are remembered when nobody is connected for them.</summary>
    private const int MaxPrefixes = 1000;

    /// <summary>Numbers that are looked at to forget one; those that something waits for are kept.</summary>
    private const int Tries = 16;

    /// <summary>The first number that an entity is given.</summary>
    private const long FirstNumber = 393_200_000_001;

    private readonly Dictionary<string, ModuleMailbox> _modules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LinkedListNode<EntityMailbox>> _entities = new(StringComparer.Ordinal);
    private readonly LinkedList<EntityMailbox> _byUse = [];
    private readonly Dictionary<string, List<Peer>> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Peer>> _prefixes = new(StringComparer.Ordinal);
    private readonly Dictionary<ISmsEntity, Peer> _peers = [];
    private long _given = FirstNumber;

    public IEnumerable<ModuleMailbox> Modules => _modules.Values;

    private string Home => centre.Options.HomeCountry;

    public ModuleMailbox Join(string number, CircuitLine? line)
    {
        var key = Numbers.KeyOf(number, Home);
        if (!_modules.TryGetValue(key, out var module)) _modules[key] = module = new(centre, new(key, TypeOfNumber.International));
        module.Line = line ?? module.Line;
        return module;
    }

    public Peer? PeerOf(ISmsEntity entity) => _peers.GetValueOrDefault(entity);

    public string KeyOf(SmsAddress address) => Numbers.KeyOf(address, Home);

    /// <summary>Where messages to an address wait; null: nobody has it.</summary>
    /// <remarks>A number of unknown type is national; where there is no such one it may be an international one without its plus.</remarks>
    public Mailbox? Find(SmsAddress address)
    {
        var key = KeyOf(address);
        var other = address.Type == TypeOfNumber.Unknown ? address.Digits : key;
        return FindExact(key) ?? FindExact(other) ?? FindByPrefix(key) ?? FindByPrefix(other);
    }

    /// <summary>The mailbox of an entity's number; null: too many are in use.</summary>
    public EntityMailbox? EntityAt(string key)
    {
        if (_entities.TryGetValue(key, out var node))
        {
            _byUse.Remove(node);
            _byUse.AddLast(node);
            return node.Value;
        }
        if (_entities.Count >= MaxNumbers && !ForgetOne()) return null;
        return (_entities[key] = _byUse.AddLast(new EntityMailbox(centre, key))).Value;
    }

    /// <summary>Who is connected for a number: for itself before prefixes, a longer prefix before a shorter one, the first before others.</summary>
    public Peer? ConnectedFor(string key)
    {
        if (_exact.TryGetValue(key, out var peers) && peers.Count > 0) return peers[0];
        var prefixes = _prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = key.Length; length >= 0 && _prefixes.Count > 0; length--)
            if (prefixes.TryGetValue(key.AsSpan(0, length), out peers) && peers.Count > 0) return peers[0];
        return null;
    }

    public IDisposable Connect(ISmsEntity entity, string? numbers)
    {
        if (!_peers.TryGetValue(entity, out var peer)) _peers[entity] = peer = new(entity);
        peer.Connections++;
        numbers ??= NextNumber();
        var isPrefix = numbers.EndsWith('*');
        var key = Numbers.KeyOf(numbers.TrimEnd('*'), Home);
        var table = isPrefix ? _prefixes : _exact;
        if (!table.TryGetValue(key, out var peers)) table[key] = peers = [];
        peers.Add(peer);
        if (!isPrefix && peer.Number.IsNone && SmsAddress.TryParse(numbers, out var own)) peer.Number = own;
        if (!isPrefix) EntityAt(key)?.Found();
        else
        {
            foreach (var mailbox in _byUse)
                if (mailbox.Count > 0 && mailbox.Key.StartsWith(key, StringComparison.Ordinal)) mailbox.Found();
        }
        return new Connection(this, peer, key, isPrefix);
    }

    private string NextNumber()
    {
        while (true)
        {
            var number = $"+{_given++}";
            if (FindExact(number[1..]) is null) return number;
        }
    }

    private Mailbox? FindExact(string key) =>
        _modules.TryGetValue(key, out var module) ? module : _entities.TryGetValue(key, out var node) ? node.Value : null;

    /// <summary>A prefix that nobody is connected for any more counts: the number is known.</summary>
    private EntityMailbox? FindByPrefix(string key)
    {
        var prefixes = _prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = key.Length; length >= 0 && _prefixes.Count > 0; length--)
            if (prefixes.ContainsKey(key.AsSpan(0, length))) return EntityAt(key);
        return null;
    }

    private bool ForgetOne()
    {
        for (var i = 0; i < Tries && _byUse.First is { } oldest; i++)
        {
            _byUse.Remove(oldest);
            if (oldest.Value.Count == 0)
            {
                _entities.Remove(oldest.Value.Key);
                foreach (var peer in oldest.Value.Submitters) peer.Mailboxes.Remove(oldest.Value);
                return true;
            }
            _byUse.AddLast(oldest);
        }
        return false;
    }

    private void Disconnect(Peer peer, string key, bool isPrefix)
    {
        var table = isPrefix ? _prefixes : _exact;
        var peers = table[key];
        peers.Remove(peer);
        if (peers.Count == 0 && (!isPrefix || _prefixes.Count > MaxPrefixes)) table.Remove(key);
        if (--peer.Connections > 0) return;
        _peers.Remove(peer.Entity);
        foreach (var mailbox in peer.Mailboxes) mailbox.Submitters.Remove(peer);
        foreach (var mailbox in peer.Handing.ToArray()) mailbox.Lost();
    }

    private sealed class Connection(Directory directory, Peer peer, string key, bool isPrefix) : IDisposable
    {
        private bool _ended;

        public void Dispose()
        {
            if (_ended) return;
            _ended = true;
            directory.Disconnect(peer, key, isPrefix);
        }
    }
}
