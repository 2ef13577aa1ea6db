namespace AtRun.Transport.Smpp;

/// <summary>Limits and timers of a session (SMPP 3.4 §7.2), in time of <see cref="Time"/>.</summary>
public sealed record SmppSessionOptions
{
    /// <summary>Requests under way without an answer; further ones wait. 1 or more.</summary>
    public int Window { get; init; } = 10;

    /// <summary>From the connection to the bind (session_init_timer): then the centre closes.</summary>
    public TimeSpan BindTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the answer to a request (response_timer).</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After so much silence a sign of life is asked for (enquire_link_timer).</summary>
    public TimeSpan EnquireInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Without that sign by then, the peer is dead.</summary>
    public TimeSpan EnquireTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>What the user of a session is told.</summary>
public interface ISmppUser
{
    /// <summary>A request that the state allows. It is answered by <see cref="SmppSession.Answer"/>, at once or later, unless it has no response.</summary>
    void Asked(SmppSession session, SmppPdu request);

    /// <summary>The session is over, other than by <see cref="SmppSession.Close"/>; the text says why.</summary>
    void Ended(SmppSession session, string why);
}

/// <summary>Why a request has no answer.</summary>
public enum SmppFailure
{
    /// <summary>Nothing of it has left.</summary>
    NotSent,

    /// <summary>The answer did not come in time; the session lives on.</summary>
    TimedOut,

    /// <summary>Its answer was given up after it had left; the session lives on.</summary>
    Cancelled,

    /// <summary>The session ended first.</summary>
    Lost,

    /// <summary>The answer cannot be read.</summary>
    Garbled,
}

/// <summary>A request has no answer.</summary>
public sealed class SmppException(SmppFailure failure, string message) : Exception(message)
{
    public SmppFailure Failure { get; } = failure;
}
