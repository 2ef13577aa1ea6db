using AtRun.Transport;

namespace AtRun.Client;

/// <summary>A session to wherever a target says.</summary>
public static class Sessions
{
    /// <summary>Opens it. On the loop.</summary>
    /// <exception cref="NotRunException">It could not be opened.</exception>
    public static Task<AtSession> Open(EventLoop loop, Target target, ConnectOptions? options = null, CancellationToken stop = default) => target switch
    {
        TcpTarget tcp => TcpSession.Connect(loop, tcp, options, stop),
        SerialTarget serial => SerialSession.Open(loop, serial, options, stop),
        _ => throw new NotSupportedException(target.ToString()),
    };
}
