using System.Net;
using System.Net.Sockets;
using Xunit;

namespace AtRun.Peers;

/// <summary>Apps in C, compiled by clang for the virtual module (docs/apps.md).</summary>
public sealed class AppTests
{
    [Fact]
    public void ACompiledAppTalksToTheModuleUsesATimerAndASocket()
    {
        Peer.Needs("clang", "wasm-ld");
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var sim = new RunningSim();
        using var line = new SerialLine(sim.Port);
        Say(line, "ATE0");
        Say(line, "AT+CGDCONT=1,\"IP\",\"internet\"");
        Upload(line, "blink");
        Say(line, $"AT#M2MARG=\"127.0.0.1\",\"{((IPEndPoint)server.LocalEndpoint).Port}\"");
        Say(line, "AT#M2MRUN=1,\"blink.bin\"");
        using var client = server.AcceptTcpClientAsync().WaitAsync(Peer.Deadline).GetAwaiter().GetResult();
        using var reader = new StreamReader(client.GetStream());
        client.ReceiveTimeout = (int)Peer.Deadline.TotalMilliseconds;
        Assert.StartsWith("+CSQ: ", reader.ReadLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheRelayCompilesAndRuns()
    {
        Peer.Needs("clang", "wasm-ld");
        using var sim = new RunningSim();
        using var line = new SerialLine(sim.Port);
        Say(line, "ATE0");
        Upload(line, "relay");
        Say(line, "AT#M2MRUN=1,\"relay.bin\"");
        Say(line, "AT#M2MRUN=0");
    }

    private static void Say(SerialLine line, string command)
    {
        line.Type(command + "\r");
        Assert.NotNull(line.Until("OK\r\n"));
    }

    private static void Upload(SerialLine line, string sample)
    {
        var sdk = Path.Combine(Peer.Root, "sdk", "appzone");
        var made = Path.Combine(Path.GetTempPath(), $"atrun-{Guid.NewGuid():N}.wasm");
        var (exit, output, error) = Peer.Run("clang",
        [
            "--target=wasm32", "-O2", "-nostdlib", "-fno-builtin", "-I" + Path.Combine(sdk, "include"), "-Wl,--no-entry", "-Wl,--export-table", "-Wl,--allow-undefined",
            "-o", made, Path.Combine(sdk, "samples", sample + ".c"), Path.Combine(sdk, "m2m_lib.c"),
        ]);
        Assert.True(exit == 0, output + error);
        var code = File.ReadAllBytes(made);
        File.Delete(made);
        line.Type($"AT#M2MWRITE=\"{sample}.bin\",{code.Length},1\r");
        Assert.NotNull(line.Until(">>>"));
        line.Type(code);
        Assert.NotNull(line.Until("OK\r\n"));
    }
}
