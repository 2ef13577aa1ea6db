using System.Net;
using AtRun.Module.Worlds;
using AtRun.Protocol.Results;
using AtRun.Simulation;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Simulation;

public sealed class PacketNetworkTests
{
    private readonly TestTurn _turn = new();
    private readonly Random _random = new(1);

    [Fact]
    public void Addresses_are_handed_out_in_order_over_all_modules()
    {
        var network = new PacketNetwork();
        var (one, other) = (Attached(network), Attached(network));
        Assert.Equal("127.10.0.1", Activate(one, 1));
        Assert.Equal("127.10.0.2", Activate(other, 1));
        Assert.Equal("127.10.0.3", Activate(one, 2));
    }

    [Fact]
    public void A_context_gets_its_former_address_again()
    {
        var network = new PacketNetwork();
        var (one, other) = (Attached(network), Attached(network));
        Activate(one, 1);
        one.Deactivate(1);
        Assert.Equal("127.10.0.2", Activate(other, 1));
        Assert.Equal("127.10.0.1", Activate(one, 1));
    }

    [Fact]
    public void What_was_given_back_is_handed_out_once_the_pool_is_used_up()
    {
        // A network of eight addresses has six for modules; each module has one of its own.
        var network = new PacketNetwork(IPNetwork.Parse("10.0.0.0/29"));
        var (one, other) = (Attached(network), Attached(network));
        Assert.Equal(["10.0.0.1", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6"], Enumerable.Range(1, 5).Select(cid => Activate(one, cid)));
        Assert.Equal("10.0.0.2", Activate(other, 1));
        Assert.Equal("134", Activate(other, 2));
        one.Deactivate(3);
        one.Deactivate(2);
        Assert.Equal("10.0.0.4", Activate(other, 2));
        Assert.Equal("10.0.0.3", Activate(one, 2));
        Assert.Equal("134", Activate(one, 3));
    }

    [Theory]
    [InlineData("127.10.9.9", "127.10.9.9")]
    [InlineData("127.11.0.1", "127.10.0.2")]
    [InlineData("127.10.0.0", "127.10.0.2")]
    [InlineData("127.10.255.255", "127.10.0.2")]
    [InlineData("127.10.0.1", "127.10.0.2")]
    [InlineData("nonsense", "127.10.0.2")]
    public void An_address_that_is_asked_for_is_given_if_it_is_of_the_pool_and_free(string wanted, string given)
    {
        var network = new PacketNetwork();
        Activate(Attached(network), 1);
        Assert.Equal(given, Activate(Attached(network), 1, address: wanted));
    }

    [Fact]
    public void A_fixed_address_in_use_is_passed_over()
    {
        var network = new PacketNetwork();
        Activate(Attached(network), 1, address: "127.10.0.1");
        Assert.Equal("127.10.0.2", Activate(Attached(network), 1));
    }

    [Fact]
    public void Access_points_are_refused_and_admitted()
    {
        var network = new PacketNetwork();
        var module = Attached(network);
        network.Refuse("closed");
        Assert.Equal("567", Activate(module, 1, apn: "Closed"));
        network.Refuse("closed", CmeError.ServiceOptionNotSubscribed);
        Assert.Equal("133", Activate(module, 1, apn: "closed"));
        network.Admit("closed");
        Assert.Equal("127.10.0.1", Activate(module, 1, apn: "closed"));
    }

    [Fact]
    public void An_access_point_may_ask_for_a_user()
    {
        var network = new PacketNetwork();
        network.Require("corporate", "user", "secret");
        var module = Attached(network);
        Assert.Equal("149", Activate(module, 1, apn: "corporate"));
        Assert.Equal("149", Activate(module, 1, apn: "corporate", user: "user", password: "Secret"));
        Assert.Equal("127.10.0.1", Activate(module, 1, apn: "corporate", user: "user", password: "secret"));
    }

    [Fact]
    public void Nothing_is_activated_without_attach()
    {
        var network = new PacketNetwork();
        Assert.Equal("148", Activate(network.Join(_turn.Time, _random), 1));
        network.TakesModules = false;
        Assert.False(Attached(network).IsAttached);
    }

    [Fact]
    public void Detaching_gives_the_addresses_back()
    {
        var network = new PacketNetwork(IPNetwork.Parse("10.0.0.4/30"));
        var (one, other) = (Attached(network), Attached(network));
        Activate(one, 1);
        Activate(other, 1);
        Assert.Equal("134", Activate(other, 2));
        one.Detach();
        Assert.Empty(one.Active);
        Assert.Equal("10.0.0.5", Activate(other, 2));
    }

    [Fact]
    public void The_network_drops_active_contexts_and_tells()
    {
        var network = new PacketNetwork();
        var module = Attached(network);
        var dropped = new List<int>();
        module.Deactivated += dropped.Add;
        network.Drop(module, 1);
        Assert.Empty(dropped);
        Activate(module, 1);
        network.Drop(module, 1);
        Assert.Equal([1], dropped);
        Assert.Empty(module.Active);
        Assert.Equal("127.10.0.1", Activate(module, 1));
    }

    [Fact]
    public void What_is_given_up_meanwhile_takes_no_address()
    {
        var network = new PacketNetwork();
        var module = Attached(network);
        using var stop = new CancellationTokenSource();
        ValueTask<ContextAnswer> activation = default;
        _turn.Do(() => activation = module.Activate(new(1, "", "", ContextAuthentication.None, "", ""), stop.Token));
        _turn.Do(stop.Cancel);
        Assert.True(activation.IsCanceled);
        Assert.Empty(module.Active);
        Assert.Equal("127.10.0.1", Activate(module, 1));
    }

    [Fact]
    public void Each_module_has_an_address_of_its_own()
    {
        var network = new PacketNetwork();
        var (one, other) = (Attached(network), Attached(network));
        Assert.Equal("127.10.0.2", Activate(other, 3));
        Assert.Equal("127.10.0.1", Activate(one, 1));
        Assert.Equal("127.10.0.3", Activate(other, 1));
    }

    private PacketService Attached(PacketNetwork network)
    {
        var module = network.Join(_turn.Time, _random);
        ValueTask<bool> attach = default;
        _turn.Do(() => attach = module.Attach(default));
        Assert.False(attach.IsCompleted);
        _turn.Wait(PacketService.AttachTime);
        Assert.Equal(network.TakesModules, attach.Result);
        return module;
    }

    /// <summary>The address, or the number of the error.</summary>
    private string Activate(PacketService module, int cid, string apn = "internet", string address = "", string user = "", string password = "")
    {
        ValueTask<ContextAnswer> activation = default;
        _turn.Do(() => activation = module.Activate(new(cid, apn, address, ContextAuthentication.Pap, user, password), default));
        _turn.Wait(PacketService.ShortestActivation - TimeSpan.FromMilliseconds(1));
        Assert.False(activation.IsCompleted);
        _turn.Wait(PacketService.LongestActivation);
        var (given, refusal) = activation.Result;
        Assert.True(given is null != refusal is null);
        return given?.ToString() ?? $"{refusal!.Number}";
    }
}
