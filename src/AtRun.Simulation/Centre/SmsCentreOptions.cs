namespace AtRun.Simulation.Centre;

/// <summary>How the centre and the air treat messages. All chances 0-1, drawn by seed.</summary>
public sealed record SmsCentreOptions
{
    /// <summary>The centre's own number: the one of the published messages.</summary>
    public string Number { get; init; } = DefaultNumber;

    /// <summary>What <see cref="Number"/> is unless somebody chooses; new cards know it.</summary>
    public const string DefaultNumber = "+393492000200";

    /// <summary>From when a module begins to submit to the answer of the centre.</summary>
    public TimeSpan SubmitTime { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>From when the centre has a message to its first delivery attempt, and from when a subscriber can be reached again to the next.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What is added to <see cref="Latency"/> at most: later messages then overtake earlier ones.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>A message is taken and never delivered; nobody is told.</summary>
    public double Loss { get; init; }

    /// <summary>A message is delivered twice.</summary>
    public double Doubling { get; init; }

    /// <summary>Where a message says nothing of its validity; how long status reports are tried.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromDays(2);

    /// <summary>Zone of the time stamps.</summary>
    public TimeSpan Zone { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Country code of numbers that are not international.</summary>
    public string HomeCountry { get; init; } = "39";
}
