using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AtRun.Tests.Simulation.Week;

/// <summary>Who says something in a simulated week, and by which way. The names are those of a dialogue.</summary>
internal enum Voice : byte
{
    Note,
    Move,
    HostSays,
    HostHears,
    ClientSays,
    ClientHears,
    StrangerSays,
    StrangerHears,
    SmsOut,
    SmsIn,
    LocalSays,
    LocalHears,
}

/// <summary>All that was said in a simulated week, with its time, as one hash. Nothing of it is kept.</summary>
internal sealed class Transcript(SteppedClock clock) : IDisposable
{
    private const int HeadLength = 17;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _used;

    /// <summary>Octets that were said.</summary>
    public long Octets { get; private set; }

    public void Add(int module, Voice voice, ReadOnlySpan<byte> octets)
    {
        if (voice > Voice.Move) Octets += octets.Length;
        if (_used + HeadLength + octets.Length > _buffer.Length) Flush();
        var head = _buffer.AsSpan(_used);
        BinaryPrimitives.WriteInt64LittleEndian(head, clock.Passed.Ticks);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], module);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], octets.Length);
        head[16] = (byte)voice;
        _used += HeadLength;
        if (octets.Length > _buffer.Length - _used)
        {
            Flush();
            _hash.AppendData(octets);
            return;
        }
        octets.CopyTo(_buffer.AsSpan(_used));
        _used += octets.Length;
    }

    public string Hash()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _used);
        _used = 0;
    }
}
