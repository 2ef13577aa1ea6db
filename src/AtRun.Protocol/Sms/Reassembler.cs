namespace AtRun.Protocol.Sms;

/// <summary>Puts parts of concatenated messages together: any order, doubled ones once, by sender and reference; bounded, and old ones expire.</summary>
/// <remarks>Pure: it is told the time.</remarks>
/// <param name="expiry">How long a message waits for its missing parts, from its latest.</param>
/// <param name="maxParts">Parts kept of all messages together; beyond it the oldest message is given up.</param>
public sealed class Reassembler(TimeSpan expiry, int maxParts = 1000)
{
    public TimeSpan Expiry { get; } = expiry;

    public int MaxParts { get; } = maxParts;

    /// <summary>What became of a part.</summary>
    /// <param name="Message">All parts in their order, once the last is there; a message that is not concatenated at once; else null.</param>
    /// <param name="Expired">Messages given up: their parts in order, null where one is missing.</param>
    public readonly record struct Outcome(IReadOnlyList<SmsDeliver>? Message, IReadOnlyList<IReadOnlyList<SmsDeliver?>> Expired);

    /// <summary>Messages that wait for parts.</summary>
    public int Waiting => throw new NotImplementedException();

    /// <summary>Takes a message.</summary>
    /// <param name="part">As it came.</param>
    /// <param name="now">Rises from call to call.</param>
    public Outcome Take(SmsDeliver part, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Gives up what has waited too long.</summary>
    public IReadOnlyList<IReadOnlyList<SmsDeliver?>> Expire(DateTimeOffset now) => throw new NotImplementedException();
}
