using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Xunit;

namespace AtRun.Peers;

/// <summary>
/// A module in client mode and its host, each a process of its own: the host is killed during a command, the SIM pulled, the context deactivated, the address changed, in
/// random order. The module is back by itself each time, within the time that its settings imply, and nothing is left behind.
/// </summary>
/// <remarks>Each fault once, after once to warm up; ATRUN_FAULTS sets another number. ATRUN_SEED repeats the order.</remarks>
public sealed class FaultRunTests
{
    private const int Speed = 40;

    // What brings the module back: both kept (NVM), with the service itself, #TCPATRUND=1.
    private const int ActivationDelay = 180, RetryCount = 5, RetryDelayMinutes = 2, ConnectSeconds = 60;

    /// <summary>Registration (1 to 3 s), attach (1 s; T3311 of 15 s if it fails), activation (2 s at most).</summary>
    private static readonly TimeSpan Network = TimeSpan.FromSeconds(30);

    /// <summary>The next attempt to dial, and its connection.</summary>
    private static readonly TimeSpan Redial = TimeSpan.FromMinutes(RetryDelayMinutes) + TimeSpan.FromSeconds(ConnectSeconds);

    /// <summary>The context is up at the first attempt or, a delay later, at the second; then the module dials.</summary>
    private static readonly TimeSpan Reactivate = Network + TimeSpan.FromSeconds(ActivationDelay) + Redial;

    /// <summary>Real time beside that: processes start, the host finds out who has dialled.</summary>
    private static readonly TimeSpan Overhead = TimeSpan.FromSeconds(15);

    private readonly Random _random;
    private readonly int _seed = Setting("ATRUN_SEED") ?? Random.Shared.Next();
    private readonly Dictionary<string, TimeSpan> _longest = [];
    private RunningHost _host = new(0);
    private IPEndPoint _peer = new(IPAddress.None, 0);

    public FaultRunTests() => _random = new(_seed);

    private static IEnumerable<string> Client(int port) =>
    [
        "AT+CGDCONT=1,\"IP\",\"internet\"", $"AT#SGACTCFG=1,3,{ActivationDelay}", $"AT#SCFG=1,1,300,0,{ConnectSeconds * 10},1",
        $"AT#TCPATRUNCFG=1,3,1024,{port},\"127.0.0.1\",1,5,0,{RetryCount},{RetryDelayMinutes}", "AT#TCPATRUND=1",
    ];

    [Fact]
    public void TheModuleIsBackAfterEachFaultAndNothingIsLeftBehind()
    {
        var times = Setting("ATRUN_FAULTS") ?? 1;
        var port = _host.Local.Port;
        using var sim = new RunningSim(Client(port), null, "--speed", $"{Speed}");
        try
        {
            _peer = _host.Module("identified");
            string[] kinds = ["host", "sim", "context", "address"];
            // Once each before the measure: what is made at first use stays.
            foreach (var kind in kinds) Make(kind, sim, port);
            var before = Footprint(sim);
            var faults = kinds.SelectMany(kind => Enumerable.Repeat(kind, times)).ToArray();
            _random.Shuffle(faults);
            var memory = new List<long> { before.Memory };
            // What is compiled at first use, and again when it is used often, comes to an end: the second half needs no more than the first.
            foreach (var quarter in faults.Chunk(Math.Max(1, faults.Length / 4)))
            {
                foreach (var kind in quarter) Make(kind, sim, port);
                memory.Add(Footprint(sim).Memory);
            }
            var after = Footprint(sim);
            var figures = $"seed {_seed}, {faults.Length} faults; back after at most (simulated seconds, with the real time of processes): "
                + string.Join(", ", _longest.Select(l => $"{l.Key} {l.Value.TotalSeconds * Speed:0}"))
                + $"; descriptors {before.Files} -> {after.Files}, of the loop {before.Descriptors} -> {after.Descriptors}, memory {string.Join(" -> ", memory.Select(m => m / 1024))} KiB";
            TestContext.Current.TestOutputHelper?.WriteLine(figures);
            Assert.True((before.Files, before.Descriptors) == (after.Files, after.Descriptors), figures);
            Assert.True(after.Memory - memory[memory.Count / 2] < 4 * 1024 * 1024, figures);
        }
        finally
        {
            _host.Dispose();
        }
    }

    private void Make(string kind, RunningSim sim, int port)
    {
        var from = _peer;
        Stopwatch since;
        switch (kind)
        {
            case "host":
                // One that asks something which takes a while (5 to 8 s), and dies during the answer.
                since = Replace(port, "AT+COPS=?");
                Back(kind, since, "identified", Redial, sim, settled: false);
                Thread.Sleep(_random.Next(5000 / Speed));
                since = Replace(port);
                Back(kind, since, "identified", Redial, sim);
                break;
            case "sim":
                Ctl(sim, "sim", "remove");
                Thread.Sleep(_random.Next(500));
                since = Stopwatch.StartNew();
                Ctl(sim, "sim", "insert");
                Back(kind, since, "back", Reactivate, sim);
                break;
            default:
                since = Stopwatch.StartNew();
                Ctl(sim, kind, kind == "context" ? "drop" : "change");
                Back(kind, since, "back", Reactivate, sim);
                if (kind == "address") Assert.NotEqual(from.Address, _peer.Address);
                break;
        }
    }

    /// <summary>Kills the host and, a while later, starts another in its place; the time runs from when that one listens.</summary>
    private Stopwatch Replace(int port, params string[] commands)
    {
        _host.Dispose();
        Thread.Sleep(_random.Next(500));
        _host = new RunningHost(port, commands);
        return Stopwatch.StartNew();
    }

    /// <summary>Waits until the host has the module again, in time; what the module says of itself must be that, and no more.</summary>
    private void Back(string kind, Stopwatch since, string what, TimeSpan within, RunningSim sim, bool settled = true)
    {
        _peer = _host.Module(what);
        var took = since.Elapsed;
        if (took > _longest.GetValueOrDefault(kind)) _longest[kind] = took;
        Assert.True(took < within / Speed + Overhead, $"seed {_seed}: {kind}: back after {took.TotalSeconds:0.0} s, {within.TotalSeconds} simulated seconds were to be expected");
        if (!settled) return;
        var module = Status(sim).GetProperty("modules")[0];
        var socket = Assert.Single(module.GetProperty("sockets").EnumerateArray());
        Assert.True(_peer.ToString() == socket.GetProperty("local").GetString(), $"seed {_seed}: the host has {_peer}, the module {socket}");
        var instances = module.GetProperty("instances").EnumerateArray().Select(i => $"{i.GetProperty("owner")} {i.GetProperty("state")}");
        Assert.Equal(["LocalPort Idle", "LocalPort Idle", "TcpAtRun Idle"], instances);
    }

    private static (int Files, int Descriptors, long Memory) Footprint(RunningSim sim)
    {
        var folder = $"/proc/{sim.Process.Id}";
        var memory = File.ReadLines($"{folder}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return (Directory.GetFileSystemEntries($"{folder}/fd").Length, Status(sim).GetProperty("descriptors").GetInt32(), long.Parse(memory, CultureInfo.InvariantCulture) * 1024);
    }

    private static JsonElement Status(RunningSim sim) => JsonDocument.Parse(Ctl(sim, "--json", "status")).RootElement;

    private static string Ctl(RunningSim sim, params string[] fault)
    {
        var (exit, output, error) = Peer.Run(Peer.AtRun, ["sim", "ctl", "--control", sim.Control, .. fault]);
        Assert.True(exit == 0, error);
        return output;
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : null;
}
