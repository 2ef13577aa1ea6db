namespace AtRun.Client.Listening;

/// <summary>Limits of a <see cref="ModuleListener"/>: whatever dials in, it stays within them.</summary>
public sealed record ModuleListenerOptions
{
    /// <summary>Silence that is waited for before the first word: what a module says of itself when it connects (URCs, the rest of an answer) comes first.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>For the first answer to a question; each further one has twice as long. In between comes the escape sequence.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Who has not told its IMEI after this is no module. #ATRUNDELAY may hold each answer back for 30 s (TCP-18).</summary>
    public TimeSpan IdentifyWithin { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Octets that a connection may bring before the IMEI is known.</summary>
    public int MaxOctetsBefore { get; init; } = 16 * 1024;

    /// <summary>Connections at once.</summary>
    public int MaxConnections { get; init; } = 18_000;

    /// <summary>Connections at once whose IMEI is not known. One too many takes the place of the oldest, if that has had time enough, else it is refused.</summary>
    public int MaxUnidentified { get; init; } = 12_000;

    /// <summary>What is time enough, see <see cref="MaxUnidentified"/>.</summary>
    public TimeSpan TimeEnough { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Connections at once from one address; null: any number, as a network may show all its modules under one.</summary>
    public int? MaxPerAddress { get; init; }

    /// <summary>Modules that are known at once, those that are away among them.</summary>
    public int MaxModules { get; init; } = 40_000;

    /// <summary>Commands that wait for one module.</summary>
    public int MaxQueue { get; init; } = 64;

    /// <summary>A module that is away so long is forgotten, with what waits for it.</summary>
    public TimeSpan Remember { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A harmless exchange when nothing was heard for so long; null: half of the module's own idle timeout (#SCFG), <see cref="UsualKeepAlive"/> where it has none or does not tell.</summary>
    public TimeSpan? KeepAlive { get; init; }

    /// <summary>Half of the 90 s that are the factory's idle timeout (AT reference 80000ST10025a #SCFG).</summary>
    public static readonly TimeSpan UsualKeepAlive = TimeSpan.FromSeconds(45);

    /// <summary>A peer that does not answer the exchange within this is gone.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Product, software, SIM and idle timeout are asked for too, not the IMEI alone.</summary>
    public bool AskDetails { get; init; } = true;
}
