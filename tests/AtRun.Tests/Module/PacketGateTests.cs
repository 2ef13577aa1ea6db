using System.Net;
using System.Net.Sockets;
using System.Text;
using AtRun.Module.Ip;
using AtRun.Protocol.Links;
using AtRun.Simulation;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>Connections of a module whose packet service is suspended for a while (TCP-24).</summary>
public sealed class PacketGateTests
{
    private static readonly IPEndPoint Here = new(IPAddress.Parse("127.10.0.1"), 1024);
    private static readonly IPEndPoint There = new(IPAddress.Parse("127.0.0.1"), 2000);

    private readonly TestTurn _turn = new();
    private readonly MemoryInternet _internet;
    private readonly PacketGate _gate;
    private readonly Side _module = new();
    private readonly Side _peer = new();

    public PacketGateTests()
    {
        _internet = new(_turn.Post, _turn.Time);
        _gate = new(_internet, _turn.Time);
    }

    private sealed class Side : ILinkReceiver
    {
        public ILink? Link { get; set; }

        public StringBuilder Told { get; } = new();

        void ILinkReceiver.Received(ReadOnlySpan<byte> octets) => Told.Append(Encoding.Latin1.GetString(octets));

        void ILinkReceiver.Drained() => Told.Append("(drained)");

        void ILinkReceiver.Ended(LinkEnd how) => Told.Append(how);
    }

    /// <summary>The module listens, and a peer connects.</summary>
    private void Listen(bool refuses = false)
    {
        _gate.Listen(Here, (link, _) =>
        {
            _module.Link = link;
            _module.Told.Append("(offered)");
            return refuses ? null : _module;
        });
        Do(() => _peer.Link = _internet.Connect(There, Here, _peer));
    }

    private void Do(Action what) => _turn.Do(what);

    [Fact]
    public void What_either_side_sends_waits_and_comes_whole()
    {
        Listen();
        var suspended = _gate.Suspend();
        Do(() => _module.Link!.Send("answer"u8));
        Do(() => _peer.Link!.Send("question"u8));
        Assert.Equal(("(offered)", ""), (_module.Told.ToString(), _peer.Told.ToString()));
        Assert.Equal(6, _module.Link!.Unsent);
        Do(suspended.Dispose);
        Do(suspended.Dispose);
        Assert.Equal(("(offered)(drained)question", "answer"), (_module.Told.ToString(), _peer.Told.ToString()));
        Assert.Equal(0, _module.Link.Unsent);
    }

    [Fact]
    public void Of_two_suspensions_the_later_end_counts()
    {
        Listen();
        var (first, second) = (_gate.Suspend(), _gate.Suspend());
        Do(() => _module.Link!.Send("x"u8));
        Do(first.Dispose);
        Assert.True(_gate.IsSuspended);
        Assert.Equal("", _peer.Told.ToString());
        Do(second.Dispose);
        Assert.False(_gate.IsSuspended);
        Assert.Equal("x", _peer.Told.ToString());
    }

    [Fact]
    public void A_link_that_its_user_paused_stays_paused()
    {
        Listen();
        _module.Link!.Paused = true;
        var suspended = _gate.Suspend();
        Do(() => _peer.Link!.Send("x"u8));
        Do(suspended.Dispose);
        Assert.Equal("(offered)", _module.Told.ToString());
        Do(() => _module.Link.Paused = false);
        Assert.Equal("(offered)x", _module.Told.ToString());
    }

    [Fact]
    public void Closed_meanwhile_it_still_sends_what_it_has_and_hears_nothing()
    {
        Listen();
        var suspended = _gate.Suspend();
        Do(() => _module.Link!.Send("last"u8));
        Do(_module.Link!.Close);
        Do(() => _peer.Link!.Send("late"u8));
        Assert.Equal("", _peer.Told.ToString());
        Do(suspended.Dispose);
        Assert.Equal(("(offered)", "lastFinished"), (_module.Told.ToString(), _peer.Told.ToString()));
    }

    [Fact]
    public void The_end_of_a_connection_is_told_afterwards()
    {
        Listen();
        var suspended = _gate.Suspend();
        Do(_peer.Link!.Close);
        Assert.Equal("(offered)", _module.Told.ToString());
        Do(suspended.Dispose);
        Assert.Equal("(offered)Finished", _module.Told.ToString());
    }

    [Theory]
    [InlineData(false, "(offered)hello")]
    [InlineData(true, "(offered)")]
    public void Who_connects_meanwhile_is_offered_afterwards(bool refuses, string told)
    {
        var suspended = _gate.Suspend();
        Listen(refuses);
        Do(() => _peer.Link!.Send("hello"u8));
        Assert.Equal("", _module.Told.ToString());
        Do(suspended.Dispose);
        Assert.Equal(told, _module.Told.ToString());
        Assert.Equal(refuses ? "Finished" : "", _peer.Told.ToString());
    }

    [Fact]
    public void Connecting_waits_and_what_was_sent_goes_first()
    {
        _internet.Listen(There, (link, _) =>
        {
            _peer.Link = link;
            return _peer;
        });
        var suspended = _gate.Suspend();
        var outcome = new List<SocketError>();
        Do(() => _module.Link = _gate.Connect(Here.Address, There, _ => _module, outcome.Add));
        Do(() => _module.Link!.Send("first"u8));
        _turn.Wait(TimeSpan.FromSeconds(5));
        Assert.Null(_peer.Link);
        Assert.Empty(outcome);
        Do(suspended.Dispose);
        _turn.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal([SocketError.Success], outcome);
        Assert.Equal("first", _peer.Told.ToString());
    }

    [Fact]
    public void Given_up_meanwhile_nobody_is_connected()
    {
        var offered = 0;
        _internet.Listen(There, (_, _) =>
        {
            offered++;
            return _peer;
        });
        var suspended = _gate.Suspend();
        Do(() => _module.Link = _gate.Connect(Here.Address, There, _ => _module, _ => Assert.Fail("nobody is told")));
        Do(_module.Link!.Close);
        Do(suspended.Dispose);
        _turn.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(0, offered);
    }

    [Fact]
    public void Datagrams_are_lost()
    {
        var (here, there) = (new List<string>(), new List<string>());
        var remote = _internet.OpenDatagrams(There, (octets, _) => there.Add(Encoding.Latin1.GetString(octets)));
        var local = _gate.OpenDatagrams(Here, (octets, _) => here.Add(Encoding.Latin1.GetString(octets)));
        var suspended = _gate.Suspend();
        Do(() => local.Send("a"u8, There));
        Do(() => remote.Send("b"u8, Here));
        _turn.Wait(TimeSpan.FromSeconds(1));
        Do(suspended.Dispose);
        Do(() => local.Send("c"u8, There));
        Do(() => remote.Send("d"u8, Here));
        _turn.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal("d c", $"{string.Join(',', here)} {string.Join(',', there)}");
    }

    [Fact]
    public void Power_off_drops_what_waits()
    {
        Listen();
        var suspended = _gate.Suspend();
        Do(() => _module.Link!.Send("lost"u8));
        Do(_gate.End);
        Do(_module.Link!.Close);
        Do(suspended.Dispose);
        Assert.Equal("Finished", _peer.Told.ToString());
    }

    [Fact]
    public void Names_and_echoes_wait()
    {
        _internet.AnswerEchoes(There.Address, _ => true);
        var suspended = _gate.Suspend();
        var asked = _gate.Opened(default);
        AtRun.Module.Worlds.EchoReply? reply = default(AtRun.Module.Worlds.EchoReply);
        Do(async () => reply = await _gate.Ping(Here.Address, There.Address, 32, 128, TimeSpan.FromSeconds(2), default));
        _turn.Wait(TimeSpan.FromSeconds(3));
        Assert.Null(reply);
        Assert.False(asked.IsCompleted);
        Do(suspended.Dispose);
        Assert.True(asked.IsCompletedSuccessfully);
    }
}
