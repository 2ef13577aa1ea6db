using System.Net;
using AtRun.Protocol;
using AtRun.Protocol.Ppp;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Protocol.Ppp;

/// <summary>The network's end of PPP against what pppd sends.</summary>
public sealed class PppLinkTests : IPppOwner
{
    private const uint Magic = 0x01020304;

    private static readonly IPAddress Address = IPAddress.Parse("127.10.0.7");

    private readonly List<string> _sent = [];
    private readonly List<string> _told = [];
    private readonly PppLink _link;

    public PppLinkTests() => _link = new(this, Magic);

    void IPppOwner.Send(ReadOnlySpan<byte> octets) => _sent.Add(Convert.ToHexString(octets));

    void IPppOwner.Authenticate(string user, string password) => _told.Add($"{user}/{password}");

    void IPppOwner.Packet(ReadOnlySpan<byte> packet) => _told.Add(Convert.ToHexString(packet));

    void IPppOwner.Closed() => _told.Add("closed");

    /// <summary>A session as pppd logs it (option debug), its frames with their FCS computed elsewhere.</summary>
    private const string Session = """
        # sent [LCP ConfReq id=0x1 <asyncmap 0x0> <magic 0x5a3c7e11> <pcomp> <accomp>]
        > 7EFF7D23C0217D217D217D207D347D227D267D207D207D207D207D257D265A3C7D5E7D317D277D227D287D227D222D7E
        # rcvd [LCP ConfReq id=0x1 <asyncmap 0x0> <auth pap> <magic 0x1020304> <pcomp> <accomp>]
        < 7EFF7D23C0217D217D217D207D387D227D267D207D207D207D207D237D24C0237D257D267D217D227D237D247D277D227D287D22B1AC7E
        # rcvd [LCP ConfAck id=0x1 <asyncmap 0x0> <magic 0x5a3c7e11> <pcomp> <accomp>]
        < 7EFF7D23C0217D227D217D207D347D227D267D207D207D207D207D257D265A3C7D5E7D317D277D227D287D22E9447E
        # sent [LCP ConfAck id=0x1 <asyncmap 0x0> <auth pap> <magic 0x1020304> <pcomp> <accomp>]
        > 7EFF7D23C0217D227D217D207D387D227D267D207D207D207D207D237D24C0237D257D267D217D227D237D247D277D227D287D227D5D417E
        # sent [LCP EchoReq id=0x0 magic=0x5a3c7e11]
        > 7EFF7D23C0217D297D207D207D285A3C7D5E7D31D22F7E
        # rcvd [LCP EchoRep id=0x0 magic=0x1020304]
        < 7EFF7D23C0217D2A7D207D207D287D217D227D237D2424217E
        # sent [PAP AuthReq id=0x1 user="web" password="secret"]
        > 7EFF03C0230101000F037765620673656372657420B27E
        # rcvd [PAP AuthAck id=0x1 ""]
        < 7EFF03C02302010005008B3B7E
        # rcvd [IPCP ConfReq id=0x1 <addr 10.64.64.64>]
        < 7EFF0380210101000A03060A404040A9F67E
        # sent [CCP ConfReq id=0x1 <deflate 15>]
        > 7EFF0380FD010100081A047800CC527E
        # rcvd [LCP ProtRej id=0x2 80 fd 01 01 00 08 1a 04 78 00]
        < 7EFF7D23C0217D287D227D207D2E80FD7D217D217D207D287D3A7D24787D207D29DB7E
        # sent [IPCP ConfReq id=0x1 <compress VJ 0f 01> <addr 0.0.0.0> <ms-dns1 0.0.0.0> <ms-dns2 0.0.0.0>]
        > 7EFF0380210101001C0206002D0F0103060000000081060000000083060000000055157E
        # rcvd [IPCP ConfRej id=0x1 <compress VJ 0f 01> <ms-dns2 0.0.0.0>]
        < 7EFF038021040100100206002D0F01830600000000FD3A7E
        # sent [IPCP ConfAck id=0x1 <addr 10.64.64.64>]
        > 7EFF0380210201000A03060A404040C0827E
        # sent [IPCP ConfReq id=0x2 <addr 0.0.0.0> <ms-dns1 0.0.0.0>]
        > 7EFF038021010200100306000000008106000000007D5E1D7E
        # rcvd [IPCP ConfNak id=0x2 <addr 127.10.0.7> <ms-dns1 127.10.0.53>]
        < 7EFF0380210302001003067F0A000781067F0A0035CF557E
        # sent [IPCP ConfReq id=0x3 <addr 127.10.0.7> <ms-dns1 127.10.0.53>]
        > 7EFF0380210103001003067F0A000781067F0A0035D4097E
        # rcvd [IPCP ConfAck id=0x3 <addr 127.10.0.7> <ms-dns1 127.10.0.53>]
        < 7EFF0380210203001003067F0A000781067F0A0035F5937E
        # sent [LCP TermReq id=0x2 "User request"]
        > 7EFF7D23C0217D257D227D207D3055736572207265717565737453337E
        # rcvd [LCP TermAck id=0x2]
        < 7EFF7D23C0217D267D227D207D24947D2D7E
        """;

    [Fact]
    public void A_session_of_pppd_goes_as_recorded()
    {
        foreach (var line in Session.Split('\n').Where(l => l[0] != '#'))
        {
            if (line[0] == '<')
            {
                Assert.NotEmpty(_sent);
                Assert.Equal(line[2..], _sent[0]);
                _sent.RemoveAt(0);
                continue;
            }
            Assert.Empty(_sent);
            _link.Receive(Convert.FromHexString(line[2..]));
            if (_told is ["web/secret"])
            {
                _told.Clear();
                _link.Admit(Address, [IPAddress.Parse("127.10.0.53")]);
            }
        }
        Assert.Equal(["closed"], _told);
        Assert.True(_link.IsClosed);
    }

    /// <summary>However a line cuts it.</summary>
    [Fact]
    public void Cuts_change_nothing() => Gen.Int[1, 9].Sample(cut =>
    {
        var test = new PppLinkTests();
        foreach (var line in Session.Split('\n').Where(l => l[0] == '>'))
            foreach (var piece in Convert.FromHexString(line[2..]).Chunk(cut))
            {
                test._link.Receive(piece);
                if (test._told is not ["web/secret"]) continue;
                test._told.Clear();
                test._link.Admit(Address, [IPAddress.Parse("127.10.0.53")]);
            }
        Assert.Equal(Session.Split('\n').Where(l => l[0] == '<').Select(l => l[2..]), test._sent);
    }, iter: 20);

    /// <summary>pppd without a secret for it refuses PAP: the network is asked all the same, for nobody.</summary>
    [Fact]
    public void A_peer_that_says_nobody_is_asked_for_nobody()
    {
        Lcp(PppCode.ConfigureRequest, 1, []);
        Lcp(PppCode.ConfigureReject, 1, [3, 4, 0xC0, 0x23]);
        Lcp(PppCode.ConfigureAck, 2, [2, 6, 0, 0, 0, 0, 5, 6, 1, 2, 3, 4, 7, 2, 8, 2]);
        Assert.Equal(["/"], _told);
        _link.Refuse();
        Assert.Equal(["/", "closed"], _told);
    }

    [Fact]
    public void Requests_are_repeated_and_given_up()
    {
        Lcp(PppCode.ConfigureRequest, 1, []);
        for (var i = 0; i < 30; i++) _link.Tick();
        // Our request, the answer to the peer's, the repetitions, and the end.
        Assert.Equal(PppLink.MaxRequests + 2, _sent.Count);
        Assert.Equal(["closed"], _told);
    }

    [Fact]
    public void Options_that_the_peer_may_not_have_are_refused_or_bettered()
    {
        Lcp(PppCode.ConfigureRequest, 1, [1, 4, 0, 10]);
        Assert.Equal(Frame(PppProtocol.Lcp, PppCode.ConfigureNak, 1, [1, 4, 5, 0xDC]), _sent[^1]);
        Lcp(PppCode.ConfigureRequest, 2, [3, 5, 0xC2, 0x23, 5, 13, 3, 6]);
        Assert.Equal(Frame(PppProtocol.Lcp, PppCode.ConfigureReject, 2, [3, 5, 0xC2, 0x23, 5, 13, 3, 6]), _sent[^1]);
        // Malformed: silence.
        var before = _sent.Count;
        Lcp(PppCode.ConfigureRequest, 3, [1, 9, 0]);
        Assert.Equal(before, _sent.Count);
        Lcp((PppCode)99, 4, [1]);
        Assert.Equal(before + 1, _sent.Count);
    }

    [Fact]
    public void What_is_written_is_read_again() =>
        Gen.Select(Gen.Int[0, 3].Select(i => new[] { PppProtocol.Ip, PppProtocol.Ipcp, PppProtocol.Lcp, PppProtocol.Pap }[i]), Gen.Byte.Array[0, PppFrame.MaxInformation], Gen.UInt, Gen.Int[1, 50]).Sample((protocol, information, escaped, cut) =>
        {
            var to = new OctetBuffer();
            PppFrame.Write(protocol, information, escaped, to);
            Assert.DoesNotContain(to.Written[1..^1].ToArray(), o => o == 0x7E || (o < 32 && (escaped >> o & 1) != 0));
            var reader = new PppFrameReader();
            var found = 0;
            foreach (var piece in to.Written.ToArray().Chunk(cut))
                for (ReadOnlySpan<byte> left = piece; reader.TryRead(ref left, out var p, out var i);)
                {
                    found++;
                    Assert.Equal(protocol, p);
                    Assert.Equal(information, i.ToArray());
                }
            Assert.Equal((1, 0), (found, reader.Dropped));
        }, iter: 200, seed: "0000KOIKpxW2");

    [Fact]
    public void A_damaged_frame_is_dropped_and_the_next_is_read() =>
        Gen.Select(Gen.Byte.Array[1, 40], Gen.Int[0, 1000], Gen.Int[0, 7]).Sample((information, where, bit) =>
        {
            var to = new OctetBuffer();
            PppFrame.Write(PppProtocol.Ip, information, 0, to);
            var octets = to.Written.ToArray();
            octets[1 + where % (octets.Length - 2)] ^= (byte)(1 << bit);
            PppFrame.Write(PppProtocol.Ip, [0x2A], 0, to);
            octets = [.. octets, .. to.Written[octets.Length..]];
            var reader = new PppFrameReader();
            byte[]? last = null;
            for (ReadOnlySpan<byte> left = octets; reader.TryRead(ref left, out _, out var i);) last = i.ToArray();
            Assert.Equal([0x2A], last!);
            Assert.True(reader.Dropped >= 1);
        }, iter: 300, seed: "0000KOIKpxW2");

    /// <summary>RFC 1662 §6.5.2: a frame may go without address, control and the high octet of its protocol.</summary>
    [Fact]
    public void Compressed_fields_are_understood()
    {
        byte[] body = [0x21, 0x45, 0x00];
        var fcs = ~Fcs16.Of(body);
        var reader = new PppFrameReader();
        ReadOnlySpan<byte> left = [0x7E, .. body, (byte)fcs, (byte)(fcs >> 8), 0x7E];
        Assert.True(reader.TryRead(ref left, out var protocol, out var information));
        Assert.Equal((PppProtocol.Ip, 2), (protocol, information.Length));
    }

    private void Lcp(PppCode code, byte identifier, byte[] data) => _link.Receive(Convert.FromHexString(Frame(PppProtocol.Lcp, code, identifier, data)));

    private static string Frame(int protocol, PppCode code, byte identifier, byte[] data)
    {
        var to = new OctetBuffer();
        PppFrame.Write(protocol, PppPacket.Make(code, identifier, data), PppFrame.EscapeAll, to);
        return Convert.ToHexString(to.Written);
    }
}
