namespace AtRun.Tests.Simulation.Week;

/// <summary>What is counted in a simulated week.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, long> _losses = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _warnings = new(StringComparer.Ordinal);
    private readonly long[] _faults = new long[Enum.GetValues<Fault>().Length];

    /// <summary>Commands over TCP.</summary>
    public long Asked { get; set; }
    public long Answered { get; set; }
    public long Lost { get; private set; }

    /// <summary>Commands by SMS.</summary>
    public long SmsAsked { get; set; }
    public long SmsAnswered { get; set; }
    public long SmsLost { get; private set; }

    /// <summary>Attempts of those who may not; none of them may ever run a command.</summary>
    public long Strangers { get; set; }
    public long Forged { get; set; }

    /// <summary>Moves of TCPATRUN, and how often it gave up and was set going again.</summary>
    public long Moves { get; set; }
    public long GivenUp { get; set; }
    public long Rescues { get; set; }

    public IReadOnlyDictionary<string, long> Losses => _losses;

    /// <summary>What modules logged.</summary>
    public IReadOnlyDictionary<string, long> Warnings => _warnings;

    public IEnumerable<(Fault Fault, long Count)> Faults => _faults.Select((count, fault) => ((Fault)fault, count));

    public void Count(Fault fault) => _faults[(int)fault]++;

    public void Warn(string what) => _warnings[what] = _warnings.GetValueOrDefault(what) + 1;

    public void Lose(string why, bool sms = false)
    {
        _losses[why] = _losses.GetValueOrDefault(why) + 1;
        if (sms) SmsLost++;
        else Lost++;
    }
}
