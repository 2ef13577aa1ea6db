using System.Net;
using System.Net.Sockets;
using Xunit;

namespace AtRun.Peers;

/// <summary>A module whose context is up, and somebody at its serial port who talks to servers of this machine.</summary>
internal sealed class ServedModule : IDisposable
{
    private readonly RunningSim _sim = new(["AT+CGDCONT=1,\"IP\",\"internet\"", "AT#SGACTCFG=1,1", "ATE0&W"]);

    public ServedModule()
    {
        _sim.Ready();
        Line = new(_sim.Port);
        Line.Command("ATE0");
        while (!Line.Command("AT#SGACT?")!.Contains("1,1", StringComparison.Ordinal)) Thread.Sleep(100);
    }

    public SerialLine Line { get; }

    /// <summary>Types a line until it is answered OK: the server may not be there yet.</summary>
    public void Until(string line)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            Line.Type(line + "\r");
            Line.Until("\r\n");
            if (Line.Until("\r\n") == "OK\r\n") return;
            Thread.Sleep(100);
        }
        Assert.Fail($"No OK for {line}");
    }

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public void Dispose()
    {
        Line.Dispose();
        _sim.Dispose();
    }
}
