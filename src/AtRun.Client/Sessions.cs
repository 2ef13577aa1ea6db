using AtRun.Client.Listening;
using AtRun.Client.Messages;
using AtRun.Transport;

namespace AtRun.Client;

/// <summary>A session to wherever a target says.</summary>
public static class Sessions
{
    /// <summary>Opens it. On the loop.</summary>
    /// <exception cref="NotRunException">It could not be opened.</exception>
    public static async Task<ICommandSession> Open(EventLoop loop, Target target, ConnectOptions? options = null, CancellationToken stop = default) => target switch
    {
        TcpTarget tcp => await TcpSession.Connect(loop, tcp, options, stop),
        ListenTarget listen => await ListenSession.Open(loop, listen, options, stop),
        SerialTarget serial => await SerialSession.Open(loop, serial, options, stop),
        RawTarget raw => await SerialSession.Open(loop, raw, options, stop),
        SmsTarget sms => await SmsSession.Open(loop, sms, options, stop),
        _ => throw new NotSupportedException(target.ToString()),
    };
}
