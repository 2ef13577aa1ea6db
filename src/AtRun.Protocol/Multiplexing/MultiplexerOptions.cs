using AtRun.Protocol.Links;

namespace AtRun.Protocol.Multiplexing;

/// <summary>Which end of a multiplexer: it decides the C/R bits and whose lines are whose.</summary>
public enum MultiplexerRole
{
    /// <summary>The terminal's end: opens channels.</summary>
    Initiator,

    /// <summary>The module's end: is asked for them.</summary>
    Responder,
}

/// <summary>Parameters of a multiplexer (27.010 §5.7).</summary>
public sealed record MultiplexerOptions
{
    /// <summary>What 27.010 proposes, which the module has too: "all parameters are fixed" (AT reference 80000ST10025a p84).</summary>
    public static MultiplexerOptions Default { get; } = new();

    /// <summary>Of both ends, told by the mode of +CMUX.</summary>
    public Framing Framing { get; init; }

    /// <summary>T1: an opening or closing frame to its answer, before it is sent again.</summary>
    public TimeSpan T1 { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>T2: a control message to its answer, before it is sent again.</summary>
    public TimeSpan T2 { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>N2: how often it is sent again.</summary>
    public int N2 { get; init; } = 3;

    /// <summary>Octets of information in a frame that is sent, 1 to <see cref="Frame.MaxSent"/>.</summary>
    public int FrameSize { get; init; } = Frame.MaxSent;

    /// <summary>The line is asked for a sign of life after that long without any; null: never.</summary>
    public TimeSpan? KeepAlive { get; init; }
}

/// <summary>How a multiplexer ended.</summary>
public enum MultiplexerEnd
{
    /// <summary>The other end closed it.</summary>
    Closed,

    /// <summary>The other end did not want it.</summary>
    Refused,

    /// <summary>The other end does not answer.</summary>
    Silent,

    /// <summary>The line under it ended.</summary>
    LineEnded,
}

/// <summary>Whoever uses a multiplexer, told what concerns all of it.</summary>
public interface IMultiplexerOwner
{
    /// <summary>The control channel is open.</summary>
    void Started() { }

    /// <summary>The other end asks for a channel. Who receives its octets; null: it is refused.</summary>
    ILinkReceiver? Accept(MultiplexerChannel channel) => null;

    /// <summary>A channel that was asked for is open.</summary>
    void Opened(MultiplexerChannel channel) { }

    /// <summary>A channel that was asked for is refused, or nobody answers.</summary>
    void Refused(MultiplexerChannel channel) { }

    /// <summary>A channel that was open is closed; its receiver was told.</summary>
    void Closed(MultiplexerChannel channel) { }

    /// <summary>The other end wants this one to save power (PSC).</summary>
    void SleepAsked() { }

    /// <summary>It is over; the channels were told. The line is the owner's again.</summary>
    void Ended(MultiplexerEnd how);
}

/// <summary>Sees each frame that passes, with both flags.</summary>
/// <param name="sent">It was sent; else received.</param>
/// <param name="frame">Lives during the call.</param>
public delegate void FrameTap(bool sent, ReadOnlySpan<byte> frame);
