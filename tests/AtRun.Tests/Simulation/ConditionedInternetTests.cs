using System.Net;
using System.Net.Sockets;
using System.Text;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;
using AtRun.Simulation;
using AtRun.Simulation.Faults;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Simulation;

public sealed partial class ConditionedInternetTests
{
    private static readonly IPAddress Module = IPAddress.Parse("127.10.0.1");
    private static readonly IPEndPoint Host = IPEndPoint.Parse("10.0.0.1:4000");

    private readonly TestTurn _turn = new();
    private readonly MemoryInternet _inner;
    private readonly LinkConditions _way;
    private readonly ConditionedInternet _internet;
    private readonly Ear _module = new();
    private readonly Ear _host = new();
    private readonly List<SocketError> _connected = [];
    private MemoryLink? _far;
    private IConnection? _near;

    public ConditionedInternetTests()
    {
        _inner = new(_turn.Post, _turn.Time);
        _way = new(_turn.Time);
        _internet = new(_inner, _way, _turn.Post);
    }

    private sealed class Ear : ILinkReceiver
    {
        private readonly StringBuilder _heard = new();

        /// <summary>Told in the middle of what comes.</summary>
        public Action? Interrupted { get; set; }

        public string Heard => _heard.ToString();

        public void Received(ReadOnlySpan<byte> octets)
        {
            _heard.Append(Encoding.Latin1.GetString(octets));
            Interrupted?.Invoke();
        }

        public void Drained() => _heard.Append("(drained)");

        public void Ended(LinkEnd how) => _heard.Append($"({how})");
    }

    [Fact]
    public void A_clear_way_hands_on_what_it_is_given()
    {
        Connect();
        Assert.Equal(49152, _near!.Local.Port);
        Do(() => _near.Send("up"u8));
        Do(() => _far!.Send("down"u8));
        Do(_far!.Close);
        Assert.Equal(("up", "down(Finished)"), (_host.Heard, _module.Heard));
    }

    [Fact]
    public void While_packets_are_swallowed_nobody_hears_anything_and_then_all_of_it_in_order()
    {
        Connect();
        Do(_way.Swallow);
        Do(() => _near!.Send("one "u8));
        Do(() => _near!.Send("two"u8));
        Do(() => _far!.Send("back"u8));
        Do(_far!.Close);
        _turn.Wait(TimeSpan.FromHours(1));
        Assert.Equal(("", ""), (_host.Heard, _module.Heard));
        Assert.Equal(7, _near!.Unsent);
        Do(_way.Restore);
        Assert.Equal("back(drained)(Finished)", _module.Heard);
        Assert.Equal(0, _near.Unsent);
    }

    [Fact]
    public void What_the_module_closed_meanwhile_the_host_learns_later()
    {
        Connect();
        Do(_way.Swallow);
        Do(() => _near!.Send("last words"u8));
        Do(_near!.Close);
        Assert.Equal(0, _near.Unsent);
        _turn.Wait(TimeSpan.FromMinutes(10));
        Assert.Equal("", _host.Heard);
        Do(_way.Restore);
        Assert.Equal(("last words(Finished)", ""), (_host.Heard, _module.Heard));
    }

    [Fact]
    public void A_reset_is_told_later_and_loses_what_came_before_it()
    {
        Connect();
        Do(_way.Swallow);
        Do(() => _far!.Send("lost"u8));
        Do(_far!.Reset);
        Assert.Equal("", _module.Heard);
        Do(_way.Restore);
        Assert.Equal("(Reset)", _module.Heard);
    }

    [Fact]
    public void A_connection_comes_about_when_the_way_is_back()
    {
        Do(_way.Swallow);
        Connect();
        Do(() => _near!.Send("early"u8));
        _turn.Wait(TimeSpan.FromMinutes(1));
        Assert.Empty(_connected);
        Assert.Null(_far);
        Do(_way.Restore);
        Assert.Equal([SocketError.Success], _connected);
        Assert.Equal("early", _host.Heard);
    }

    [Fact]
    public void A_connection_that_was_given_up_does_not_come_about()
    {
        Do(_way.Swallow);
        Connect();
        Do(_near!.Close);
        Do(_way.Restore);
        Assert.Empty(_connected);
        Assert.Null(_far);
    }

    [Fact]
    public void Nobody_listens_there()
    {
        Do(() => _near = _internet.Connect(Module, Host, _ => _module, _connected.Add));
        Assert.Equal([SocketError.ConnectionRefused], _connected);
        Do(() => _near!.Send("x"u8));
        Do(_near!.Close);
        Assert.Equal("", _module.Heard);
    }

    [Fact]
    public void A_host_that_cannot_be_reached_is_told_of_and_a_silent_one_is_not()
    {
        Do(() => _way.Set(Host.Address, HostReach.Unreachable));
        Connect();
        _turn.Wait(LinkConditions.UnreachableAfter - TimeSpan.FromMilliseconds(50));
        Assert.Empty(_connected);
        _turn.Wait(TimeSpan.FromMilliseconds(50));
        Assert.Equal([SocketError.HostUnreachable], _connected);

        Do(() => _way.Set(null, HostReach.Silent));
        Do(() => _near = _internet.Connect(Module, Host, _ => _module, _connected.Add));
        _turn.Wait(TimeSpan.FromHours(1));
        Assert.Single(_connected);
        Do(() => _way.Set(Host.Address, HostReach.Reachable));
        Assert.Equal([SocketError.HostUnreachable, SocketError.Success], _connected);
    }

    [Fact]
    public void Who_connects_while_packets_are_swallowed_is_offered_later()
    {
        var offers = 0;
        _internet.Listen(new(Module, 1024), (link, _) =>
        {
            offers++;
            return _module;
        });
        Do(_way.Swallow);
        Do(() => _far = _inner.Connect(new(Host.Address, 0), new(Module, 1024), _host));
        Do(() => _far!.Send("hello"u8));
        Assert.Equal((0, ""), (offers, _module.Heard));
        Do(_way.Restore);
        Assert.Equal((1, "hello"), (offers, _module.Heard));
    }

    [Fact]
    public void Who_waits_to_be_offered_finds_nobody_when_the_listener_has_gone()
    {
        var listener = _internet.Listen(new(Module, 1024), (_, _) => throw new InvalidOperationException("offered"));
        Do(_way.Swallow);
        Do(() => _far = _inner.Connect(new(Host.Address, 0), new(Module, 1024), _host));
        Do(listener.Dispose);
        Do(_way.Restore);
        Assert.Equal("(Finished)", _host.Heard);
    }

    [Fact]
    public void Sixty_four_wait_to_be_offered_and_no_more()
    {
        _internet.Listen(new(Module, 1024), (_, _) => new Ear());
        Do(_way.Swallow);
        var ears = Enumerable.Range(0, 65).Select(_ => new Ear()).ToArray();
        foreach (var ear in ears) Do(() => _inner.Connect(new(Host.Address, 0), new(Module, 1024), ear));
        Assert.Equal("(Finished)", ears[64].Heard);
        Assert.All(ears[..64], e => Assert.Equal("", e.Heard));
    }

    [Theory]
    [InlineData(1000, 0, 1000)]
    [InlineData(1000, 500, 1500)]
    [InlineData(0, 500, 500)]
    public void A_slow_way_takes_its_time_in_both_directions(int rate, int latency, int milliseconds)
    {
        Connect();
        Do(() => _way.Slow(rate, TimeSpan.FromMilliseconds(latency)));
        var text = new string('x', 1000);
        Do(() => _near!.Send(Encoding.Latin1.GetBytes(text)));
        Do(() => _far!.Send(Encoding.Latin1.GetBytes(text)));
        _turn.Wait(TimeSpan.FromMilliseconds(milliseconds - 200));
        Assert.InRange(_host.Heard.Length, 0, 999);
        Assert.InRange(_module.Heard.Length, 0, 999);
        _turn.Wait(TimeSpan.FromMilliseconds(300));
        Assert.Equal((text, text), (_host.Heard, _module.Heard.Replace("(drained)", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Two_connections_share_a_slow_way()
    {
        Connect();
        var (one, other) = (_host, new Ear());
        IConnection second = null!;
        _inner.Listen(IPEndPoint.Parse("10.0.0.2:1"), (_, _) => other);
        Do(() => second = _internet.Connect(Module, IPEndPoint.Parse("10.0.0.2:1"), _ => new Ear(), _ => { }));
        Do(() => _way.Slow(800));
        Do(() => _near!.Send(new byte[800]));
        Do(() => second.Send(new byte[800]));
        _turn.Wait(TimeSpan.FromSeconds(1));
        Assert.InRange(one.Heard.Length, 300, 500);
        Assert.InRange(other.Heard.Length, 300, 500);
    }

    [Fact]
    public void A_pause_holds_what_has_come_over_a_slow_way()
    {
        Connect();
        Do(() => _way.Slow(8));
        Do(() => _far!.Send("0123456789"u8));
        _module.Interrupted = () => _near!.Paused = true;
        _turn.Wait(TimeSpan.FromSeconds(5));
        Assert.Equal("0", _module.Heard);
        _module.Interrupted = null;
        Do(_way.Restore);
        Assert.Equal("0", _module.Heard);
        Do(() => _near!.Paused = false);
        Assert.Equal("0123456789", _module.Heard);
    }

    [Fact]
    public void Datagrams_are_lost_late_or_there()
    {
        var (arrived, returned) = (new List<string>(), new List<string>());
        using var far = _inner.OpenDatagrams(Host, (octets, _) => arrived.Add(Encoding.Latin1.GetString(octets)));
        using var near = _internet.OpenDatagrams(new(Module, 0), (octets, _) => returned.Add(Encoding.Latin1.GetString(octets)));
        Do(() => near.Send("clear"u8, Host));
        Do(() => far.Send("answer"u8, near.Local));
        Do(_way.Swallow);
        Do(() => near.Send("lost"u8, Host));
        Do(() => far.Send("lost"u8, near.Local));
        Do(() => _way.Slow(100));
        Do(() => near.Send(new byte[100], Host));
        Do(() => far.Send("late"u8, near.Local));
        Assert.Equal(("clear", "answer"), (string.Join(' ', arrived), string.Join(' ', returned)));
        _turn.Wait(TimeSpan.FromSeconds(1.1));
        Assert.Equal((2, "answer late"), (arrived.Count, string.Join(' ', returned)));
        Do(() => _way.Set(Host.Address, HostReach.Silent));
        Do(() => near.Send("lost"u8, Host));
        _turn.Wait(TimeSpan.FromSeconds(10));
        Assert.Equal(2, arrived.Count);
    }

    [Fact]
    public void A_slow_way_keeps_no_more_datagrams_than_ten_seconds_carry()
    {
        var arrived = 0;
        using var far = _inner.OpenDatagrams(Host, (_, _) => arrived++);
        using var near = _internet.OpenDatagrams(new(Module, 0), (_, _) => { });
        Do(() => _way.Slow(100));
        for (var i = 0; i < 100; i++) Do(() => near.Send(new byte[100], Host));
        _turn.Wait(TimeSpan.FromMinutes(5));
        Assert.InRange(arrived, 10, 12);
    }

    [Fact]
    public void Names_and_echoes_wait_for_the_way_or_are_lost()
    {
        _inner.Names["www.example.org"] = Host.Address;
        _inner.EchoingHosts[Host.Address] = new(TimeSpan.FromMilliseconds(100), 60);
        Assert.Equal(Host.Address, Get(() => _internet.Resolve(Module, "www.example.org", [], default), TimeSpan.Zero));
        Assert.Equal(new EchoReply(TimeSpan.FromMilliseconds(100), 60), Ping(1));
        Do(() => _way.Slow(0, TimeSpan.FromMilliseconds(200)));
        Assert.Equal(new EchoReply(TimeSpan.FromMilliseconds(500), 60), Ping(1));
        Do(_way.Swallow);
        Assert.Null(Ping(1));
        var name = Start(() => _internet.Resolve(Module, "www.example.org", [], default));
        _turn.Wait(TimeSpan.FromMinutes(1));
        Assert.False(name.IsCompleted);
        Do(_way.Restore);
        Assert.Equal(Host.Address, Get(() => name, TimeSpan.Zero));
        Do(() => _way.Set(Host.Address, HostReach.Unreachable));
        Assert.Null(Ping(1));
        var silent = Start(() => _internet.Resolve(Module, "www.example.org", [Host.Address], default));
        _turn.Wait(TimeSpan.FromMinutes(1));
        Assert.False(silent.IsCompleted);
    }

    [Fact]
    public void What_is_given_up_ends_at_once()
    {
        using var stop = new CancellationTokenSource();
        Do(_way.Swallow);
        var (name, echo) = (Start(() => _internet.Resolve(Module, "x", [], stop.Token)), Start(() => _internet.Ping(Module, Host.Address, 32, 64, TimeSpan.FromSeconds(5), stop.Token)));
        Do(stop.Cancel);
        Assert.True(name.IsCanceled && echo.IsCanceled);
    }

    [Fact]
    public void A_module_answers_whom_it_likes_while_packets_come_through()
    {
        using (_internet.AnswerEchoes(Module, who => who.Equals(Host.Address)))
        {
            Assert.True(_inner.Echo(Host.Address, Module));
            Assert.False(_inner.Echo(IPAddress.Loopback, Module));
            Do(_way.Swallow);
            Assert.False(_inner.Echo(Host.Address, Module));
            Do(_way.Restore);
            Assert.True(_inner.Echo(Host.Address, Module));
        }
        Assert.False(_inner.Echo(Host.Address, Module));
    }

    private void Connect()
    {
        _inner.Listen(Host, (link, _) =>
        {
            _far = (MemoryLink)link;
            return _host;
        });
        Do(() => _near = _internet.Connect(Module, Host, _ => _module, _connected.Add));
    }

    private void Do(Action what) => _turn.Do(what);

    private EchoReply? Ping(int seconds) => Get(() => _internet.Ping(Module, Host.Address, 32, 64, TimeSpan.FromSeconds(seconds), default), TimeSpan.FromSeconds(seconds));

    private ValueTask<T> Start<T>(Func<ValueTask<T>> what)
    {
        ValueTask<T> task = default;
        Do(() => task = what());
        return task;
    }

    private T Get<T>(Func<ValueTask<T>> what, TimeSpan within)
    {
        var task = Start(what);
        _turn.Wait(within);
        Assert.True(task.IsCompleted);
        return task.Result;
    }
}
