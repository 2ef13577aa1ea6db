using System.Net;
using System.Net.Sockets;
using Xunit;

namespace AtRun.Peers;

/// <summary>The module's sockets against the programs of this machine, typed at its serial port.</summary>
public sealed class SocketTests : IDisposable
{
    private readonly RunningSim _sim = new(["AT+CGDCONT=1,\"IP\",\"internet\"", "AT#SGACTCFG=1,1", "AT#SCFG=1,1,300,90,600,1", "ATE0&W"]);
    private readonly SerialLine _line;
    private readonly int _port = FreePort();
    private readonly string _address;

    public SocketTests()
    {
        _sim.Ready();
        _line = new(_sim.Port);
        _line.Command("ATE0");
        string? said;
        while (!(said = _line.Command("AT#SGACT?"))!.Contains("1,1", StringComparison.Ordinal)) Thread.Sleep(100);
        said = _line.Command("AT+CGPADDR=1");
        _address = said!.Split('"')[1];
    }

    [Fact]
    public void Netcat_is_a_host_on_line_and_in_command_mode()
    {
        Peer.Needs("nc");
        using var host = Peer.Start("nc", ["-l", "127.0.0.1", $"{_port}"]);
        GoOnline($"AT#SD=1,0,{_port},\"127.0.0.1\"");
        _line.Type("from the module\n");
        Assert.Equal("from the module", host.StandardOutput.ReadLine());
        host.StandardInput.Write("from the host\n");
        host.StandardInput.Flush();
        Assert.Equal("from the host\n", _line.Until("\n"));
        Thread.Sleep(1200);
        _line.Type("+++");
        Assert.NotNull(_line.Until("\r\nOK\r\n"));
        host.StandardInput.Write("more");
        host.StandardInput.Flush();
        Assert.NotNull(_line.Until("\r\nSRING: 1\r\n"));
        Assert.Equal("\r\n#SRECV: 1,4\r\nmore\r\n\r\nOK\r\n", _line.Command("AT#SRECV=1,1500"));
        _line.Type("AT#SSEND=1\r");
        Assert.NotNull(_line.Until("\r\n> "));
        _line.Type("typed\n\x1a");
        Assert.NotNull(_line.Until("\r\nOK\r\n"));
        Assert.Equal("+++typed", host.StandardOutput.ReadLine());
        Assert.NotNull(_line.Command("AT#SH=1"));
        Assert.True(host.WaitForExit(Peer.Deadline));
    }

    [Fact]
    public void A_page_is_fetched_from_a_web_server()
    {
        Peer.Needs("python3");
        var folder = Directory.CreateTempSubdirectory("atrun-web-").FullName;
        File.WriteAllText(Path.Combine(folder, "page.txt"), string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i:D6}\n")));
        using var server = Peer.Start("python3", ["-m", "http.server", $"{_port}", "--bind", "127.0.0.1", "--directory", folder]);
        try
        {
            GoOnline($"AT#SD=2,0,{_port},\"127.0.0.1\"");
            _line.Type("GET /page.txt HTTP/1.0\r\n\r\n");
            var answer = _line.Until("\r\nNO CARRIER\r\n")!;
            Assert.StartsWith("HTTP/1.0 200 OK\r\n", answer, StringComparison.Ordinal);
            Assert.EndsWith("\r\n\r\n" + File.ReadAllText(Path.Combine(folder, "page.txt")) + "\r\nNO CARRIER\r\n", answer, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill();
            server.WaitForExit();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Socat_echoes_datagrams()
    {
        Peer.Needs("socat");
        using var echo = Peer.Start("socat", [$"UDP4-LISTEN:{_port},bind=127.0.0.1", "EXEC:cat"]);
        Assert.NotNull(_line.Command($"AT#SCFGEXT=1,2,0,0;#SD=1,1,{_port},\"127.0.0.1\",0,0,1"));
        string? said = null;
        for (var attempt = 0; attempt < 20 && said is null; attempt++)
        {
            // The program may not be there yet, and a datagram is not sent twice.
            Thread.Sleep(300);
            _line.Type("AT#SSEND=1\r");
            Assert.NotNull(_line.Until("> "));
            _line.Type("datagram\x1a");
            Assert.NotNull(_line.Until("\r\nOK\r\n"));
            Thread.Sleep(300);
            var info = _line.Command("AT#SI=1")!;
            if (info.Contains("SRING", StringComparison.Ordinal)) said = info;
        }
        Assert.Contains("SRING: 1,8,datagram\r\n", said, StringComparison.Ordinal);
        Assert.NotNull(_line.Command("AT#SH=1"));
        if (!echo.HasExited) echo.Kill();
        echo.WaitForExit();
    }

    [Fact]
    public void Netcat_calls_a_socket_that_listens()
    {
        Peer.Needs("nc");
        Assert.NotNull(_line.Command("AT#SL=3,1,6543;#FRWL=1,\"127.0.0.0\",\"255.0.0.0\""));
        using var caller = Peer.Start("nc", ["-N", _address, "6543"]);
        caller.StandardInput.Write("hello");
        caller.StandardInput.Flush();
        Assert.NotNull(_line.Until("\r\nSRING: 3\r\n"));
        _line.Type("AT#SA=3\r");
        Assert.Equal("\r\nCONNECT\r\nhello", _line.Until("hello"));
        _line.Type("hello yourself\n");
        Assert.Equal("hello yourself", caller.StandardOutput.ReadLine());
        caller.StandardInput.Close();
        Assert.NotNull(_line.Until("\r\nNO CARRIER\r\n"));
        Assert.True(caller.WaitForExit(Peer.Deadline));
        // It listens no more.
        Assert.Equal("\r\n#SS: 3,0\r\n\r\nOK\r\n", _line.Command("AT#SS=3"));
    }

    public void Dispose()
    {
        _line.Dispose();
        _sim.Dispose();
    }

    /// <summary>Dials until the host is there.</summary>
    private void GoOnline(string line)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            // ERROR or CONNECT: both begin behind an empty line and end with one.
            _line.Type(line + "\r");
            _line.Until("\r\n");
            if (_line.Until("\r\n") == "CONNECT\r\n") return;
            Thread.Sleep(100);
        }
        Assert.Fail($"Nobody is there for {line}");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
