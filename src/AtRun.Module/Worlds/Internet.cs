using System.Net;
using System.Net.Sockets;
using AtRun.Protocol.Links;

namespace AtRun.Module.Worlds;

/// <summary>IP as the module's contexts see it. All addresses are IPv4.</summary>
public interface IInternet
{
    /// <summary>Listens; connections are offered one by one. Throws <see cref="SocketException"/> if the port cannot be had.</summary>
    IDisposable Listen(IPEndPoint local, Offer offer);

    /// <summary>Connects.</summary>
    /// <param name="local">The address of the context; the port is any.</param>
    /// <param name="remote">The listening end.</param>
    /// <param name="receiver">Says at once who receives what will come.</param>
    /// <param name="connected">
    /// Called once, later, on the module's turn: <see cref="SocketError.Success"/>, or why not (then nothing more comes).
    /// Not called when the link is closed first. There is no limit of time but that of the way: the caller has its own.
    /// </param>
    /// <returns>The link. What is sent already waits for the connection.</returns>
    IConnection Connect(IPAddress local, IPEndPoint remote, Func<ILink, ILinkReceiver> receiver, Action<SocketError> connected);

    /// <summary>Opens a UDP port; port 0: any. Throws <see cref="SocketException"/> if it cannot be had.</summary>
    IDatagrams OpenDatagrams(IPEndPoint local, DatagramArrived arrived);

    /// <summary>Asks servers of names for the address of a host.</summary>
    /// <param name="local">The address of the context that asks.</param>
    /// <param name="host">The name; never an address.</param>
    /// <param name="servers">Whom to ask, in that order; none: whoever serves names where this machine stands.</param>
    /// <param name="stop">Gives up: <see cref="OperationCanceledException"/>.</param>
    /// <returns>Null: there is no such name, or nobody answered.</returns>
    ValueTask<IPAddress?> Resolve(IPAddress local, string host, IReadOnlyList<IPAddress> servers, CancellationToken stop);

    /// <summary>Sends one ICMP echo request. Null: no answer within the time.</summary>
    /// <param name="local">The address of the context.</param>
    /// <param name="remote">Who is asked.</param>
    /// <param name="length">Octets of data, 32-1460.</param>
    /// <param name="ttl">Time to live, 1-255.</param>
    /// <param name="limit">How long an answer is waited for.</param>
    /// <param name="stop">Gives up: <see cref="OperationCanceledException"/>.</param>
    ValueTask<EchoReply?> Ping(IPAddress local, IPAddress remote, int length, int ttl, TimeSpan limit, CancellationToken stop);

    /// <summary>From now on echo requests to that address are answered if their sender may ask, until it is disposed of.</summary>
    IDisposable AnswerEchoes(IPAddress local, Func<IPAddress, bool> mayAsk);
}

/// <summary>A receiver of a stream that may begin with a user name and a password: records do not show them.</summary>
public interface ILoginReceiver : ILinkReceiver
{
    /// <summary>It does, each ended by CR.</summary>
    bool BeginsWithLogin { get; }
}

/// <summary>Somebody wants to connect: the receiver for the link, or null to refuse without a word.</summary>
public delegate ILinkReceiver? Offer(ILink link, IPEndPoint peer);

/// <summary>A datagram came. The span lives during the call.</summary>
public delegate void DatagramArrived(ReadOnlySpan<byte> octets, IPEndPoint from);

/// <summary>An open UDP port. Disposing of it closes it.</summary>
public interface IDatagrams : IDisposable
{
    IPEndPoint Local { get; }

    /// <summary>Sends one datagram, as far as the way takes it: nobody is told if it is lost.</summary>
    void Send(ReadOnlySpan<byte> octets, IPEndPoint to);
}

/// <summary>An answer to an ICMP echo request.</summary>
/// <param name="Time">From the request to it.</param>
/// <param name="Ttl">Time to live that is left, 1-255.</param>
public readonly record struct EchoReply(TimeSpan Time, int Ttl);
