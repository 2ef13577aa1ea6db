using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol;

namespace AtRun.Module.Scripts;

/// <summary>What came for a script on an interface, until the script reads it.</summary>
/// <param name="time">Of the module's turn.</param>
/// <param name="over">The script is over.</param>
internal sealed class ScriptInbox(TimeProvider time, CancellationToken over)
{
    /// <summary>Octets that a read gives at most; with more waiting, whoever sends is stopped (Telit 80000ST10020a p26).</summary>
    public const int Room = 4096;

    /// <summary>Octets kept at most: the answer of one command that is longer than the buffer is not lost, but what comes of itself then is, as at a port.</summary>
    public const int Most = 2 * LocalPort.MaxUnsent;

    private readonly OctetBuffer _octets = new(0);
    private readonly ScriptSignal _arrival = new(time, over);

    /// <summary>Nothing more should come until the script has read.</summary>
    public bool IsFull => _octets.Count >= Room;

    /// <summary>Takes octets as long as there is room.</summary>
    public void Add(ReadOnlySpan<byte> octets)
    {
        _octets.Add(octets[..Math.Min(octets.Length, Most - _octets.Count)]);
        _arrival.Raise();
    }

    /// <summary>What is there; an empty string: nothing.</summary>
    public ScriptValue Read()
    {
        var read = _octets.Written[..Math.Min(Room, _octets.Count)].ToArray();
        _octets.Remove(read.Length);
        return ScriptValue.Of(read);
    }

    /// <summary>The first octet that is there, or -1.</summary>
    public ScriptValue ReadOctet()
    {
        if (_octets.Count == 0) return ScriptValue.Of(-1);
        var octet = _octets.Written[0];
        _octets.Remove(1);
        return ScriptValue.Of(octet);
    }

    /// <summary>Waits until something is there, or the time has passed.</summary>
    public ValueTask<bool> Wait(TimeSpan limit) => _octets.Count > 0 ? new(true) : limit == TimeSpan.Zero ? new(false) : new(_arrival.Wait(limit));
}
