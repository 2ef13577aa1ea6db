using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace AtRun.Peers;

/// <summary>Terminal programs at a module: over TCP and at its serial port.</summary>
public sealed class TerminalTests
{
    private const string Imei = "356938035643809";

    /// <summary>Ends with the number of the line that was waited for in vain.</summary>
    private const string Expect = """
        set timeout 20
        set step 0
        proc want {text} {
            global step
            incr step
            expect {
                -ex $text {}
                timeout { puts "\nmissing: $text"; exit $step }
                eof { puts "\nended before: $text"; exit $step }
            }
        }

        """;

    [Fact]
    public void TelnetLogsInStepByStepAndRunsCommands()
    {
        Peer.Needs("expect", "telnet");
        using var sim = new RunningSim(RunningSim.PromptingServer);
        Scripted(sim.Listening(), """
            want "Username: "
            send "testuser\r"
            want "Password: "
            send "testpassw\r"
            want "Login successful."
            send "ATE0\r"
            want "OK"
            send "at+creg?\r"
            want "+CREG: 0,1"
            want "OK"
            send "at#moni=7\r"
            want "OK"
            send "at#moni\r"
            want "#MONI: Cell"
            want "#MONI:  S"
            want "OK"
            send "at#ss\r"
            want "#SS: 1,1,"
            want "#SS: 6,0"
            want "OK"
            """);
    }

    [Fact]
    public void TelnetIsSentAwayWithAWrongPassword()
    {
        Peer.Needs("expect", "telnet");
        using var sim = new RunningSim(RunningSim.PromptingServer);
        Scripted(sim.Listening(), """
            want "Username: "
            send "testuser\r"
            want "Password: "
            send "wrong\r"
            want "Connection closed by foreign host"
            """);
    }

    [Fact]
    public void NetcatInAutomaticMode()
    {
        Peer.Needs("nc");
        using var sim = new RunningSim(RunningSim.Server);
        var module = sim.Listening();
        var (_, output, error) = Peer.Run("nc", ["-C", "-q2", module.Address.ToString(), Number(module.Port)], "testuser\ntestpassw\nATE0\nAT+CGSN\nAT+NONE\n");
        Assert.True(output == $"ATE0\r\r\nOK\r\n\r\n{Imei}\r\n\r\nOK\r\n\r\nERROR\r\n", output + error);
    }

    [Fact]
    public void ASocketInAutomaticModeOctetByOctet()
    {
        using var sim = new RunningSim(RunningSim.Server);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 20_000 };
        socket.Connect(sim.Listening());
        foreach (var octet in "testuser\rtestpassw\rATE0;+CGSN\r"u8.ToArray()) socket.Send([octet]);
        var heard = "";
        var octets = new byte[4096];
        while (!heard.EndsWith("OK\r\n", StringComparison.Ordinal) && socket.Receive(octets) is var count and > 0) heard += Encoding.Latin1.GetString(octets, 0, count);
        Assert.Equal($"ATE0;+CGSN\r\r\n{Imei}\r\n\r\nOK\r\n", heard);
    }

    [Fact]
    public void SocatAtTheSerialPort()
    {
        Peer.Needs("socat");
        using var sim = new RunningSim();
        var (_, output, error) = Peer.Run("socat", ["-t2", "-", $"{sim.Port},rawer"], "ATE0\rAT+CGSN\r");
        Assert.True(output == $"ATE0\r\r\nOK\r\n\r\n{Imei}\r\n\r\nOK\r\n", output + error);
    }

    [Fact]
    public void MinicomsScriptRunnerAtTheSerialPort()
    {
        Peer.Needs("runscript", "sh");
        using var sim = new RunningSim();
        var script = Path.ChangeExtension(sim.Port, "scr");
        File.WriteAllText(script, """
            timeout 20
            send ATE0
            expect {
                "OK" break
                timeout 10 goto failed
            }
            send AT+CGSN
            expect {
                "356938035643809" break
                timeout 10 goto failed
            }
            exit 0
            failed:
            exit 1

            """);
        var (exit, output, error) = Peer.Run("sh", ["-c", $"runscript {script} <{sim.Port} >{sim.Port}"]);
        Assert.True(exit == 0, $"{exit}: {output}{error}");
    }

    [Fact]
    public void TheSerialPortIsAFileToo()
    {
        using var sim = new RunningSim();
        Assert.Equal(Imei, sim.First.GetProperty("imei").GetString());
        using (var line = new SerialLine(sim.Port))
        {
            Assert.Equal("ATE0\r\r\nOK\r\n", line.Command("ATE0"));
            Assert.Equal($"\r\n{Imei}\r\n\r\nOK\r\n", line.Command("AT+CGSN"));
        }
        // Clients come and go; settings stay.
        using var again = new SerialLine(sim.Port);
        Assert.Equal("\r\nOK\r\n", again.Command("AT"));
    }

    [Fact]
    public void TelnetAndTheSerialPortAtOnce()
    {
        Peer.Needs("nc");
        using var sim = new RunningSim(RunningSim.Server);
        var module = sim.Listening();
        using var line = new SerialLine(sim.Port);
        Assert.EndsWith("OK\r\n", line.Command("ATE0"), StringComparison.Ordinal);
        Peer.Run("nc", ["-C", "-q1", module.Address.ToString(), Number(module.Port)], "testuser\ntestpassw\nAT\n");
        Assert.Equal("\r\n#TCPATRUN: 127.0.0.1\r\n\r\n#TCPATRUN: DISCONNECT\r\n", line.Until("DISCONNECT\r\n"));
    }

    private static void Scripted(IPEndPoint module, string steps)
    {
        var (exit, output, error) = Peer.Run("expect", ["-"], $"{Expect}spawn telnet {module.Address} {module.Port}\n{steps}\nexit 0\n");
        Assert.True(exit == 0, $"step {exit}: {output}{error}");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
