using System.Net.Sockets;
using AtRun.Transport;

namespace AtRun.Client;

/// <summary>Sessions to modules in server mode.</summary>
public static class TcpSession
{
    /// <summary>Connects and logs in. On the loop.</summary>
    /// <exception cref="UnreachableException">No such host, nobody listens, or nobody answers.</exception>
    /// <exception cref="NotAdmittedException">The module closed the connection before or after the login.</exception>
    public static async Task<AtSession> Connect(EventLoop loop, TcpTarget target, ConnectOptions? options = null, CancellationToken stop = default)
    {
        options ??= new();
        var login = new TcpLogin(target, options, loop.Time);
        var link = await Dial.Tcp(loop, target.Host, target.Port, target.ToString(), options.ConnectTimeout, _ => login.Relay, WhyNot, stop);
        return await login.Run(link, stop);
    }

    private static string? WhyNot(SocketError error) => error == SocketError.ConnectionRefused
        ? "nobody listens there (is the service on, #TCPATRUNL=1, and its context active, #SGACT?)" : null;
}
