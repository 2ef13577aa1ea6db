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
    private readonly TimeSpan _silence;
    private readonly ITimer? _silent;
    private readonly CancellationTokenRegistration _whenStopped;

    /// <param name="instance">Whose it is.</param>
    /// <param name="limit">Octets kept.</param>
    /// <param name="exactly">Octets of any value that make the data complete; 0: Ctrl-Z does.</param>
    /// <param name="editing">Takes the last character back.</param>
    /// <param name="lineEnd">Is answered with the message prompt; null: none is.</param>
    /// <param name="stop">Ends it without data.</param>
    /// <param name="silence">Ends it as ESC does, when no octet came for that long; null: it waits for ever.</param>
    public Prompt(AtInstance instance, int limit, int exactly, byte editing, byte? lineEnd, CancellationToken stop, TimeSpan? silence = null)
    {
        (_instance, _limit, _exactly, _editing, _lineEnd) = (instance, limit, exactly, editing, lineEnd);
        _whenStopped = stop.Register(() =>
        {
            _silent?.Dispose();
            _done.TrySetCanceled(stop);
        });
        if (silence is not { } span) return;
        _silence = span;
        _silent = instance.Module.World.Time.CreateTimer(static p => ((Prompt)p!).End(null), this, span, Timeout.InfiniteTimeSpan);
    }

    public Task<byte[]?> Data => _done.Task;

    /// <summary>Takes octets up to the end of the data; returns how many.</summary>
    public int Take(ReadOnlySpan<byte> octets)
    {
        _silent?.Change(_silence, Timeout.InfiniteTimeSpan);
        if (_exactly > 0)
        {
            var taken = Math.Min(octets.Length, _exactly - _data.Count);
            _data.Add(octets[..taken]);
            if (_data.Count == _exactly) End(_data.Written.ToArray());
            return taken;
        }
        for (var i = 0; i < octets.Length; i++)
        {
            var octet = octets[i];
            if (octet == LineFeed && _data.Count == 0) continue;
            if (octet == CtrlZ) return EndAt(_data.Written.ToArray(), i);
            if (octet == Esc) return EndAt(null, i);
            _instance.EchoTo?.Add(octet);
            if (octet == _editing) _data.Truncate(Math.Max(0, _data.Count - 1));
            else if (_data.Count < _limit) _data.Add(octet);
            if (octet == _lineEnd) _instance.PromptAgain();
        }
        return octets.Length;
    }

    private int EndAt(byte[]? data, int at)
    {
        End(data);
        return at + 1;
    }

    private void End(byte[]? data)
    {
        // An aborted line has ended already: the prompt that stands there may be another one.
        if (_done.Task.IsCompleted) return;
        _instance.PromptDone();
        _silent?.Dispose();
        _whenStopped.Dispose();
        _done.TrySetResult(data);
    }
}
