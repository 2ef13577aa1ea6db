using AtRun.Protocol.Responses;

namespace AtRun.Client;

/// <summary>Runs command lines on a module, whichever way they travel. All calls come on the loop, and what is awaited resumes there.</summary>
public interface ICommandSession
{
    /// <summary>Each piece of the module's output as it comes; by SMS, once the answer is complete.</summary>
    event Action<ResponseItem>? Heard;

    /// <summary>What no command asked for.</summary>
    event Action<ResponseItem>? Unsolicited;

    /// <summary>The session is over, other than by <see cref="Close"/>; the text says why.</summary>
    event Action<string>? Ended;

    /// <summary>Commands can be run.</summary>
    bool IsOpen { get; }

    /// <summary>After CONNECT: what is sent is data, and no command can be run (OnlineDataState). Never so by SMS.</summary>
    bool IsOnline { get; }

    /// <summary>Sends a command line and waits for its final result, which may be an error.</summary>
    /// <exception cref="NotRunException">Nothing of it has been sent, or it is known that the module did not get it.</exception>
    /// <exception cref="EffectUnknownException">It was sent, and its final result did not come.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before it was sent.</exception>
    Task<AtResponse> Execute(AtRequest request, CancellationToken stop = default);

    /// <summary>Ends the session.</summary>
    void Close();
}

/// <summary>A session over a stream of octets: what is sent arrives as it was, data too.</summary>
public interface IInteractiveSession : ICommandSession
{
    /// <summary>Sends data in the online data state.</summary>
    void SendData(ReadOnlySpan<byte> octets);

    /// <summary>Sends the escape sequence, in one piece (TCP-31), and waits for the result that follows it.</summary>
    /// <inheritdoc cref="ICommandSession.Execute"/>
    Task<AtResponse> Escape(TimeSpan timeout, CancellationToken stop = default);

    /// <summary>A character that arrives while an abortable command runs ends it (V.250 §5.6.1); to any other it is nothing.</summary>
    void Abort();
}

/// <summary>What follows from <see cref="ICommandSession"/> alone.</summary>
public static class CommandSessions
{
    /// <inheritdoc cref="ICommandSession.Execute"/>
    /// <exception cref="ArgumentException">It is no command line.</exception>
    public static Task<AtResponse> Execute(this ICommandSession session, string command, TimeSpan? timeout = null, CancellationToken stop = default) =>
        session.Execute(new AtRequest(command) { Timeout = timeout }, stop);
}
