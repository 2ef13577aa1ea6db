using System.Buffers.Binary;
using System.Net;

namespace AtRun.Protocol.Ppp;

/// <summary>Whom a <see cref="PppLink"/> serves.</summary>
public interface IPppOwner
{
    /// <summary>Octets for the line.</summary>
    void Send(ReadOnlySpan<byte> octets);

    /// <summary>The peer has said who it is; empty texts where it need not. Answered by <see cref="PppLink.Admit"/> or <see cref="PppLink.Refuse"/>, later too.</summary>
    void Authenticate(string user, string password);

    /// <summary>A packet of IP from the peer, once addresses are agreed. The span lives during the call.</summary>
    void Packet(ReadOnlySpan<byte> packet);

    /// <summary>The link is over. Told once.</summary>
    void Closed();
}

/// <summary>How the network's end of a link behaves.</summary>
public sealed record PppLinkOptions
{
    /// <summary>Address of this end.</summary>
    public IPAddress Own { get; init; } = new([10, 64, 64, 64]);

    /// <summary>The peer has to say who it is.</summary>
    public bool AsksForPap { get; init; } = true;

    /// <summary>It does not wait for the peer to begin.</summary>
    public bool Begins { get; init; }

    /// <summary>A link that it ends is ended by LCP, too.</summary>
    public bool Terminates { get; init; } = true;
}

/// <summary>The network's end of a PPP link: LCP, authentication of the peer by PAP, IPCP that gives it its address and servers of names.</summary>
/// <remarks>
/// RFC 1661, RFC 1334, RFC 1332, RFC 1877. Nothing received throws, and no packet is longer than <see cref="PppFrame.MaxInformation"/>.
/// A peer that refuses PAP is not asked who it is: the network decides. CHAP is not offered: its answer is no password that could be handed on.
/// </remarks>
/// <param name="owner">Is told.</param>
/// <param name="magic">Magic number of this end (RFC 1661 §6.4), not 0.</param>
/// <param name="options">What is otherwise than usual; null: nothing.</param>
public sealed partial class PppLink(IPppOwner owner, uint magic, PppLinkOptions? options = null)
{
    /// <summary>A request that is not answered is repeated after that time, so often (RFC 1661 §4.6).</summary>
    public static TimeSpan Restart { get; } = TimeSpan.FromSeconds(3);

    /// <inheritdoc cref="Restart"/>
    public const int MaxRequests = 10;

    /// <summary>Proposals that are refused with a better one before they are refused flatly (RFC 1661 §4.6).</summary>
    private const int MaxNaks = 5;

    private readonly PppLinkOptions _options = options ?? new();

    private readonly PppFrameReader _reader = new();
    private readonly OctetBuffer _out = new(64);
    private readonly Layer _lcp = new(PppProtocol.Lcp);
    private readonly Layer _ipcp = new(PppProtocol.Ipcp);
    private readonly HashSet<byte> _dropped = [];
    private uint _escaped = PppFrame.EscapeAll;
    private int _mru = PppFrame.MaxInformation;
    private byte _papIdentifier;
    private bool _asked;
    private IPAddress? _address;
    private IPAddress?[] _servers = [];

    /// <summary>One of the two protocols that agree on options.</summary>
    private sealed class Layer(int protocol)
    {
        public int Protocol { get; } = protocol;
        public byte Identifier { get; set; }
        public byte[] Sent { get; set; } = [];
        public int Requests { get; set; }
        public int Naks { get; set; }

        /// <summary>The peer took our options.</summary>
        public bool Acked { get; set; }

        /// <summary>We took the peer's.</summary>
        public bool Acks { get; set; }

        public bool IsOpen => Acked && Acks;

        public void Down() => (Acked, Acks, Requests, Naks) = (false, false, 0, 0);
    }

    /// <summary>Both ends agreed on the line (LCP opened).</summary>
    public bool IsUp => _lcp.IsOpen;

    /// <summary>IP goes through.</summary>
    public bool IsOpen => _ipcp.IsOpen && IsUp;

    public bool IsClosed { get; private set; }

    private bool AsksForPap => _options.AsksForPap && !_dropped.Contains(LcpOption.Authentication);

    /// <summary>This end begins, where it does not wait for the peer.</summary>
    public void Begin()
    {
        if (_options.Begins && _lcp.Requests == 0) Request(_lcp);
    }

    /// <summary>Octets from the line.</summary>
    public void Receive(ReadOnlySpan<byte> octets)
    {
        while (!IsClosed && _reader.TryRead(ref octets, out var protocol, out var information)) Take(protocol, information);
    }

    /// <summary>A packet of IP for the peer; lost where that is not open, or it is longer than the peer takes.</summary>
    public void SendPacket(ReadOnlySpan<byte> packet)
    {
        if (IsOpen && !IsClosed && packet.Length <= _mru) Frame(PppProtocol.Ip, packet);
    }

    /// <summary>The network takes the peer.</summary>
    /// <param name="address">The peer's.</param>
    /// <param name="servers">Of names: none to two.</param>
    public void Admit(IPAddress address, IReadOnlyList<IPAddress> servers)
    {
        if (IsClosed) return;
        (_address, _servers) = (address, [servers.ElementAtOrDefault(0), servers.ElementAtOrDefault(1)]);
        if (!IsUp) return;
        AnswerPap(taken: true);
        Request(_ipcp);
    }

    /// <summary>The network refuses the peer: it is told so, and the link ends.</summary>
    public void Refuse()
    {
        if (IsClosed) return;
        AnswerPap(taken: false);
        Close();
    }

    /// <summary>Ends the link and tells the peer.</summary>
    public void Close()
    {
        if (IsClosed) return;
        if (_options.Terminates) Control(PppProtocol.Lcp, PppCode.TerminateRequest, ++_lcp.Identifier, []);
        End();
    }

    /// <summary>To be called every <see cref="Restart"/>: repeats what was not answered, and gives up.</summary>
    public void Tick()
    {
        if (IsClosed) return;
        foreach (var layer in (ReadOnlySpan<Layer>)[_lcp, _ipcp])
        {
            if (layer.Requests == 0 || layer.Acked) continue;
            if (layer.Requests == MaxRequests)
            {
                Close();
                return;
            }
            Request(layer);
        }
    }

    private void Take(int protocol, ReadOnlySpan<byte> information)
    {
        switch (protocol)
        {
            case PppProtocol.Lcp:
                Control(_lcp, information);
                break;
            case PppProtocol.Ipcp when IsUp && _address is not null:
                Control(_ipcp, information);
                break;
            case PppProtocol.Pap when IsUp && AsksForPap:
                Pap(information);
                break;
            case PppProtocol.Ip when IsOpen:
                owner.Packet(information);
                break;
            case PppProtocol.Ip or PppProtocol.Ipcp or PppProtocol.Pap:
                break;
            default:
                if (IsUp) Control(PppProtocol.Lcp, PppCode.ProtocolReject, ++_lcp.Identifier, [(byte)(protocol >> 8), (byte)protocol, .. information]);
                break;
        }
    }

    private void Control(Layer layer, ReadOnlySpan<byte> information)
    {
        if (!PppPacket.TryRead(information, out var packet)) return;
        switch (packet.Code)
        {
            case PppCode.ConfigureRequest:
                Requested(layer, packet);
                break;
            case PppCode.ConfigureAck when packet.Identifier == layer.Identifier && packet.Data.SequenceEqual(layer.Sent):
                layer.Acked = true;
                Opened(layer);
                break;
            case PppCode.ConfigureNak or PppCode.ConfigureReject when packet.Identifier == layer.Identifier && !layer.Acked && layer.Requests > 0:
                // What the peer does not like is not asked for again: each of our options can be done without.
                for (var options = packet.Data; PppPacket.TryNextOption(ref options, out var type, out _);)
                    _dropped.Add(layer == _lcp ? type : (byte)(type | IpcpMark));
                if (layer.Requests == MaxRequests) Close();
                else Request(layer);
                break;
            case PppCode.TerminateRequest:
                Control(layer.Protocol, PppCode.TerminateAck, packet.Identifier, []);
                End();
                break;
            case PppCode.ProtocolReject when layer == _lcp && packet.Data is [0x80, 0x21, ..]:
                Close();
                break;
            case PppCode.EchoRequest when layer == _lcp && IsUp && packet.Data.Length >= 4:
                byte[] reply = packet.Data.ToArray();
                BinaryPrimitives.WriteUInt32BigEndian(reply, _dropped.Contains(LcpOption.Magic) ? 0 : magic);
                Control(PppProtocol.Lcp, PppCode.EchoReply, packet.Identifier, reply);
                break;
            case > PppCode.DiscardRequest or 0:
                Control(layer.Protocol, PppCode.CodeReject, ++layer.Identifier, information);
                break;
        }
    }

    /// <summary>The peer's options: refused, changed, or taken.</summary>
    private void Requested(Layer layer, in PppPacket packet)
    {
        var (refused, better) = (new OctetBuffer(), new OctetBuffer());
        var options = packet.Data;
        while (PppPacket.TryNextOption(ref options, out var type, out var value))
        {
            var answer = layer == _lcp ? Judge(type, value) : JudgeAddress(type, value);
            if (answer is null) continue;
            var flatly = answer.Length == 0 || layer.Naks >= MaxNaks;
            var to = flatly ? refused : better;
            var text = flatly ? value : answer;
            to.Add(type, (byte)(text.Length + 2));
            to.Add(text);
        }
        if (!options.IsEmpty) return;
        // The peer begins anew.
        if (layer.IsOpen)
        {
            layer.Down();
            if (layer == _lcp) _ipcp.Down();
        }
        if (layer.Requests == 0) Request(layer);
        if (refused.Count > 0) Control(layer.Protocol, PppCode.ConfigureReject, packet.Identifier, refused.Written);
        else if (better.Count > 0)
        {
            layer.Naks++;
            Control(layer.Protocol, PppCode.ConfigureNak, packet.Identifier, better.Written);
        }
        else
        {
            Control(layer.Protocol, PppCode.ConfigureAck, packet.Identifier, packet.Data);
            layer.Acks = true;
            if (layer == _lcp) Adopt(packet.Data);
            Opened(layer);
            return;
        }
        layer.Acks = false;
    }

    private void Opened(Layer layer)
    {
        if (layer != _lcp || !layer.IsOpen) return;
        if (AsksForPap) return;
        if (_address is not null) Request(_ipcp);
        else Ask("", "");
    }

    private void Pap(ReadOnlySpan<byte> information)
    {
        if (!PppPacket.TryRead(information, out var packet) || packet.Code != PppCode.ConfigureRequest || !PppPacket.TryReadPap(packet.Data, out var user, out var password)) return;
        _papIdentifier = packet.Identifier;
        // It repeats itself: it has not seen the answer, or there is none yet.
        if (_address is null) Ask(user, password);
        else
        {
            AnswerPap(taken: true);
            if (_ipcp.Requests == 0) Request(_ipcp);
        }
    }

    private void Ask(string user, string password)
    {
        if (_asked) return;
        _asked = true;
        owner.Authenticate(user, password);
    }

    // RFC 1334 §2.2.2: an empty message.
    private void AnswerPap(bool taken)
    {
        if (AsksForPap) Control(PppProtocol.Pap, taken ? PppCode.ConfigureAck : PppCode.ConfigureNak, _papIdentifier, [0]);
    }

    private void Request(Layer layer)
    {
        layer.Requests++;
        layer.Acked = false;
        layer.Sent = layer == _lcp ? OwnOptions() : _dropped.Contains(IpcpOption.Address | IpcpMark) ? [] : [IpcpOption.Address, 6, .. _options.Own.GetAddressBytes()];
        Control(layer.Protocol, PppCode.ConfigureRequest, ++layer.Identifier, layer.Sent);
    }

    private void Control(int protocol, PppCode code, byte identifier, ReadOnlySpan<byte> data) => Frame(protocol, PppPacket.Make(code, identifier, data));

    private void Frame(int protocol, ReadOnlySpan<byte> information)
    {
        _out.Clear();
        // RFC 1662 §7.1: packets of LCP as if nothing were agreed.
        PppFrame.Write(protocol, information, protocol == PppProtocol.Lcp ? PppFrame.EscapeAll : _escaped, _out);
        owner.Send(_out.Written);
    }

    private void End()
    {
        IsClosed = true;
        owner.Closed();
    }
}
