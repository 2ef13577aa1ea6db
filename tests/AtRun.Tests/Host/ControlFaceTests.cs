using System.Net;
using System.Text;
using System.Text.Json;
using AtRun.Host;
using AtRun.Host.Control;
using AtRun.Module.Worlds;
using AtRun.Simulation.Faults;
using AtRun.Tests.Support;
using AtRun.Tests.Transport;
using Xunit;

namespace AtRun.Tests.Host;

/// <summary>The control socket of a simulation, at its socket.</summary>
public sealed class ControlFaceTests : IDisposable
{
    private static readonly string[] SetUp = ["AT+CGDCONT=1,\"IP\",\"internet\"", "AT#SGACTCFG=1,1"];

    private readonly Folder _folder = new();
    private readonly LoopThread _loop = new(speed: 50);
    private readonly TestLog _log = new();
    private Simulator? _simulator;

    private string Path => _folder.File("control");

    public void Dispose()
    {
        if (_simulator is { } simulator) _loop.Do(simulator.Dispose);
        _loop.Dispose();
        Assert.False(File.Exists(Path), "the socket is left behind");
        _folder.Dispose();
        Assert.Empty(_log.Errors);
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void Only_its_user_may_open_it()
    {
        Start();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Fact]
    public void The_status_says_how_a_module_is()
    {
        Start();
        using var control = new ControlClient(Path);
        var module = Until(control, m => m.GetProperty("contexts").GetArrayLength() == 1);
        Assert.Equal("356938035643809", module.GetProperty("imei").GetString());
        Assert.Equal("Home", module.GetProperty("registration").GetString());
        Assert.Equal("Ready", module.GetProperty("sim").GetString());
        Assert.True(module.GetProperty("attached").GetBoolean());
        Assert.Equal("127.27.200.1", module.GetProperty("contexts")[0].GetProperty("address").GetString());
        Assert.Equal(["LocalPort", "LocalPort", "Nobody"], module.GetProperty("instances").EnumerateArray().Select(i => i.GetProperty("owner").GetString()));
    }

    [Fact]
    public void A_context_that_the_network_drops_comes_back()
    {
        Start();
        using var control = new ControlClient(Path);
        Until(control, m => m.GetProperty("contexts").GetArrayLength() == 1);
        Assert.Equal("it is: context drop [CID]", control.Refused("context drop 1 2"));
        Assert.Equal("context 2 is not active", control.Refused("context drop 2"));
        Assert.Equal("a context is a number from 1 to 5", control.Refused("context drop -1"));
        control.Done("context drop 1");
        Assert.Equal("no context is active", control.Refused("context drop"));
        Until(control, m => m.GetProperty("contexts").GetArrayLength() == 1);
        control.Done("CONTEXT DROP");
    }

    [Fact]
    public void Network_SIM_and_power_go_and_come()
    {
        Start();
        using var control = new ControlClient(Path);
        Until(control, m => m.GetProperty("attached").GetBoolean());
        control.Done("network drop");
        Until(control, m => m.GetProperty("registration").GetString() == "Searching" && !m.GetProperty("attached").GetBoolean());
        control.Done("network back");
        Until(control, m => m.GetProperty("attached").GetBoolean());
        control.Done("sim remove");
        Until(control, m => m.GetProperty("sim").GetString() == "NotInserted");
        control.Done("sim insert");
        Until(control, m => m.GetProperty("attached").GetBoolean());
        control.Done("power off");
        Until(control, m => !m.GetProperty("on").GetBoolean());
        control.Done("power on");
        Until(control, m => m.GetProperty("on").GetBoolean());
        control.Done("power cycle");
        Until(control, m => !m.GetProperty("on").GetBoolean());
        Until(control, m => m.GetProperty("on").GetBoolean());
        // Whoever switches it off while it starts has the last word.
        control.Done("power cycle");
        control.Done("power off");
        _loop.Do(() => { });
        Assert.False(control.Module().GetProperty("on").GetBoolean());
    }

    [Fact]
    public void The_board_is_driven()
    {
        Start();
        using var control = new ControlClient(Path);
        control.Done("pin 3 1");
        Assert.True(OnBoard(b => b.LevelOf(3)));
        control.Done("pin 3 free");
        Assert.Null(OnBoard(b => b.LevelOf(3)));
        control.Done("battery 3456");
        Assert.Equal(345, OnBoard(b => b.Supply));
        Assert.Equal("a level is 0, 1 or free", control.Refused("pin 3 high"));
        Assert.Equal("a pin is a number from 1 to 10", control.Refused("pin 0 1"));
        control.Done("adc 1 1200");
        Assert.Equal(1200, OnBoard(b => b.VoltageOf(1)));
        Assert.Equal("a voltage is a number from 0 to 5000", control.Refused("adc 1 5001"));
        control.Done("dtr 2 0");
        Assert.False(OnBoard(b => b.DtrOf(2)));
        Assert.Equal("a port is a number from 1 to 2", control.Refused("dtr 3 0"));
        control.Done("call ring");
        Assert.Equal("that telephone has a call already", control.Refused("call ring"));
        Assert.Equal("a call is voice, data or any", control.Refused("call ring +390401234567 fax"));
        Assert.Equal("no voice call is up", control.Refused("dtmf 12#"));
        Assert.Equal("tones are 1 to 100 of 0123456789*#ABCD", control.Refused("dtmf 1E"));
        control.Done("call end");
        control.Done("roam begin");
        Until(control, m => m.GetProperty("registration").GetString() == "Roaming");
        control.Done("roam end");
        Until(control, m => m.GetProperty("registration").GetString() == "Home");
        control.Done("power off");
        Assert.Equal("it is off", control.Refused("call ring"));
    }

    [Fact]
    public void The_way_to_the_internet_is_spoilt_and_repaired()
    {
        Start();
        using var control = new ControlClient(Path);
        control.Done("link swallow");
        Assert.True(OnLink(l => l.Swallows));
        control.Done("link slow 1000 250");
        Assert.Equal((false, 1000, 250), OnLink(l => (l.Swallows, l.OctetsPerSecond, l.Latency.Milliseconds)));
        Assert.Equal("milliseconds are a number from 0 to 3600000", control.Refused("link slow 1 -1"));
        Assert.Equal("octets a second are a number from 0 to 100000000", control.Refused("link slow fast"));
        control.Done("link back");
        Assert.True(OnLink(l => l.IsClear));
        control.Done("host unreachable 127.0.0.9");
        control.Done("host silent 127.0.0.8");
        Assert.Equal((HostReach.Unreachable, HostReach.Silent, HostReach.Reachable), OnLink(l => (l.ReachOf(IPAddress.Parse("127.0.0.9")), l.ReachOf(IPAddress.Parse("127.0.0.8")), l.ReachOf(IPAddress.Loopback))));
        control.Done("host reachable");
        Assert.Equal(HostReach.Reachable, OnLink(l => l.ReachOf(IPAddress.Parse("127.0.0.9"))));
        Assert.Equal("a host is an IPv4 address", control.Refused("host silent ::1"));
        var before = Until(control, m => m.GetProperty("contexts").GetArrayLength() == 1).GetProperty("contexts")[0].GetProperty("address").GetString();
        control.Done("address change");
        Assert.NotEqual(before, Until(control, m => m.GetProperty("contexts").GetArrayLength() == 1).GetProperty("contexts")[0].GetProperty("address").GetString());
    }

    [Fact]
    public void In_a_simulation_of_several_modules_one_says_which()
    {
        Start(modules: 3);
        using var control = new ControlClient(Path);
        Assert.Equal("which of the 3 modules? module K or module all", control.Refused("power off"));
        Assert.Equal("a module is a number from 1 to 3, or all", control.Refused("module 4 power off"));
        Assert.Equal(1, control.Done("module 2 power off"));
        Assert.Equal([true, false, true], control.Ask("status").GetProperty("modules").EnumerateArray().Select(m => m.GetProperty("on").GetBoolean()));
        Assert.Equal(2, control.Ask("module 2 status").GetProperty("modules")[0].GetProperty("module").GetInt32());
        Assert.Equal(3, control.Done("module all power off"));
    }

    [Theory]
    [InlineData("nonsense", "there is no 'nonsense'")]
    [InlineData("module", "there is no 'module'")]
    [InlineData("module 1", "nothing is asked for")]
    [InlineData("  \t ", "nothing is asked for")]
    [InlineData("context", "there is no 'context'")]
    [InlineData("\0\u00FF\u0080\"\\\u001B", "there is no '\0\u00FF\u0080\"\\\u001B'")]
    public void What_makes_no_sense_is_answered(string request, string error)
    {
        Start();
        using var control = new ControlClient(Path);
        Assert.Equal(error, control.Refused(request));
        control.Done("network back");
    }

    [Fact]
    public void A_line_of_any_length_is_answered_by_an_error_once()
    {
        Start();
        using var control = new ControlClient(Path);
        var most = "network back".PadRight(ControlSession.MaxLine - 1);
        control.Done(most);
        Assert.Equal("a request has at most 1024 octets", control.Refused(most + " "));
        Assert.Equal("a request has at most 1024 octets", control.Refused(new string('x', 200_000)));
        control.Done("network back");
    }

    [Fact]
    public void Random_octets_do_no_harm()
    {
        Start();
        var random = new Random(27);
        for (var i = 0; i < ControlFace.MaxConnections - 1; i++)
        {
            using var garbage = new ControlClient(Path);
            var octets = new byte[random.Next(1, 20_000)];
            random.NextBytes(octets);
            garbage.Send(octets);
        }
        using var control = new ControlClient(Path);
        Until(control, m => m.GetProperty("attached").GetBoolean());
    }

    /// <summary>Nothing more is done for a peer that does not read, and nothing is lost for it.</summary>
    [Fact]
    public void Requests_in_a_flood_are_answered_one_by_one()
    {
        const int Requests = 5_000;
        Start(modules: 3);
        using var control = new ControlClient(Path);
        var flood = new Thread(() => control.Send(Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("status\n", Requests)))));
        flood.Start();
        using (var other = new ControlClient(Path)) other.Done("module 1 network back");
        for (var i = 0; i < Requests; i++) Assert.StartsWith("{\"ok\":true", control.Line(), StringComparison.Ordinal);
        flood.Join();
        control.Done("module 1 network back");
    }

    [Fact]
    public void More_than_its_share_of_connections_are_closed_and_places_become_free_again()
    {
        Start();
        var before = _loop.Do(() => _loop.Loop.Descriptors);
        var clients = Enumerable.Range(0, ControlFace.MaxConnections).Select(_ => new ControlClient(Path)).ToList();
        foreach (var client in clients) client.Done("network back");
        using (var surplus = new ControlClient(Path)) Assert.Null(surplus.Line());
        clients.ForEach(c => c.Dispose());
        SpinWait.SpinUntil(() => _loop.Do(() => _loop.Loop.Descriptors) == before, LoopThread.Deadline);
        Assert.Equal(before, _loop.Do(() => _loop.Loop.Descriptors));
        using var again = new ControlClient(Path);
        again.Done("network back");
    }

    [Fact]
    public void Only_one_simulation_has_the_socket()
    {
        Start();
        var error = Assert.Throws<IOException>(() => _loop.Do(() => new Simulator(new() { Control = Path }, _loop.Loop, _log)));
        Assert.Contains("another simulation listens there", error.Message, StringComparison.Ordinal);
        var second = _loop.Do(() => new Simulator(new() { Control = Path, ControlRequired = false }, _loop.Loop, _log));
        Assert.Null(second.Control);
        Assert.Contains("another simulation", second.ControlMissing, StringComparison.Ordinal);
        _loop.Do(second.Dispose);
        using var control = new ControlClient(Path);
        control.Done("network back");
    }

    private void Start(int modules = 1)
    {
        var options = new SimulatorOptions { Modules = modules, Init = SetUp, Addresses = IPNetwork.Parse("127.27.200.0/24"), Control = Path };
        _simulator = _loop.Do(() => new Simulator(options, _loop.Loop, _log));
        _loop.Do(_simulator.Start);
    }

    private T OnLink<T>(Func<LinkConditions, T> look) => _loop.Do(() => look(_simulator!.Simulated[0].Link));

    private T OnBoard<T>(Func<Board, T> look) => _loop.Do(() => look(_simulator!.Modules[0].Board));

    // The world moves by itself: what is waited for comes, or the test fails.
    private static JsonElement Until(ControlClient control, Func<JsonElement, bool> so)
    {
        JsonElement module = default;
        Assert.True(SpinWait.SpinUntil(() => so(module = control.Module()), LoopThread.Deadline), $"It stays so: {module}");
        return module;
    }
}
