using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace AtRun.Simulation;

/// <summary>The IPv4 addresses of a network that are handed out, in ascending order first and then those that were given back longest ago.</summary>
/// <remarks>The lowest address names the network and the highest is its broadcast address; neither is handed out where there are others.</remarks>
public sealed class AddressPool
{
    private readonly uint _first;
    private readonly uint _last;
    private readonly HashSet<uint> _taken = [];
    private readonly Queue<uint> _givenBack = [];
    private readonly HashSet<uint> _queued = [];
    private ulong _next;

    /// <param name="network">In CIDR notation, IPv4.</param>
    public AddressPool(IPNetwork network)
    {
        if (network.BaseAddress.AddressFamily != AddressFamily.InterNetwork) throw new ArgumentException("An IPv4 network is needed", nameof(network));
        var size = 1UL << (32 - network.PrefixLength);
        var lowest = ToBits(network.BaseAddress);
        var highest = (uint)(lowest + size - 1);
        (_first, _last) = size > 2 ? (lowest + 1, highest - 1) : (lowest, highest);
        _next = _first;
    }

    /// <summary>Takes the address wanted if it is of this pool and free.</summary>
    public bool TryTake(IPAddress wanted) =>
        wanted.AddressFamily == AddressFamily.InterNetwork && ToBits(wanted) is var bits && bits >= _first && bits <= _last && _taken.Add(bits);

    /// <summary>Sets the next address aside for who asks: only <see cref="TryTake"/> gives it. Null if there is none.</summary>
    public IPAddress? Reserve() => _next <= _last ? ToAddress((uint)_next++) : null;

    /// <summary>Takes the next free address; null if there is none.</summary>
    public IPAddress? Take()
    {
        while (_next <= _last)
            if (_taken.Add((uint)_next++)) return ToAddress((uint)(_next - 1));
        // One that was asked for by its owner meanwhile is in the queue still, and in use.
        while (_givenBack.TryDequeue(out var bits))
        {
            _queued.Remove(bits);
            if (_taken.Add(bits)) return ToAddress(bits);
        }
        return null;
    }

    public void GiveBack(IPAddress address)
    {
        var bits = ToBits(address);
        // An owner that comes and goes is in the queue once.
        if (_taken.Remove(bits) && _queued.Add(bits)) _givenBack.Enqueue(bits);
    }

    private static uint ToBits(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[4];
        address.TryWriteBytes(octets, out _);
        return BinaryPrimitives.ReadUInt32BigEndian(octets);
    }

    private static IPAddress ToAddress(uint bits)
    {
        Span<byte> octets = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, bits);
        return new(octets);
    }
}
