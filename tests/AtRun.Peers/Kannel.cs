using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace AtRun.Peers;

/// <summary>bearerbox and smsbox with a configuration of their own.</summary>
internal sealed class Kannel : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("atrun-kannel-").FullName;
    private readonly int _sendPort = FreePort();
    private readonly Process _bearer;
    private readonly Process _box;

    /// <param name="centres">Groups of the configuration: centres of messages.</param>
    /// <param name="webPort">Where messages that come are told, by HTTP.</param>
    public Kannel(string centres, int webPort)
    {
        var (admin, inner) = (FreePort(), FreePort());
        var file = Path.Combine(_folder, "kannel.conf");
        File.WriteAllText(file, $"""
            group = core
            admin-port = {admin}
            admin-interface = 127.0.0.1
            admin-password = pw
            smsbox-port = {inner}
            smsbox-interface = 127.0.0.1
            box-deny-ip = "*.*.*.*"
            box-allow-ip = "127.0.0.1"
            log-level = 1

            {centres}

            group = smsbox
            bearerbox-host = 127.0.0.1
            sendsms-port = {_sendPort}
            sendsms-interface = 127.0.0.1
            log-level = 1

            group = sendsms-user
            username = tester
            password = foobar
            concatenation = true
            max-messages = 5

            group = sms-service
            keyword = default
            catch-all = true
            max-messages = 0
            get-url = "http://127.0.0.1:{webPort}/mo?text=%b"

            """);
        _bearer = Start("bearerbox", file);
        WaitForPort(inner);
        _box = Start("smsbox", file);
        WaitForPort(_sendPort);
        // Online once a bind was answered, or a modem is ready.
        WaitFor(() => Peer.Run("curl", ["-s", $"http://127.0.0.1:{admin}/status.txt?password=pw"]).Output.Split("(online").Length == centres.Split("group = smsc\n").Length);
    }

    public void Send(string query)
    {
        var (exit, output, error) = Peer.Run("curl", ["-s", "-w", " %{http_code}", $"http://127.0.0.1:{_sendPort}/cgi-bin/sendsms?username=tester&password=foobar&{query}"]);
        Assert.True(exit == 0 && output.EndsWith(" 202", StringComparison.Ordinal), output + error);
    }

    public void End()
    {
        foreach (var process in new[] { _box, _bearer })
        {
            Peer.Signal(process, Peer.SigTerm);
            Assert.True(process.WaitForExit(Peer.Deadline), "Kannel does not end.");
        }
    }

    public void Dispose()
    {
        foreach (var process in new[] { _box, _bearer })
        {
            if (!process.HasExited) process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private static Process Start(string program, string file)
    {
        var process = Peer.Start(program, [file]);
        // Nobody reads what it says: it must not have to wait for that.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void WaitForPort(int port) => WaitFor(() =>
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    });

    private static void WaitFor(Func<bool> so)
    {
        for (var begun = Stopwatch.GetTimestamp(); !so(); Thread.Sleep(50))
            Assert.True(Stopwatch.GetElapsedTime(begun) < Peer.Deadline, "Kannel does not come up.");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
