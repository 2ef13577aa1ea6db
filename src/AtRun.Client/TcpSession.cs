using System.Net;
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
        var address = await Resolve(target, options, loop.Time, stop);
        var login = new TcpLogin(target, options, loop.Time);
        var connected = new TaskCompletionSource<SocketError>(TaskCreationOptions.RunContinuationsAsynchronously);
        var link = loop.Connect(null, new IPEndPoint(address, target.Port), _ => login.Relay, connected.SetResult);
        SocketError error;
        try
        {
            error = await connected.Task.WaitAsync(options.ConnectTimeout, loop.Time, stop);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            link.Close();
            if (e is OperationCanceledException) throw;
            throw new UnreachableException($"{target} does not answer: no connection within {options.ConnectTimeout.TotalSeconds:0.#} s.");
        }
        if (error != SocketError.Success) throw new UnreachableException($"{target}: {WhyNot(error)}.");
        return await login.Run(link, stop);
    }

    private static async Task<IPAddress> Resolve(TcpTarget target, ConnectOptions options, TimeProvider time, CancellationToken stop)
    {
        if (IPAddress.TryParse(target.Host, out var literal)) return literal;
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(target.Host, AddressFamily.InterNetwork, stop).WaitAsync(options.ConnectTimeout, time, stop);
            return addresses is [var first, ..] ? first : throw new UnreachableException($"{target}: {target.Host} has no IPv4 address.");
        }
        catch (SocketException e)
        {
            throw new UnreachableException($"{target}: {target.Host}: {e.Message}.", e);
        }
        catch (TimeoutException)
        {
            throw new UnreachableException($"{target}: {target.Host} could not be looked up within {options.ConnectTimeout.TotalSeconds:0.#} s.");
        }
    }

    private static string WhyNot(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "nobody listens there (is the service on, #TCPATRUNL=1, and its context active, #SGACT?)",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no way to that address",
        SocketError.TimedOut => "it does not answer",
        _ => new SocketException((int)error).Message,
    };
}
