using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace AtRun.Peers;

/// <summary>A real server of names, and a module that asks it.</summary>
public sealed class NameServerTests
{
    [Fact]
    public void DnsmasqIsAskedByTheModule()
    {
        Peer.Needs("dnsmasq");
        var port = FreePort();
        using var server = Peer.Start("dnsmasq", [
            "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--no-daemon", "--bind-interfaces", "--listen-address=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"--port={port}"), "--address=/www.example.org/127.0.0.7", "--local=/example.org/",
        ]);
        try
        {
            using var sim = new RunningSim(RunningSim.Server, more: ["--dns", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}")]);
            sim.Listening();
            using var line = new SerialLine(sim.Port);
            Assert.Contains("#QDNS: \"www.example.org\",\"127.0.0.7\"", line.Command("AT#QDNS=\"www.example.org\""), StringComparison.Ordinal);
            line.Type("AT#QDNS=\"none.example.org\"\r");
            Assert.NotNull(line.Until("\r\nERROR\r\n"));
        }
        finally
        {
            server.Kill();
            server.WaitForExit();
        }
    }

    private static int FreePort()
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
    }
}
