using System.Net;
using System.Text;
using AtRun.Module.Instances;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>The module's end of the multiplexer: instances in channels.</summary>
public sealed class MultiplexerServiceTests
{
    private readonly SimulatedModule _module = new(multiplexed: true, channels: [1, 2, 3]);
    private readonly StringBuilder[] _said = [new(), new(), new(), new()];

    public MultiplexerServiceTests()
    {
        for (var i = 1; i < _said.Length; i++)
        {
            var said = _said[i];
            _module.Said[i] = octets => said.Append(Encoding.Latin1.GetString(octets));
        }
        _module.Start();
    }

    [Fact]
    public void Each_instance_has_its_channel_and_its_settings()
    {
        Assert.All(_module.Module.Running!.Instances, i => Assert.Equal(Owner.Cmux, i.User.Owner));
        Type(1, "ATV0");
        Type(2, "AT+CGMM");
        Type(3, "AT+CGSN");
        Assert.Equal(["0\r", "\r\nHE910\r\n\r\nOK\r\n", "\r\n356938035643809\r\n\r\nOK\r\n"], _said[1..].Select(s => s.ToString()));
    }

    [Fact]
    public void Commands_are_answered_on_one_channel_while_another_carries_a_socket_at_full_speed()
    {
        var host = new Sink();
        _module.Internet.Listen(new(IPAddress.Parse("10.0.0.1"), 4000), (link, _) => host.At(link));
        Type(1, "AT+CGDCONT=1,\"IP\",\"internet\"");
        Type(1, "AT#SGACT=1,1");
        _module.Turn.Wait(TimeSpan.FromSeconds(5));
        Type(1, "AT#SD=1,0,4000,\"10.0.0.1\"");
        _module.Turn.Wait(TimeSpan.FromSeconds(2));
        Assert.EndsWith("CONNECT\r\n", _said[1].ToString(), StringComparison.Ordinal);
        _said[1].Clear();
        for (var i = 0; i < 50; i++)
        {
            _module.Turn.Do(() =>
            {
                _module.Type(1, new byte[4000]);
                host.Link!.Send(new byte[4000]);
                _module.Type(2, "AT\r"u8);
            });
        }
        _module.Turn.Wait(TimeSpan.FromSeconds(10));
        Assert.Equal((200_000, 200_000, 50), (host.Count, _said[1].Length, _said[2].ToString().Split("OK").Length - 1));
        // The break is the escape sequence.
        _said[1].Clear();
        _module.Turn.Do(() => _module.Type(1, "+++"u8));
        _module.Turn.Wait(TimeSpan.FromSeconds(5));
        Assert.Equal(("", 200_003), (_said[1].ToString(), host.Count));
        _module.Turn.Do(() => _module.Multiplexed!.Channel(1)!.Break(TimeSpan.FromMilliseconds(100)));
        Assert.Equal("\r\nOK\r\n", _said[1].ToString());
    }

    [Fact]
    public void It_ends_with_the_line_of_its_port()
    {
        var running = _module.Module.Running!;
        _module.Turn.Do(() => _module.PortOf(1).Ended(LinkEnd.Reset));
        Assert.False(running.Multiplexer.IsOn);
        Assert.All(running.Instances, i => Assert.Equal(Owner.LocalPort, i.User.Owner));
    }

    [Fact]
    public void Dtr_of_a_channel_is_that_of_its_terminal()
    {
        var instance = _module.Module.Running!.Instance(2);
        Assert.Equal(PortLines.OfTerminal, instance.TerminalLines);
        _module.Turn.Do(() => _module.Multiplexed!.Channel(2)!.Show(PortLines.Rts));
        Assert.Equal(PortLines.Rts, instance.TerminalLines);
        Assert.Equal(PortLines.OfTerminal, _module.Module.Running.Instance(1).TerminalLines);
    }

    [Fact]
    public void A_terminal_that_does_not_read_stops_its_own_channel_alone()
    {
        _module.Turn.Do(() => _module.Multiplexed!.Channel(1)!.Paused = true);
        for (var i = 0; i < 300; i++) Type(1, "AT+CLAC");
        Assert.Empty(_said[1].ToString());
        Assert.True(_module.Module.Running!.Instance(1).User.Congested);
        Type(2, "AT");
        Assert.Equal("\r\nOK\r\n", _said[2].ToString());
        _module.Turn.Do(() => _module.Multiplexed!.Channel(1)!.Paused = false);
        _module.Turn.Wait(TimeSpan.FromSeconds(60));
        Assert.Equal(300, _said[1].ToString().Split("\r\nOK\r\n").Length - 1);
    }

    /// <summary>+IPR is of the port: while channels are on it, its speed stays, and counts when they are gone.</summary>
    [Fact]
    public void The_speed_of_the_port_stays_while_it_runs()
    {
        var rates = new List<int>();
        _module.PortOf(1).SetRate = rates.Add;
        Type(1, "AT+IPR=9600");
        Type(2, "AT+IPR=19200");
        Assert.EndsWith("OK\r\n", _said[1].ToString(), StringComparison.Ordinal);
        Assert.Empty(rates);
        _module.Turn.Do(() => _module.PortOf(1).LinesChanged(PortLines.Rts));
        Assert.Equal([9600], rates);
    }

    private void Type(int channel, string line) => _module.Turn.Do(() => _module.Type(channel, Encoding.Latin1.GetBytes(line + "\r")));

    private sealed class Sink : ILinkReceiver
    {
        public ILink? Link { get; private set; }
        public int Count { get; private set; }

        public Sink At(ILink link)
        {
            Link = link;
            return this;
        }

        public void Received(ReadOnlySpan<byte> octets) => Count += octets.Length;

        public void Drained() { }

        public void Ended(LinkEnd how) { }
    }
}
