using AtRun.Protocol;
using AtRun.Protocol.Results;

namespace AtRun.Client;

/// <summary>Tells the OK that follows the escape sequence from the data before it, which may look like it.</summary>
/// <param name="format">How the module says OK.</param>
/// <param name="time">Measures the silence behind it.</param>
internal sealed class Departure(ResponseFormat format, TimeProvider time)
{
    /// <summary>More than this behind an OK, in octets, is no unsolicited line: it was data.</summary>
    private const int MostBehind = 4096;

    private readonly byte[] _ok = format.Verbose
        ? [format.TerminationCharacter, format.FormattingCharacter, .. "OK"u8, format.TerminationCharacter, format.FormattingCharacter]
        : [(byte)'0', format.TerminationCharacter];

    private readonly OctetBuffer _tail = new(0);
    private ITimer? _settled;
    private bool _expects;

    // Not asynchronously: see TcpLogin. Setting them is the last thing that a caller does.

    /// <summary>Nothing is unsent any more; false: the session ended.</summary>
    public TaskCompletionSource<bool> Drained { get; } = new();

    /// <summary>The module has said OK; false: the session ended.</summary>
    public TaskCompletionSource<bool> Left { get; } = new();

    /// <summary>The escape sequence is on its way.</summary>
    public void Expect() => _expects = true;

    /// <summary>Takes what comes and returns what of it is data for sure.</summary>
    public byte[] Take(ReadOnlySpan<byte> octets)
    {
        if (!_expects) return octets.ToArray();
        _tail.Add(octets);
        var ok = _tail.Written.LastIndexOf(_ok);
        var settles = ok >= 0 && _tail.Count - ok - _ok.Length <= MostBehind;
        Settle(settles ? TransparentSession.Settled : Timeout.InfiniteTimeSpan);
        return Remove(settles ? ok : _tail.Count - Begun());
    }

    /// <summary>There was no OK in time: all of it was data.</summary>
    public byte[] GiveUp()
    {
        _expects = false;
        Settle(Timeout.InfiniteTimeSpan);
        return Remove(_tail.Count);
    }

    /// <summary>Waits for one of the two; false: not within that time.</summary>
    public async Task<bool> Within(TaskCompletionSource<bool> what, TimeSpan limit)
    {
        try
        {
            await what.Task.WaitAsync(limit, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Octets at the end with which OK may begin.</summary>
    private int Begun()
    {
        var most = Math.Min(_ok.Length - 1, _tail.Count);
        while (most > 0 && !_tail.Written.EndsWith(_ok.AsSpan(0, most))) most--;
        return most;
    }

    private byte[] Remove(int count)
    {
        var data = _tail.Written[..count].ToArray();
        _tail.Remove(count);
        return data;
    }

    private void Settle(TimeSpan span)
    {
        _settled ??= time.CreateTimer(static d => ((Departure)d!).Left.TrySetResult(true), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _settled.Change(span, Timeout.InfiniteTimeSpan);
    }
}
