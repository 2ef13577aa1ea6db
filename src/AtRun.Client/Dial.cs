using System.Net;
using System.Net.Sockets;
using AtRun.Protocol.Links;
using AtRun.Transport;

namespace AtRun.Client;

/// <summary>Connections to a host by its name or address.</summary>
internal static class Dial
{
    /// <summary>Connects. On the loop.</summary>
    /// <param name="what">What it is, for messages; no password in it.</param>
    /// <param name="timeout">For the name, and again for the connection.</param>
    /// <param name="receiver">Says at once who receives what will come.</param>
    /// <param name="why">A better text for an error; null: the usual one.</param>
    /// <exception cref="UnreachableException">No such host, nobody listens, or nobody answers.</exception>
    public static async Task<ILink> Tcp(
        EventLoop loop, string host, int port, string what, TimeSpan timeout, Func<ILink, ILinkReceiver> receiver, Func<SocketError, string?>? why, CancellationToken stop)
    {
        var address = await Resolve(host, what, timeout, loop.Time, stop);
        var connected = new TaskCompletionSource<SocketError>(TaskCreationOptions.RunContinuationsAsynchronously);
        var link = loop.Connect(null, new IPEndPoint(address, port), receiver, connected.SetResult);
        SocketError error;
        try
        {
            error = await connected.Task.WaitAsync(timeout, loop.Time, stop);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            link.Close();
            if (e is OperationCanceledException) throw;
            throw new UnreachableException($"{what} does not answer: no connection within {timeout.TotalSeconds:0.#} s.");
        }
        return error == SocketError.Success ? link : throw new UnreachableException($"{what}: {why?.Invoke(error) ?? WhyNot(error)}.");
    }

    private static async Task<IPAddress> Resolve(string host, string what, TimeSpan timeout, TimeProvider time, CancellationToken stop)
    {
        if (IPAddress.TryParse(host, out var literal)) return literal;
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, stop).WaitAsync(timeout, time, stop);
            return addresses is [var first, ..] ? first : throw new UnreachableException($"{what}: {host} has no IPv4 address.");
        }
        catch (SocketException e)
        {
            throw new UnreachableException($"{what}: {host}: {e.Message}.", e);
        }
        catch (TimeoutException)
        {
            throw new UnreachableException($"{what}: {host} could not be looked up within {timeout.TotalSeconds:0.#} s.");
        }
    }

    private static string WhyNot(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "nobody listens there",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no way to that address",
        SocketError.TimedOut => "it does not answer",
        _ => new SocketException((int)error).Message,
    };
}
