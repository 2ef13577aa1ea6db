using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace AtRun.Peers;

/// <summary><c>atrun bridge</c>: what is typed here comes out at the module's serial port, and back.</summary>
public sealed class BridgeTests
{
    // Instance 3 is no port's own; without URCs, which would come out at the port before it is joined.
    private static readonly string[] Server = [.. RunningSim.Server.SkipLast(2), "AT#TCPATRUNCFG=1,3,1024,12345,\"127.0.0.1\",0,5,0,5,1", "AT#TCPATRUNL=1"];

    [Fact]
    public async Task TenMegabytesPassEachWayAndTheModuleIsInCommandStateAfterwards()
    {
        const int Octets = 10_000_000;
        using var sim = new RunningSim(Server, null, "--speed", "10");
        var target = $"tcp://testuser:testpassw@{sim.Listening()}";
        using var bridge = Peer.Start(Peer.AtRun, ["bridge", target, "--port", "0", "--rate", "57600", "--listen", "0", "--once", "--json"]);
        using (var here = new TcpClient())
        {
            here.Connect(IPEndPoint.Parse(Event(bridge, "open").GetProperty("address").GetString()!));
            using var there = Peer.Start("cat", [sim.Port]);
            using var device = new FileStream(sim.Port, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, BufferSize = 0 });
            var (down, up) = (Random(1, Octets), Random(2, Octets));
            var sending = Task.Run(() => here.GetStream().Write(down));
            var answering = Task.Run(() => device.Write(up));
            var arrived = Task.Run(() => Read(there.StandardOutput.BaseStream, Octets));
            var answered = await Task.Run(() => Read(here.GetStream(), Octets)).WaitAsync(Peer.Deadline);
            Assert.True(up.AsSpan().SequenceEqual(answered), "not what the device said");
            var heard = await arrived.WaitAsync(Peer.Deadline);
            Assert.True(down.AsSpan().SequenceEqual(heard), "not what was sent to the device");
            await Task.WhenAll(sending, answering).WaitAsync(Peer.Deadline);
            there.Kill();
            there.WaitForExit();
        }
        var end = Event(bridge, "end");
        Assert.True(bridge.WaitForExit(Peer.Deadline));
        Assert.Equal(0, bridge.ExitCode);
        Assert.True(end.GetProperty("left").GetBoolean());
        Assert.Equal((Octets, Octets), (end.GetProperty("sent").GetInt32(), end.GetProperty("received").GetInt32()));
        // The port is the module's again.
        using var line = new SerialLine(sim.Port);
        Assert.NotNull(line.Command("ATE0"));
        var (exit, output, error) = Peer.Run(Peer.AtRun, ["exec", target, "AT+CGSN"]);
        Assert.True(exit == 0, output + error);
    }

    [Fact]
    public void ATerminalIsBridgedAndLeftAtTheSystemsWish()
    {
        using var sim = new RunningSim(Server, null, "--speed", "10");
        var target = $"tcp://testuser:testpassw@{sim.Listening()}";
        var name = sim.Port + "-far";
        using var bridge = Peer.Start(Peer.AtRun, ["bridge", target, "--pty", name]);
        Assert.Equal(name, bridge.StandardOutput.ReadLine());
        using (var here = new SerialLine(name))
        using (var device = new SerialLine(sim.Port))
        {
            here.Type("+++");
            Assert.Equal("+++", device.Until("+++"));
            device.Type("\r\nOK\r\n");
            Assert.Equal("\r\nOK\r\n", here.Until("OK\r\n"));
            Peer.Signal(bridge, Peer.SigTerm);
            Assert.True(bridge.WaitForExit(Peer.Deadline));
        }
        Assert.True(bridge.ExitCode == 0, bridge.StandardError.ReadToEnd());
        Assert.False(File.Exists(name));
    }

    [Fact]
    public void AModuleThatDialsIsBridgedToo()
    {
        var port = FreePort();
        using var sim = new RunningSim([.. RunningSim.Server.SkipLast(2), $"AT#TCPATRUNCFG=1,3,1024,{port},\"127.0.0.1\",0,5,0,5,1", "AT#TCPATRUND=1"], null, "--speed", "10");
        using var bridge = Peer.Start(Peer.AtRun, ["bridge", $"listen://127.0.0.1:{port}", "--listen", "0", "--json"]);
        using var here = new TcpClient();
        here.Connect(IPEndPoint.Parse(Event(bridge, "open").GetProperty("address").GetString()!));
        using (var device = new SerialLine(sim.Port))
        {
            here.GetStream().Write("hello"u8);
            Assert.Equal("hello", device.Until("hello"));
            device.Type("world");
            Assert.Equal("world"u8.ToArray(), Read(here.GetStream(), 5));
        }
        // The module's end is the bridge's.
        Assert.Equal(0, Peer.Run(Peer.AtRun, ["sim", "ctl", "--control", sim.Control, "context", "drop"]).Exit);
        Event(bridge, "end");
        Assert.True(bridge.WaitForExit(Peer.Deadline));
        Assert.Equal(5, bridge.ExitCode);
    }

    [Theory]
    [InlineData(2, "--port", "2")]
    [InlineData(2, "--rate", "14400")]
    [InlineData(2, "--once")]
    [InlineData(2, "--pty", "x", "--listen", "0")]
    [InlineData(2, "--pty", "/dev/null")]
    [InlineData(2, "--listen", "nowhere:1")]
    public void WhatMakesNoSenseIsRefused(int code, params string[] options) =>
        Assert.Equal(code, Peer.Run(Peer.AtRun, ["bridge", "tcp://u:p@127.0.0.1:1", .. options]).Exit);

    [Fact]
    public void AModuleThatRefusesAndOneThatIsNotThere()
    {
        Assert.Equal(5, Peer.Run(Peer.AtRun, ["bridge", "tcp://u:p@127.0.0.1:1"]).Exit);
        Assert.Equal(2, Peer.Run(Peer.AtRun, ["bridge", "pty:/dev/null"]).Exit);
        // One port, and the second is asked for.
        using var sim = new RunningSim(Server, null, "--speed", "10", "--product", "GE865-QUAD");
        var (exit, _, error) = Peer.Run(Peer.AtRun, ["bridge", $"tcp://testuser:testpassw@{sim.Listening()}", "--port", "1"]);
        Assert.True(exit == 3, error);
        Assert.Contains("AT#TCPATCONSER=1,115200: ERROR", error, StringComparison.Ordinal);
    }

    private static JsonElement Event(Process bridge, string what)
    {
        var line = bridge.StandardOutput.ReadLine() ?? throw new InvalidOperationException(bridge.StandardError.ReadToEnd());
        var found = JsonDocument.Parse(line).RootElement;
        Assert.Equal(what, found.GetProperty("event").GetString());
        return found;
    }

    private static byte[] Random(int seed, int count)
    {
        var octets = new byte[count];
        new Random(seed).NextBytes(octets);
        return octets;
    }

    private static byte[] Read(Stream stream, int count)
    {
        var octets = new byte[count];
        stream.ReadExactly(octets);
        return octets;
    }

    private static string FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
    }
}
