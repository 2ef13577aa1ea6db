using System.Net;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;

namespace AtRun.Module.Ip;

/// <summary>A UDP port as a link to one peer: what is sent together goes in datagrams of a packet's size, what others send is dropped.</summary>
/// <remarks>Closing the link forgets the peer; disposing of the port closes it.</remarks>
internal sealed class DatagramPort : ILink, IDisposable
{
    private readonly SocketParameters _parameters;
    private readonly IDatagrams _port;
    private readonly Offer? _offer;
    private ILinkReceiver? _receiver;
    private IPEndPoint? _peer;

    /// <summary>Waits for the first datagram that is taken.</summary>
    public DatagramPort(IInternet internet, IPEndPoint local, SocketParameters parameters, Offer offer)
    {
        (_parameters, _offer) = (parameters, offer);
        _port = internet.OpenDatagrams(local, Arrived);
    }

    /// <summary>Speaks with one peer.</summary>
    public DatagramPort(IInternet internet, IPEndPoint local, SocketParameters parameters, IPEndPoint peer, ILinkReceiver receiver)
    {
        (_parameters, _peer, _receiver) = (parameters, peer, receiver);
        _port = internet.OpenDatagrams(local, Arrived);
    }

    public IPEndPoint Local => _port.Local;

    /// <summary>Nothing waits: who does not take a datagram does not get it.</summary>
    public int Unsent => 0;

    /// <summary>Datagrams that come meanwhile are lost.</summary>
    public bool Paused { get; set; }

    public void Send(ReadOnlySpan<byte> octets)
    {
        while (_peer is { } peer && !octets.IsEmpty)
        {
            var length = Math.Min(octets.Length, _parameters.PacketSize);
            _port.Send(octets[..length], peer);
            octets = octets[length..];
        }
    }

    public void Close() => (_peer, _receiver, Paused) = (null, null, false);

    public void Dispose()
    {
        Close();
        _port.Dispose();
    }

    private void Arrived(ReadOnlySpan<byte> octets, IPEndPoint from)
    {
        if (octets.IsEmpty || Paused) return;
        if (_peer is null && _offer is not null && _offer(this, from) is { } receiver) (_peer, _receiver) = (from, receiver);
        if (from.Equals(_peer)) _receiver!.Received(octets);
    }
}
