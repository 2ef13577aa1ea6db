using AtRun.Protocol;

namespace AtRun.Simulation.Faults;

/// <summary>One direction of a link whose way is not clear: octets that wait, and go on in their order.</summary>
/// <param name="link">Whose they are.</param>
/// <param name="outward">From the module; else to it.</param>
internal sealed class Passage(ConditionedLink link, bool outward)
{
    /// <summary>Octets that go on in one step where there is no limit.</summary>
    private const int MaxStep = 64 * 1024;

    private readonly OctetBuffer _waiting = new();
    private ITimer? _timer;
    private int _underWay;
    private bool _timed;
    private bool _posted;
    private bool _closed;

    /// <summary>More of the same stream is behind what has arrived: its latency is over.</summary>
    private bool _flows;

    /// <summary>Octets that wait.</summary>
    public int Count => _waiting.Count;

    private LinkConditions Conditions => link.Internet.Conditions;

    public void Add(ReadOnlySpan<byte> octets)
    {
        _waiting.Add(octets);
        Go();
    }

    /// <summary>Forgets what waits.</summary>
    public void Drop() => _waiting.Clear();

    /// <summary>The conditions are others: what is under way sets out again.</summary>
    public void Changed()
    {
        _timed = false;
        _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Go();
    }

    /// <summary>Starts what may pass.</summary>
    public void Go()
    {
        if (_timed || _posted || !link.Lets(outward)) return;
        _underWay = Math.Min(_waiting.Count, Math.Min(MaxStep, Conditions.Portion));
        var delay = Conditions.Reserve(outward, _underWay, _flows) + (_flows ? TimeSpan.Zero : Conditions.Latency);
        if (delay == TimeSpan.Zero)
        {
            _posted = true;
            link.Internet.Post(Step);
            return;
        }
        _timed = true;
        if (_timer is null) _timer = Conditions.Time.CreateTimer(static p => ((Passage)p!).Arrived(), this, delay, Timeout.InfiniteTimeSpan);
        else _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It is not needed any more.</summary>
    public void Close()
    {
        _closed = true;
        _timer?.Dispose();
    }

    private void Arrived()
    {
        // It may have been stopped when it was about to fire.
        if (!_timed) return;
        _timed = false;
        Step();
    }

    private void Step()
    {
        _posted = false;
        if (_closed || !link.Lets(outward)) return;
        if (Math.Min(_underWay, _waiting.Count) is > 0 and var count)
        {
            // A copy: whoever gets them may send, close or pause meanwhile.
            var octets = _waiting.Written[..count].ToArray();
            _waiting.Remove(count);
            link.Passed(outward, octets);
        }
        _flows = _waiting.Count > 0;
        if (_closed) return;
        if (_flows) Go();
        else link.PassedAll(outward);
    }
}
