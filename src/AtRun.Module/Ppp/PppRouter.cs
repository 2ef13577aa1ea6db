using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using AtRun.Module.Worlds;

namespace AtRun.Module.Ppp;

/// <summary>Carries the IP of a terminal behind PPP to the world and back: datagrams of UDP, echo requests of ICMP. Attempts to connect by TCP are reset.</summary>
/// <param name="world">Its internet.</param>
/// <param name="address">The address of the context, which the terminal has.</param>
/// <param name="toTerminal">Takes a packet.</param>
/// <param name="stop">The link has ended.</param>
internal sealed class PppRouter(World world, IPAddress address, Action<byte[]> toTerminal, CancellationToken stop) : IDisposable
{
    /// <summary>UDP ports of the terminal that are open at a time; the one that was opened first is closed for the next.</summary>
    public const int MaxPorts = 64;

    /// <summary>Echo requests that wait for their answers; those beyond are lost.</summary>
    public const int MaxEchoes = 16;

    // What IInternet.Ping can send.
    private const int LeastEcho = 32, MostEcho = 1460;

    private readonly Dictionary<int, IDatagrams> _ports = [];
    private readonly Queue<int> _order = [];
    private int _echoes;

    /// <summary>A packet of the terminal; what has another address than its own is dropped.</summary>
    public void Take(ReadOnlySpan<byte> packet)
    {
        if (!IpPacket.TryRead(packet, out var protocol, out var source, out var destination, out var ttl, out var payload) || !source.Equals(address)) return;
        switch (protocol)
        {
            case IpPacket.Udp when payload.Length >= IpPacket.UdpHeader:
                Udp(destination, payload);
                break;
            case IpPacket.Icmp when payload.Length >= IpPacket.IcmpHeader && payload[0] == 8 && payload[1] == 0 && _echoes < MaxEchoes && ttl > 0:
                _ = Echo(destination, payload.ToArray(), ttl);
                break;
            case IpPacket.Tcp when payload.Length >= IpPacket.TcpHeader:
                if (IpPacket.MakeReset(destination, address, payload) is { } reset) toTerminal(reset);
                break;
        }
    }

    public void Dispose()
    {
        foreach (var port in _ports.Values) port.Dispose();
        _ports.Clear();
    }

    //  source port(2) destination port(2) length(2) sum(2) data
    private void Udp(IPAddress destination, ReadOnlySpan<byte> datagram)
    {
        var (from, to, length) = (BinaryPrimitives.ReadUInt16BigEndian(datagram), BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]), BinaryPrimitives.ReadUInt16BigEndian(datagram[4..]));
        if (from == 0 || to == 0 || length < IpPacket.UdpHeader || length > datagram.Length || PortOf(from) is not { } port) return;
        port.Send(datagram[IpPacket.UdpHeader..length], new(destination, to));
    }

    private IDatagrams? PortOf(int number)
    {
        if (_ports.TryGetValue(number, out var open)) return open;
        if (_ports.Count == MaxPorts && _ports.Remove(_order.Dequeue(), out var oldest)) oldest.Dispose();
        try
        {
            var port = world.Internet.OpenDatagrams(new(address, number), (octets, from) => toTerminal(IpPacket.MakeUdp(from, new(address, number), octets)));
            _order.Enqueue(number);
            return _ports[number] = port;
        }
        catch (SocketException)
        {
            // Somebody else has that port of the address: as if the network had lost the datagram.
            return null;
        }
    }

    private async Task Echo(IPAddress destination, byte[] request, int ttl)
    {
        _echoes++;
        try
        {
            var length = Math.Clamp(request.Length - IpPacket.IcmpHeader, LeastEcho, MostEcho);
            if (await world.Internet.Ping(address, destination, length, ttl, Timers.PppEcho.Default, stop) is { } reply) toTerminal(IpPacket.MakeEchoReply(destination, address, request, reply.Ttl));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            _echoes--;
        }
    }
}
