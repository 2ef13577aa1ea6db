using System.Text;
using AtRun.Module.Worlds;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>What a dialogue cannot bring about: a network that refuses, or does not answer.</summary>
public sealed class ContextServiceTests
{
    private readonly SimulatedModule _module = new();
    private readonly StringBuilder[] _said = [new(), new(), new(), new()];

    public ContextServiceTests()
    {
        for (var i = 1; i <= 3; i++)
        {
            var said = _said[i];
            _module.Said[i] = octets => said.Append(Encoding.Latin1.GetString(octets));
        }
        _module.Start();
        Assert.Equal("OK", Ask("AT+CMEE=1;#CMEEMODE=1"));
        Assert.Equal("OK", Ask("AT+CGDCONT=1,\"IP\",\"apn\""));
    }

    [Fact]
    public void The_error_of_the_network_is_the_answer()
    {
        _module.PacketNetwork.Refuse("apn");
        Assert.Equal("+CME ERROR: 567", Ask("AT#SGACT=1,1"));
        Assert.Equal("+CME ERROR: 567", Ask("AT+CGACT=1,1"));
        _module.PacketNetwork.Admit("apn");
        Assert.Equal("#SGACT: 127.10.0.1|OK", Ask("AT#SGACT=1,1"));
    }

    [Fact]
    public void User_and_password_go_to_the_network_unless_authentication_is_off()
    {
        _module.PacketNetwork.Require("apn", "EASY GPRS", "secret");
        Assert.Equal("+CME ERROR: 149", Ask("AT#SGACT=1,1"));
        Assert.Equal("OK", Ask("AT#SGACTAUTH=0"));
        Assert.Equal("+CME ERROR: 149", Ask("AT#SGACT=1,1,\"EASY GPRS\",\"secret\""));
        Assert.Equal("OK", Ask("AT#SGACTAUTH=2"));
        Assert.Equal("#SGACT: 127.10.0.1|OK", Ask("AT#SGACT=1,1,\"EASY GPRS\",\"secret\""));
    }

    [Fact]
    public void Automatic_activation_tries_as_often_and_waits_as_long_as_it_is_set()
    {
        _module.PacketNetwork.Refuse("apn");
        Assert.Equal("OK", Ask("AT#SGACTCFG=1,3,200,1"));
        // At 0 s and 200 s in vain.
        Wait(380);
        Assert.Empty(_module.Packet.Active);
        _module.PacketNetwork.Admit("apn");
        Wait(15);
        Assert.Empty(_module.Packet.Active);
        Wait(15);
        Assert.Equal("#SGACT: 127.10.0.1", Said(1));
    }

    [Fact]
    public void Automatic_activation_gives_up_after_its_last_attempt_until_the_next_attach()
    {
        _module.PacketNetwork.Refuse("apn");
        Assert.Equal("OK", Ask("AT#SGACTCFG=1,2,180,1"));
        Wait(200);
        _module.PacketNetwork.Admit("apn");
        Wait(3600);
        Assert.Empty(_module.Packet.Active);
        Assert.Equal("OK", Ask("AT+CGATT=0;+CGATT=1"));
        Wait(5);
        Assert.Equal("#SGACT: 127.10.0.1", Said(1));
    }

    [Fact]
    public void A_deactivation_by_the_user_ends_the_attempts()
    {
        _module.PacketNetwork.Refuse("apn");
        Assert.Equal("OK", Ask("AT#SGACTCFG=1,15,180,1"));
        Wait(10);
        Assert.Equal("OK", Ask("AT#SGACT=1,0"));
        _module.PacketNetwork.Admit("apn");
        Wait(3600);
        Assert.Empty(_module.Packet.Active);
        Assert.Equal("", Said(1));
    }

    [Fact]
    public void Two_instances_that_activate_one_context_wait_for_each_other()
    {
        Type(1, "AT#SGACT=1,1");
        Type(2, "AT#SGACT=1,1");
        Wait(10);
        Assert.Equal("#SGACT: 127.10.0.1|OK", Said(1));
        Assert.Equal("ERROR", Said(2));
        Type(1, "AT#SGACT=1,0;#SGACT=1,1");
        Type(2, "AT#SGACT=1,0");
        Wait(10);
        Assert.Equal("#SGACT: 127.10.0.1|OK", Said(1));
        Assert.Equal("OK", Said(2));
        Assert.Empty(_module.Packet.Active);
    }

    [Fact]
    public void The_network_that_takes_nobody_is_asked_again_after_a_while()
    {
        Assert.Equal("OK", Ask("AT+CGATT=0"));
        _module.PacketNetwork.TakesModules = false;
        Assert.Equal("+CME ERROR: 107", Ask("AT+CGATT=1"));
        _module.PacketNetwork.TakesModules = true;
        Wait(14);
        Assert.Equal("+CGATT: 0|OK", Ask("AT+CGATT?"));
        Wait(4);
        Assert.Equal("+CGATT: 1|OK", Ask("AT+CGATT?"));
    }

    [Fact]
    public void The_power_may_go_while_a_context_is_activated()
    {
        Type(1, "AT#SGACT=1,1");
        _module.Turn.Do(_module.PowerCycle);
        Wait(30);
        Assert.Equal("", Said(1));
        Assert.Empty(_module.Packet.Active);
        Assert.Empty(_module.Log.Errors);
    }

    [Fact]
    public void The_list_of_commands_does_not_name_the_urcmode()
    {
        var list = Ask("AT+CLAC").Split('|');
        Assert.Contains("AT#SGACTCFG", list);
        Assert.DoesNotContain(list, name => name.Contains(':', StringComparison.Ordinal));
    }

    [Fact]
    public void A_network_that_does_not_answer_is_given_150_seconds()
    {
        var silent = new SilentService(_module.Packet);
        using var world = new SilentWorld(_module, silent);
        world.Type("AT+CMEE=1;+CGDCONT=1,\"IP\",\"apn\";#SGACT=1,1");
        Wait(140);
        Assert.DoesNotContain("ERROR", world.Said, StringComparison.Ordinal);
        Wait(20);
        Assert.EndsWith("\r\n+CME ERROR: 555\r\n", world.Said, StringComparison.Ordinal);
    }

    private string Ask(string line)
    {
        Type(1, line);
        Assert.True(_module.Turn.WaitUntil(() => IsAnswered(_said[1].ToString()), TimeSpan.FromSeconds(200)), "no answer to " + line);
        return Said(1);
    }

    private static bool IsAnswered(string said) => said.EndsWith("OK\r\n", StringComparison.Ordinal) || said.Contains("ERROR", StringComparison.Ordinal);

    private void Type(int instance, string line) => _module.Turn.Do(() => _module.Type(instance, Encoding.Latin1.GetBytes(line + "\r")));

    private void Wait(int seconds) => _module.Turn.Wait(TimeSpan.FromSeconds(seconds));

    /// <summary>The lines that the instance said since it was asked last.</summary>
    private string Said(int instance)
    {
        var lines = _said[instance].ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        _said[instance].Clear();
        return string.Join('|', lines);
    }

    private sealed class SilentService(IPacketService real) : IPacketService
    {
        public bool CarriesMessages => real.CarriesMessages;

        public event Action? Detached
        {
            add => real.Detached += value;
            remove => real.Detached -= value;
        }

        public event Action<int>? Deactivated
        {
            add => real.Deactivated += value;
            remove => real.Deactivated -= value;
        }

        public ValueTask<bool> Attach(CancellationToken stop) => real.Attach(stop);

        public void Detach() => real.Detach();

        public async ValueTask<ContextAnswer> Activate(ContextRequest request, CancellationToken stop)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            return default;
        }

        public void Deactivate(int cid) => real.Deactivate(cid);

        public ValueTask<QualityOfService?> Modify(int cid, QualityOfService quality, CancellationToken stop) => real.Modify(cid, quality, stop);
    }

    /// <summary>A second module beside the first one, with another packet service.</summary>
    private sealed class SilentWorld : IDisposable
    {
        private readonly SimulatedModule _first;
        private readonly AtRun.Module.CellularModule _second;
        private readonly AtRun.Module.Instances.LocalPort _port;
        private readonly StringBuilder _said = new();

        public SilentWorld(SimulatedModule first, IPacketService packet)
        {
            _first = first;
            first.Turn.Do(first.Module.PowerOff);
            _second = new(first.Module.World with { Packet = packet }, first.Module.Product, first.Module.Imei);
            _port = _second.AddPort();
            _port.Link = new Terminal(_said);
            first.Turn.Do(_second.PowerOn);
            first.Turn.Wait(TimeSpan.FromSeconds(20));
        }

        public string Said => _said.ToString();

        public void Type(string line) => _first.Turn.Do(() => _port.Received(Encoding.Latin1.GetBytes(line + "\r")));

        public void Dispose() => _first.Turn.Do(_second.PowerOff);
    }

    private sealed class Terminal(StringBuilder said) : AtRun.Protocol.Links.ILink
    {
        public int Unsent => 0;

        public bool Paused { get; set; }

        public void Send(ReadOnlySpan<byte> octets) => said.Append(Encoding.Latin1.GetString(octets));

        public void Close() { }
    }
}
