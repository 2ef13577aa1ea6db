using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AtRun.Host;
using AtRun.Tests.Support;
using AtRun.Tests.Transport;
using Xunit;

namespace AtRun.Tests.Host;

/// <summary>The simulator on this machine's sockets, at twenty times the speed of life.</summary>
public sealed class SimulatorTests : IDisposable
{
    private static readonly string[] ServerSetUp =
    [
        "AT+CGDCONT=1,\"IP\",\"internet\"", "AT#SGACTCFG=1,1", "AT#SCFG=1,1,1,0,600,1", "AT#TCPATRUNFRWL=1,\"127.0.0.0\",\"255.0.0.0\"",
        "AT#TCPATRUNAUTH=1,\"testuser\",\"testpassw\"", "AT#TCPATRUNCFG=1,2,1024,12345,\"212.141.125.127\",1,5,0,5,1", "AT#TCPATRUNL=1",
    ];

    private readonly Folder _folder = new();
    private readonly LoopThread _loop = new(speed: 20);
    private readonly TestLog _log = new();
    private readonly BlockingCollection<(int Module, IPEndPoint Local)> _listening = [];
    private int _initRuns;

    public void Dispose()
    {
        _loop.Dispose();
        _folder.Dispose();
        Assert.Empty(_log.Errors);
    }

    [Fact]
    public void EachModuleListensOnAnAddressOfItsOwn()
    {
        var simulator = Start(new() { Modules = 5, Init = ServerSetUp, Addresses = IPNetwork.Parse("127.20.200.0/24") });
        var places = Enumerable.Range(0, 5).Select(_ => Listening()).ToArray();
        Assert.Equal([1, 2, 3, 4, 5], places.Select(p => p.Module).Order());
        Assert.Equal(5, places.Select(p => p.Local.Address).Distinct().Count());
        foreach (var (module, local) in places)
        {
            using var client = LogIn(local);
            Assert.Equal($"ATE0\r\r\nOK\r\n\r\n{simulator.Modules[module - 1].Imei}\r\n\r\nOK\r\n", Say(client, "ATE0\rAT+CGSN\r", 2));
        }
        _loop.Do(simulator.Dispose);
        Assert.Throws<SocketException>(() => LogIn(places[0].Local));
    }

    [Fact]
    public void ASecondClientIsRefusedAndTheFirstGoesOn()
    {
        var simulator = Start(new() { Init = ServerSetUp, Addresses = IPNetwork.Parse("127.20.201.0/24") });
        var local = Listening().Local;
        using var first = LogIn(local);
        Assert.Contains("OK", Say(first, "ATE0\r", 1), StringComparison.Ordinal);
        using (var second = LogIn(local)) Assert.Equal(0, Receive(second, new byte[1]));
        Assert.Equal("\r\nOK\r\n", Say(first, "AT\r", 1));
        _loop.Do(simulator.Dispose);
    }

    [Fact]
    public void AfterTheLossOfPowerTheSettingsAreThereAndInitIsNotRunAgain()
    {
        var options = new SimulatorOptions { Init = ServerSetUp, Addresses = IPNetwork.Parse("127.20.202.0/24"), State = _folder.Path };
        var simulator = Start(options);
        using (var client = LogIn(Listening().Local))
            Assert.EndsWith("OK\r\n", Say(client, "ATE0;#TCPATRUNAUTH=1,\"second\",\"user\"\r", 1), StringComparison.Ordinal);
        using var dead = _folder.Copy();
        _loop.Do(simulator.Dispose);
        Assert.Equal(1, _initRuns);

        simulator = Start(options with { State = dead.Path });
        using (var client = LogIn(Listening().Local, "second\ruser\r"))
            Assert.Contains("\"second\",\"user\"", Say(client, "AT#TCPATRUNAUTH?\r", 1), StringComparison.Ordinal);
        Assert.Equal(1, _initRuns);
        _loop.Do(simulator.Dispose);
    }

    [Fact]
    public void TheRecordHoldsWhatWasSaidButNoPassword()
    {
        var record = _folder.File("record.jsonl");
        var simulator = Start(new() { Init = ServerSetUp, Addresses = IPNetwork.Parse("127.20.203.0/24"), Record = record });
        var local = Listening().Local;
        using (var client = LogIn(local))
            Assert.Contains("testpassw", Say(client, "ATE0;#TCPATRUNAUTH?\r", 1), StringComparison.Ordinal);
        _loop.Do(simulator.Dispose);

        var lines = File.ReadAllLines(record).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        Assert.DoesNotContain("testpassw", File.ReadAllText(record), StringComparison.Ordinal);
        Assert.Equal("opened", lines[0].GetProperty("event").GetString());
        Assert.Equal("testuser\r***\rATE0;#TCPATRUNAUTH?\r", Said("in"));
        Assert.Equal("ATE0;#TCPATRUNAUTH?\r\r\n#TCPATRUNAUTH: \"testuser\",\"***\"\r\n\r\nOK\r\n", Said("out"));
        Assert.All(lines, l => Assert.Equal(1, l.GetProperty("module").GetInt32()));
        Assert.All(lines, l => Assert.StartsWith("tcp:127.0.0.1:", l.GetProperty("port").GetString(), StringComparison.Ordinal));

        string Said(string direction) => string.Concat(lines
            .Where(l => l.TryGetProperty("direction", out var d) && d.GetString() == direction).Select(l => l.GetProperty("text").GetString()));
    }

    [Fact]
    public void AnInitCommandThatFailsIsReportedWithoutItsSecrets()
    {
        var failed = new BlockingCollection<(int, string, string)>();
        var simulator = Make(new() { Init = ["AT#TCPATRUNAUTH=7,\"u\",\"secret\""], Addresses = IPNetwork.Parse("127.20.204.0/24") });
        simulator.InitFailed += (module, command, answer) => failed.Add((module, command, answer));
        _loop.Do(simulator.Start);
        Assert.True(failed.TryTake(out var report, LoopThread.Deadline), "nothing was reported");
        Assert.Equal((1, "AT#TCPATRUNAUTH=7,\"u\",\"***\"", "ERROR"), report);
        _loop.Do(simulator.Dispose);
    }

    private Simulator Make(SimulatorOptions options)
    {
        var simulator = _loop.Do(() => new Simulator(options, _loop.Loop, _log));
        simulator.Listening += (module, local) => _listening.Add((module, local));
        simulator.InitDone += _ => Interlocked.Increment(ref _initRuns);
        return simulator;
    }

    private Simulator Start(SimulatorOptions options)
    {
        var simulator = Make(options);
        _loop.Do(simulator.Start);
        return simulator;
    }

    private (int Module, IPEndPoint Local) Listening()
    {
        Assert.True(_listening.TryTake(out var place, LoopThread.Deadline), "The module does not listen.");
        return place;
    }

    private static Socket LogIn(IPEndPoint local, string login = "testuser\rtestpassw\r")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = (int)LoopThread.Deadline.TotalMilliseconds };
        socket.Connect(local);
        socket.Send(Encoding.Latin1.GetBytes(login));
        return socket;
    }

    private static int Receive(Socket socket, byte[] octets)
    {
        try
        {
            return socket.Receive(octets);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return 0;
        }
    }

    /// <summary>Types, and reads as many OK.</summary>
    private static string Say(Socket socket, string lines, int results)
    {
        socket.Send(Encoding.Latin1.GetBytes(lines));
        var heard = "";
        var octets = new byte[4096];
        while (heard.Split("\r\nOK\r\n").Length <= results)
        {
            var count = socket.Receive(octets);
            Assert.True(count > 0, $"The end came after {heard}");
            heard += Encoding.Latin1.GetString(octets, 0, count);
        }
        return heard;
    }
}
