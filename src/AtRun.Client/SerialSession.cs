using AtRun.Transport;

namespace AtRun.Client;

/// <summary>Sessions to modules on a port of this machine.</summary>
public static class SerialSession
{
    /// <summary>Opens the port and waits for a sign of life. On the loop.</summary>
    /// <exception cref="UnreachableException">The port cannot be opened, or nobody answers there.</exception>
    public static async Task<AtSession> Open(EventLoop loop, SerialTarget target, ConnectOptions? options = null, CancellationToken stop = default)
    {
        options ??= new();
        AtSession session = null!;
        try
        {
            target.Open(loop, port => session = new AtSession(port, new AtSessionOptions { Depth = options.Depth, Time = loop.Time }));
        }
        catch (IOException e)
        {
            throw new UnreachableException(e.Message, e);
        }
        await Alive(session, target, options, stop);
        return session;
    }

    /// <summary>Connects to a port that is given away over TCP and waits for a sign of life. On the loop.</summary>
    /// <exception cref="UnreachableException">Nobody listens, or nobody answers there.</exception>
    public static async Task<AtSession> Open(EventLoop loop, RawTarget target, ConnectOptions? options = null, CancellationToken stop = default)
    {
        options ??= new();
        AtSession session = null!;
        await Dial.Tcp(loop, target.Host, target.Port, target.ToString(), options.ConnectTimeout,
            link => session = new AtSession(link, new AtSessionOptions { Depth = options.Depth, Time = loop.Time }), null, stop);
        await Alive(session, target, options, stop);
        return session;
    }

    private static async Task Alive(AtSession session, Target target, ConnectOptions options, CancellationToken stop)
    {
        try
        {
            await session.Probe(options.LocalTimeout, stop);
        }
        catch (EffectUnknownException e) when (e.Because == UnknownBecause.Cancelled)
        {
            throw new OperationCanceledException(stop);
        }
        catch (AtRunException e)
        {
            throw new UnreachableException($"{target} does not answer: AT had no result within {options.LocalTimeout.TotalSeconds:0.#} s. Its instance may be reserved by a service, or Q1 be set.", e);
        }
    }
}
