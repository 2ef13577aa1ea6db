using System.Net;
using System.Net.Sockets;
using System.Text;
using AtRun.Protocol.Links;
using AtRun.Simulation;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtRun.Tests.Simulation;

public sealed class MemoryInternetTests
{
    private static readonly IPEndPoint Here = new(IPAddress.Parse("127.10.0.1"), 1024);
    private static readonly IPEndPoint There = new(IPAddress.Loopback, 0);

    private readonly Queue<Action> _steps = new();
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryInternet _internet;
    private readonly Receiver _module = new();
    private readonly Receiver _client = new();
    private ILink? _offered;

    public MemoryInternetTests() => _internet = new(_steps.Enqueue, _time);

    private sealed class Receiver : ILinkReceiver
    {
        public List<string> Told { get; } = [];

        void ILinkReceiver.Received(ReadOnlySpan<byte> octets) => Told.Add(Encoding.Latin1.GetString(octets));

        void ILinkReceiver.Drained() => Told.Add("(drained)");

        void ILinkReceiver.Ended(LinkEnd how) => Told.Add($"({how})");
    }

    [Fact]
    public void Octets_go_both_ways_in_order()
    {
        var client = Connect();
        client.Send("one"u8);
        client.Send("two"u8);
        _offered!.Send("answer"u8);
        Assert.Empty(_module.Told);
        Run();
        Assert.Equal(["one", "two"], _module.Told);
        Assert.Equal(["answer"], _client.Told);
    }

    [Fact]
    public void Deliveries_are_cut_as_asked()
    {
        _internet.Cut = _ => 1;
        Connect().Send("abc"u8);
        Run();
        Assert.Equal(["a", "b", "c"], _module.Told);
        _internet.Cut = waiting => waiting - 1;
        _offered!.Send("xyz"u8);
        _offered.Send("!"u8);
        Run();
        Assert.Equal(["xy", "z", "!"], _client.Told);
    }

    [Fact]
    public void Each_connection_comes_from_a_port_of_its_own()
    {
        var peers = new List<IPEndPoint>();
        _internet.Listen(Here, (_, peer) =>
        {
            peers.Add(peer);
            return _module;
        });
        _internet.Connect(There, Here, _client);
        _internet.Connect(There, Here, _client);
        _internet.Connect(new(IPAddress.Loopback, 7), Here, _client);
        Run();
        Assert.Equal(["127.0.0.1:49152", "127.0.0.1:49153", "127.0.0.1:7"], peers.Select(p => p.ToString()));
    }

    [Fact]
    public void A_port_is_had_once()
    {
        var first = _internet.Listen(Here, (_, _) => null);
        Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(() => _internet.Listen(Here, (_, _) => null)).SocketErrorCode);
        first.Dispose();
        var second = _internet.Listen(Here, (_, _) => null);
        first.Dispose();
        Assert.Equal([Here], _internet.Listening);
        second.Dispose();
        Assert.Empty(_internet.Listening);
    }

    [Fact]
    public void Nobody_listens() => Assert.Null(_internet.Connect(There, Here, _client));

    [Fact]
    public void Who_is_refused_is_told_the_end_alone()
    {
        _internet.Listen(Here, (_, _) => null);
        _internet.Connect(There, Here, _client);
        Run();
        Assert.Equal(["(Finished)"], _client.Told);
    }

    [Fact]
    public void Who_comes_when_the_listener_has_gone_is_reset()
    {
        var listener = _internet.Listen(Here, (_, _) => _module);
        _internet.Connect(There, Here, _client);
        listener.Dispose();
        Run();
        Assert.Equal(["(Reset)"], _client.Told);
    }

    [Fact]
    public void What_was_sent_before_the_end_arrives_before_it()
    {
        var client = Connect();
        client.Send("last words"u8);
        client.Close();
        client.Send("too late"u8);
        Run();
        Assert.Equal(["last words", "(Finished)"], _module.Told);
        Assert.Empty(_client.Told);
    }

    [Fact]
    public void A_reset_loses_what_is_on_its_way()
    {
        var client = Connect();
        client.Send("lost"u8);
        client.Reset();
        Run();
        Assert.Equal(["(Reset)"], _module.Told);
    }

    [Fact]
    public void Silence_tells_nobody()
    {
        var client = Connect();
        client.FallSilent();
        client.Send("x"u8);
        client.Close();
        _offered!.Send("y"u8);
        Run();
        Assert.Empty(_module.Told);
        Assert.Empty(_client.Told);
    }

    [Fact]
    public void A_paused_end_receives_nothing_until_it_goes_on()
    {
        var client = Connect();
        _offered!.Send("text"u8);
        client.Paused = true;
        _offered.Close();
        Run();
        Assert.Empty(_client.Told);
        client.Paused = false;
        Run();
        Assert.Equal(["text", "(Finished)"], _client.Told);
    }

    [Fact]
    public void Beyond_the_window_octets_are_unsent_until_the_peer_takes_them()
    {
        _internet.Window = 4;
        var client = Connect();
        _offered!.Paused = true;
        client.Send("1234"u8);
        Assert.Equal(0, client.Unsent);
        client.Send("567"u8);
        Assert.Equal(3, client.Unsent);
        _offered.Paused = false;
        Run();
        Assert.Equal(0, client.Unsent);
        Assert.Equal(["1234", "567"], _module.Told);
        Assert.Equal(["(drained)"], _client.Told);
    }

    private MemoryLink Connect()
    {
        _internet.Listen(Here, (link, _) =>
        {
            _offered = link;
            return _module;
        });
        var client = _internet.Connect(There, Here, _client);
        Run();
        Assert.NotNull(_offered);
        return client!;
    }

    private void Run()
    {
        while (_steps.TryDequeue(out var step)) step();
    }
}
