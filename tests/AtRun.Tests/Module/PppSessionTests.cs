using System.Net;
using System.Text;
using AtRun.Protocol;
using AtRun.Protocol.Ppp;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>A terminal that speaks PPP to a context (27.007 §10.1.12; AT reference 80000ST10025a p196).</summary>
public sealed class PppSessionTests
{
    private static readonly IPAddress Host = IPAddress.Parse("127.77.0.1");

    private readonly SimulatedModule _module = new();
    private readonly List<byte> _said = [];
    private readonly PppFrameReader _reader = new();
    private readonly List<(int Protocol, byte[] Information)> _frames = [];
    private byte _identifier;

    public PppSessionTests()
    {
        _module.Said[1] = octets => _said.AddRange(octets.ToArray());
        _module.Start();
        _module.Said[1] = octets => _said.AddRange(octets.ToArray());
        Assert.Equal("\r\nOK\r\n", Type("AT+CGDCONT=1,\"IP\",\"web\""));
    }

    [Theory]
    [InlineData("AT+CGDATA=\"PPP\",1")]
    [InlineData("AT+CGDATA=PPP")]
    [InlineData("ATD*99***1#")]
    [InlineData("ATD*99#")]
    public void The_terminal_gets_the_address_of_the_context(string line)
    {
        Assert.Equal("\r\nCONNECT\r\n", Type(line));
        var address = Open();
        Assert.Equal(_module.Packet.Active[1], address);
        Assert.Null(_module.Module.Running!.Contexts.AddressOf(1));
        Control(PppProtocol.Lcp, PppCode.TerminateRequest, []);
        Assert.Contains((PppProtocol.Lcp, PppCode.TerminateAck), Answers());
        Assert.EndsWith("\r\nNO CARRIER\r\n", Text(), StringComparison.Ordinal);
        Assert.Empty(_module.Packet.Active);
        Assert.Equal("\r\nOK\r\n", Type("AT"));
    }

    [Fact]
    public void What_the_network_refuses_ends_the_link()
    {
        _module.PacketNetwork.Require("web", "user", "right");
        Type("AT#GPPPCFG=\"0.0.0.0\",25,2");
        Text();
        Type("AT+CGDATA=\"PPP\",1");
        Negotiate();
        Send(PppProtocol.Pap, PppPacket.Make(PppCode.ConfigureRequest, 1, [4, .. "user"u8, 5, .. "wrong"u8]));
        _module.Turn.Wait(TimeSpan.FromSeconds(5));
        var answers = Answers();
        Assert.Contains((PppProtocol.Pap, PppCode.ConfigureNak), answers);
        Assert.Contains((PppProtocol.Lcp, PppCode.TerminateRequest), answers);
        Assert.EndsWith("\r\nNO CARRIER\r\n", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Datagrams_and_echoes_go_both_ways_and_TCP_is_reset()
    {
        var heard = new List<string>();
        AtRun.Module.Worlds.IDatagrams? host = null;
        host = _module.Internet.OpenDatagrams(new(Host, 7), (octets, from) =>
        {
            heard.Add($"{Encoding.Latin1.GetString(octets)} {from.Port}");
            host!.Send("back"u8, from);
        });
        _module.Internet.EchoingHosts[Host] = new(TimeSpan.FromMilliseconds(20), 60);
        Type("ATD*99***1#");
        var own = Open();
        Send(PppProtocol.Ip, Udp(own, 5000, Host, 7, "there"u8.ToArray()));
        _module.Turn.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(["there 5000"], heard);
        var answer = Packet();
        Assert.Equal((17, "back"), (answer[9], Encoding.Latin1.GetString(answer[28..])));
        Assert.Equal([0, 7, 0x13, 0x88], answer[20..24]);
        Assert.Equal((0, 0), (Sum(answer[..20]), Sum([.. answer[12..20], 0, 17, .. answer[24..26], .. answer[20..]])));
        Assert.Equal(Host.GetAddressBytes(), answer[12..16]);

        Send(PppProtocol.Ip, Ip(1, own, Host, [8, 0, 0, 0, 1, 2, 3, 4, 0x70, 0x71]));
        _module.Turn.Wait(TimeSpan.FromSeconds(1));
        answer = Packet();
        Assert.Equal((1, 60, 0), (answer[9], answer[8], Sum(answer[20..])));
        Assert.Equal([0, 0], answer[20..22]);
        Assert.Equal([1, 2, 3, 4, 0x70, 0x71], answer[24..]);

        Send(PppProtocol.Ip, Ip(6, own, Host, [0x13, 0x88, 0, 80, 0, 0, 0, 9, 0, 0, 0, 0, 0x50, 2, 1, 0, 0, 0, 0, 0]));
        answer = Packet();
        Assert.Equal((6, 0x14, 0), (answer[9], answer[33], Sum([.. answer[12..20], 0, 6, 0, 20, .. answer[20..]])));
        Assert.Equal([0, 80, 0x13, 0x88, 0, 0, 0, 0, 0, 0, 0, 10], answer[20..32]);

        // Not from the terminal's address, damaged, too short.
        foreach (var wrong in new[] { Udp(Host, 1, Host, 7, [1]), Udp(own, 1, Host, 7, [1])[..20], [0x45], [] }) Send(PppProtocol.Ip, wrong);
        _module.Turn.Wait(TimeSpan.FromSeconds(1));
        Assert.Single(heard);
    }

    [Fact]
    public void The_escape_sequence_keeps_the_link_and_ATO_goes_back_to_it()
    {
        Type("AT+CGDATA=\"PPP\",1");
        Open();
        Escape();
        Assert.Equal("\r\nOK\r\n", Text());
        Assert.Equal("\r\n+CGACT: 1,1\r\n\r\nOK\r\n", Type("AT+CGACT?"));
        Assert.Equal("\r\nERROR\r\n", Type("AT+CGDATA=\"PPP\",2"));
        Assert.Equal("\r\nCONNECT\r\n", Type("ATO"));
        Control(PppProtocol.Lcp, PppCode.EchoRequest, [0, 0, 0, 0]);
        Assert.Contains((PppProtocol.Lcp, PppCode.EchoReply), Answers());
        Escape();
        Text();
        Assert.Equal("\r\nOK\r\n", Type("ATH"));
        _module.Turn.Wait(TimeSpan.FromSeconds(1));
        Assert.Empty(_module.Packet.Active);
        Assert.Equal("\r\nNO CARRIER\r\n", Type("ATO"));
    }

    [Fact]
    public void The_network_ends_it_in_either_state()
    {
        Type("AT#GPPPCFG=\"0.0.0.0\",25,2");
        Text();
        Type("AT+CGDATA=\"PPP\",1");
        Open();
        _module.Turn.Do(() => _module.PacketNetwork.Drop(_module.Packet, 1));
        Assert.Contains((PppProtocol.Lcp, PppCode.TerminateRequest), Answers());
        Assert.EndsWith("\r\nNO CARRIER\r\n", Text(), StringComparison.Ordinal);
        Type("AT+CGDATA=\"PPP\",1");
        Open();
        Escape();
        Text();
        _module.Turn.Do(() => _module.PacketNetwork.Drop(_module.Packet, 1));
        Assert.Equal("\r\nNO CARRIER\r\n", Text());
    }

    /// <summary>AT reference 80000ST10025a p55.</summary>
    [Theory]
    [InlineData(0, "", true)]
    [InlineData(1, "\r\nOK\r\n", true)]
    [InlineData(2, "\r\nNO CARRIER\r\n", false)]
    public void DTR_does_what_D_says(int setting, string said, bool stays)
    {
        Type($"AT&D{setting}");
        Type("AT+CGDATA=\"PPP\",1");
        Open();
        _module.Turn.Do(() => _module.Module.Board.SetDtr(1, false));
        Answers();
        Assert.Equal(said, Text());
        _module.Turn.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(stays, _module.Packet.Active.Count == 1);
    }

    [Fact]
    public void A_terminal_that_says_nothing_loses_the_link()
    {
        Type("ATD*99#");
        _module.Turn.Wait(TimeSpan.FromSeconds(24));
        Assert.Equal("", Text());
        _module.Turn.Wait(TimeSpan.FromSeconds(2));
        Assert.EndsWith("\r\nNO CARRIER\r\n", Text(), StringComparison.Ordinal);
        // Power-off in the middle leaves nothing.
        Type("ATD*99#");
        Open();
        _module.Turn.Do(_module.PowerCycle);
        _module.Turn.Wait(TimeSpan.FromSeconds(20));
        Assert.Empty(_module.Packet.Active);
        Assert.Empty(_module.Log.Errors);
    }

    /// <summary>AT reference 80000ST10025a p346: who need not say who it is gets its address behind LCP.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    public void Who_it_is_is_asked_as_GAUTH_says(int type, bool asked)
    {
        Type($"AT#GAUTH={type}");
        Type("AT+CGDATA=\"PPP\",1");
        Control(PppProtocol.Lcp, PppCode.ConfigureRequest, [2, 6, 0, 0, 0, 0]);
        var ours = Frames().First(f => f.Information[0] == (byte)PppCode.ConfigureRequest).Information;
        Assert.Equal(asked, ours.AsSpan(4).IndexOf([(byte)3, (byte)4, (byte)0xC0, (byte)0x23]) >= 0);
        Control(PppProtocol.Lcp, PppCode.ConfigureAck, ours[4..], ours[1]);
        _module.Turn.Wait(TimeSpan.FromSeconds(2));
        Assert.Equal(!asked, Frames().Any(f => f.Protocol == PppProtocol.Ipcp));
        Assert.Equal(!asked, _module.Packet.Active.Count == 1);
    }

    /// <summary>AT reference 80000ST10025a p347-348: the address of this end, who begins, how soon it repeats, and how it ends.</summary>
    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1, true, false)]
    [InlineData(2, false, true)]
    [InlineData(3, true, true)]
    public void This_end_is_as_GPPPCFG_says(int mode, bool begins, bool terminates)
    {
        Type($"AT#GPPPCFG=\"10.9.8.7\",10,{mode}");
        Enter("AT+CGDATA=\"PPP\",1");
        Assert.Equal(begins, Frames().Any(f => f.Protocol == PppProtocol.Lcp));
        _module.Turn.Wait(TimeSpan.FromSeconds(0.9));
        Assert.Empty(Frames());
        _module.Turn.Wait(TimeSpan.FromSeconds(0.2));
        Assert.Equal(begins, Frames().Any(f => f.Protocol == PppProtocol.Lcp));
        Control(PppProtocol.Lcp, PppCode.ConfigureRequest, [2, 6, 0, 0, 0, 0]);
        _module.Turn.Wait(TimeSpan.FromSeconds(1.1));
        var ours = Frames().Last(f => f.Information[0] == (byte)PppCode.ConfigureRequest).Information;
        Control(PppProtocol.Lcp, PppCode.ConfigureAck, ours[4..], ours[1]);
        Send(PppProtocol.Pap, PppPacket.Make(PppCode.ConfigureRequest, 1, [0, 0]));
        _module.Turn.Wait(TimeSpan.FromSeconds(3));
        var address = Frames().Last(f => f.Protocol == PppProtocol.Ipcp && f.Information[0] == (byte)PppCode.ConfigureRequest).Information;
        Assert.Equal([3, 6, 10, 9, 8, 7], address[4..10]);
        _module.Turn.Do(() => _module.PacketNetwork.Drop(_module.Packet, 1));
        Assert.Equal(terminates, Answers().Contains((PppProtocol.Lcp, PppCode.TerminateRequest)));
    }

    [Theory]
    [InlineData("AT+CGDATA=?", "\r\n+CGDATA: (\"PPP\")\r\n\r\nOK\r\n")]
    [InlineData("AT+CGDATA=\"M-OPT\",1", "\r\nERROR\r\n")]
    [InlineData("AT+CGDATA=\"PPP\",6", "\r\nERROR\r\n")]
    [InlineData("AT+CGDATA=\"PPP\",2", "\r\nERROR\r\n")]
    [InlineData("ATD*99***2#", "\r\nNO CARRIER\r\n")]
    public void What_cannot_be(string line, string answer) => Assert.Equal(answer, Type(line));

    /// <summary>Two contexts at a time; the one of the module's sockets is theirs.</summary>
    [Fact]
    public void A_context_of_sockets_stays_with_them()
    {
        Type("AT+CGDCONT=2,\"IP\",\"web\"");
        Type("AT#SGACT=1,1");
        _module.Turn.Wait(TimeSpan.FromSeconds(3));
        Text();
        Assert.Equal("\r\nERROR\r\n", Type("AT+CGDATA=\"PPP\",1"));
        Assert.Equal("\r\nCONNECT\r\n", Type("AT+CGDATA=\"PPP\",2"));
        Assert.NotEqual(_module.Module.Running!.Contexts.AddressOf(1), Open());
        Assert.Equal(2, _module.Packet.Active.Count);
    }

    private string Type(string line)
    {
        Enter(line);
        return Text();
    }

    /// <summary>What is answered, frames too, is read behind it.</summary>
    private void Enter(string line) => _module.Turn.Do(() => _module.Type(1, Encoding.Latin1.GetBytes(line + "\r")));

    private void Escape()
    {
        _module.Turn.Wait(TimeSpan.FromSeconds(1.5));
        _module.Turn.Do(() => _module.Type(1, "+++"u8));
        _module.Turn.Wait(TimeSpan.FromSeconds(1.5));
    }

    /// <summary>What was said outside frames since the last time.</summary>
    private string Text()
    {
        var text = Encoding.Latin1.GetString([.. _said]);
        _said.Clear();
        return text.Contains('~', StringComparison.Ordinal) ? text[(text.LastIndexOf('~') + 1)..] : text;
    }

    /// <summary>LCP, then PAP, then IPCP; the address that the terminal is given.</summary>
    private IPAddress Open()
    {
        Negotiate();
        Send(PppProtocol.Pap, PppPacket.Make(PppCode.ConfigureRequest, 1, [0, 0]));
        _module.Turn.Wait(TimeSpan.FromSeconds(3));
        var ours = Frames().Last(f => f.Protocol == PppProtocol.Ipcp);
        Control(PppProtocol.Ipcp, PppCode.ConfigureAck, ours.Information[4..], ours.Information[1]);
        Control(PppProtocol.Ipcp, PppCode.ConfigureRequest, [3, 6, 0, 0, 0, 0]);
        var given = Frames().Last(f => f.Protocol == PppProtocol.Ipcp).Information;
        Assert.Equal((byte)PppCode.ConfigureNak, given[0]);
        Control(PppProtocol.Ipcp, PppCode.ConfigureRequest, given[4..]);
        Assert.Contains((PppProtocol.Ipcp, PppCode.ConfigureAck), Answers());
        return new(given[6..10]);
    }

    private void Negotiate()
    {
        Control(PppProtocol.Lcp, PppCode.ConfigureRequest, [2, 6, 0, 0, 0, 0]);
        var ours = Frames().First(f => f.Information[0] == (byte)PppCode.ConfigureRequest).Information;
        Control(PppProtocol.Lcp, PppCode.ConfigureAck, ours[4..], ours[1]);
    }

    private void Control(int protocol, PppCode code, byte[] data, byte? identifier = null) => Send(protocol, PppPacket.Make(code, identifier ?? ++_identifier, data));

    private void Send(int protocol, byte[] information)
    {
        var to = new OctetBuffer();
        PppFrame.Write(protocol, information, PppFrame.EscapeAll, to);
        _module.Turn.Do(() => _module.Type(1, to.Written));
    }

    private List<(int Protocol, byte[] Information)> Frames()
    {
        for (ReadOnlySpan<byte> left = _said.ToArray(); _reader.TryRead(ref left, out var protocol, out var information);) _frames.Add((protocol, information.ToArray()));
        var end = _said.LastIndexOf(0x7E);
        if (end >= 0) _said.RemoveRange(0, end + 1);
        List<(int, byte[])> frames = [.. _frames];
        _frames.Clear();
        return frames;
    }

    private List<(int, PppCode)> Answers() => [.. Frames().Select(f => (f.Protocol, (PppCode)f.Information[0]))];

    private byte[] Packet() => Frames().Single(f => f.Protocol == PppProtocol.Ip).Information;

    private static byte[] Udp(IPAddress from, int port, IPAddress to, int toPort, byte[] data) =>
        Ip(17, from, to, [(byte)(port >> 8), (byte)port, (byte)(toPort >> 8), (byte)toPort, 0, (byte)(data.Length + 8), 0, 0, .. data]);

    private static byte[] Ip(byte protocol, IPAddress from, IPAddress to, byte[] payload)
    {
        byte[] packet = [0x45, 0, 0, (byte)(payload.Length + 20), 0, 1, 0, 0, 64, protocol, 0, 0, .. from.GetAddressBytes(), .. to.GetAddressBytes(), .. payload];
        var sum = Sum(packet[..20]);
        (packet[10], packet[11]) = ((byte)(sum >> 8), (byte)sum);
        return packet;
    }

    private static int Sum(byte[] octets)
    {
        var sum = 0;
        for (var i = 0; i < octets.Length; i += 2) sum += octets[i] << 8 | (i + 1 < octets.Length ? octets[i + 1] : 0);
        while (sum > 0xFFFF) sum = (sum & 0xFFFF) + (sum >> 16);
        return ~sum & 0xFFFF;
    }
}
