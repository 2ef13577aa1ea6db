using AtRun.Protocol;

namespace AtRun.Module.Instances;

/// <summary>Collects what is typed behind a prompt (27.005 §3.5.1).</summary>
internal sealed class Prompt
{
    private const byte CtrlZ = 0x1A, Esc = 0x1B, LineFeed = 0x0A;

    private readonly AtInstance _instance;
    private readonly OctetBuffer _data = new(64);
    private readonly TaskCompletionSource<byte[]?> _done = new();
    private readonly int _limit;
    private readonly int _exactly;
    private readonly byte _editing;
    private readonly byte? _lineEnd;
    private readonly CancellationTokenRegistration _whenStopped;

    public Prompt(AtInstance instance, int limit, int exactly, byte editing, byte? lineEnd, CancellationToken stop)
    {
        (_instance, _limit, _exactly, _editing, _lineEnd) = (instance, limit, exactly, editing, lineEnd);
        _whenStopped = stop.Register(() => _done.TrySetCanceled(stop));
    }

    public Task<byte[]?> Data => _done.Task;

    /// <summary>Takes octets up to the end of the data; returns how many.</summary>
    public int Take(ReadOnlySpan<byte> octets)
    {
        for (var i = 0; i < octets.Length; i++)
        {
            var octet = octets[i];
            if (_exactly > 0)
            {
                _data.Add(octet);
                if (_data.Count == _exactly) return End(_data.Written.ToArray(), i);
                continue;
            }
            if (octet == LineFeed && _data.Count == 0) continue;
            if (octet == CtrlZ) return End(_data.Written.ToArray(), i);
            if (octet == Esc) return End(null, i);
            _instance.EchoTo?.Add(octet);
            if (octet == _editing) _data.Truncate(Math.Max(0, _data.Count - 1));
            else if (_data.Count < _limit) _data.Add(octet);
            if (octet == _lineEnd) _instance.PromptAgain();
        }
        return octets.Length;
    }

    private int End(byte[]? data, int at)
    {
        _instance.PromptDone();
        _whenStopped.Dispose();
        _done.TrySetResult(data);
        return at + 1;
    }
}
