using AtRun.Protocol.Links;
using AtRun.Protocol.Multiplexing;
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
        var session = target.Dlc is { } dlc ? await OpenChannel(loop, target, dlc, options, stop) : OpenPort(loop, target, options);
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
            link => session = Session(link, loop, options), null, stop);
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

    /// <summary>Starts the multiplexer of the module on a port. On the loop.</summary>
    /// <param name="loop">The loop that will own the port.</param>
    /// <param name="target">The port.</param>
    /// <param name="tap">Sees each frame; null: nobody does.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="UnreachableException">The port cannot be opened, or the module has no multiplexer there.</exception>
    public static async Task<MultiplexedPort> Multiplex(EventLoop loop, SerialTarget target, FrameTap? tap, CancellationToken stop)
    {
        try
        {
            return await MultiplexedPort.Open(receiver => target.Open(loop, _ => receiver), loop.Time, target.Advanced ? Framing.Advanced : Framing.Basic, tap, stop);
        }
        catch (IOException e)
        {
            throw new UnreachableException($"{target}: {e.Message}", e);
        }
    }

    private static AtSession OpenPort(EventLoop loop, SerialTarget target, ConnectOptions options)
    {
        AtSession session = null!;
        try
        {
            target.Open(loop, port => session = Session(port, loop, options));
            return session;
        }
        catch (IOException e)
        {
            throw new UnreachableException(e.Message, e);
        }
    }

    private static async Task<AtSession> OpenChannel(EventLoop loop, SerialTarget target, int dlc, ConnectOptions options, CancellationToken stop)
    {
        var port = await Multiplex(loop, target, null, stop);
        try
        {
            var relay = new LinkRelay(new Nobody());
            var session = Session(new OnlyChannel(await port.OpenChannel(dlc, relay), port), loop, options);
            relay.To = session;
            return session;
        }
        catch (IOException e)
        {
            port.Close();
            throw new UnreachableException($"{target}: {e.Message}", e);
        }
    }

    private static AtSession Session(ILink link, EventLoop loop, ConnectOptions options) => new(link, new AtSessionOptions { Depth = options.Depth, Time = loop.Time });

    /// <summary>A channel that is all that is wanted of a multiplexer: with it ends the multiplexer.</summary>
    private sealed class OnlyChannel(MultiplexerChannel channel, MultiplexedPort port) : ILink
    {
        public int Unsent => channel.Unsent;

        public bool Paused
        {
            get => channel.Paused;
            set => channel.Paused = value;
        }

        public void Send(ReadOnlySpan<byte> octets) => channel.Send(octets);

        public void Close() => port.Close();
    }

    /// <summary>Hears what comes before there is a session: nothing that anybody asked for.</summary>
    private sealed class Nobody : ILinkReceiver
    {
        public void Received(ReadOnlySpan<byte> octets) { }

        public void Drained() { }

        public void Ended(LinkEnd how) { }
    }
}
