using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace AtRun.Peers;

/// <summary>Programs for modems at a module's serial port: a pseudo terminal, or a TCP port.</summary>
/// <remarks>One after the other: they lock ports by their names, and all of ours are called ttyAT0.</remarks>
public sealed class ModemProgramTests
{
    private const string Imei = "356938035643809";
    private const string Number1 = "393468686711", Number2 = "393468686712";

    [Fact]
    public void PicocomFedByAPipe()
    {
        Peer.Needs("picocom");
        using var sim = new RunningSim();
        var (exit, output, error) = Peer.Run("picocom", ["-q", "-b", "115200", "-r", "-l", "-x", "500", sim.Port], "AT+CGSN\r");
        Assert.True(exit == 0 && output.Contains(Imei, StringComparison.Ordinal), output + error);
    }

    [Theory]
    [InlineData("minicom", "minicom -D PORT -o", "Welcome", "\\001x", "Leave")]
    [InlineData("cu", "cu -l PORT -s 115200", "Connected.", "~.", "Disconnected.")]
    [InlineData("tio", "tio PORT", "Connected", "\\024q", "Disconnected")]
    [InlineData("screen", "screen -c /dev/null DEVICE 115200", "", "\\001\\\\", "Really quit")]
    public void TerminalProgramsThatWantATerminal(string program, string command, string ready, string leave, string farewell)
    {
        Peer.Needs("expect", program);
        using var sim = new RunningSim();
        var device = new FileInfo(sim.Port).LinkTarget!;
        // cu is another user in Debian.
        File.SetUnixFileMode(device, (UnixFileMode)Convert.ToInt32("666", 8));
        var folder = Path.GetDirectoryName(sim.Port)!;
        File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        var spawn = command.Replace("PORT", sim.Port, StringComparison.Ordinal).Replace("DEVICE", device, StringComparison.Ordinal);
        var screens = Path.Combine(folder, "screens");
        Directory.CreateDirectory(screens, (UnixFileMode)Convert.ToInt32("700", 8));
        var (exit, output, error) = Peer.Run("expect", ["-"], $$"""
            set timeout 20
            set env(TERM) vt100
            set env(SCREENDIR) {{screens}}
            proc want {text} {
                expect {
                    -ex $text {}
                    timeout { puts "\nmissing: $text"; exit 1 }
                    eof { puts "\nended before: $text"; exit 1 }
                }
            }
            spawn {{spawn}}
            want "{{ready}}"
            # It reads the keys from now on; what is typed before may be thrown away.
            sleep 0.5
            send "AT+CGSN\r"
            want "{{Imei}}"
            want "OK"
            send "\r"
            sleep 0.2
            send "{{leave}}"
            want "{{farewell}}"
            exit 0

            """);
        Assert.True(exit == 0, output + error);
    }

    [Fact]
    public void ChatTalks()
    {
        Peer.Needs("chat", "sh");
        using var sim = new RunningSim();
        var (exit, output, error) = Peer.Run("sh", ["-c", $"chat -s -t 20 ABORT ERROR '' AT OK ATE0 OK AT+CGSN {Imei} <{sim.Port} >{sim.Port}"]);
        Assert.True(exit == 0, $"{exit}: {output}{error}");
    }

    [Fact]
    public void KermitTalks()
    {
        Peer.Needs("kermit");
        using var sim = new RunningSim();
        var script = Path.ChangeExtension(sim.Port, "ksc");
        File.WriteAllText(script, $"""
            set line {sim.Port}
            if fail exit 2
            set speed 115200
            set carrier-watch off
            set flow none
            lineout AT+CGSN
            input 20 {Imei}
            if fail exit 1
            exit 0

            """);
        var (exit, output, error) = Peer.Run("kermit", [script]);
        Assert.True(exit == 0, $"{exit}: {output}{error}");
    }

    [Fact]
    public void WvdialDialsPacketServiceToConnect()
    {
        Peer.Needs("wvdial", "expect");
        using var sim = Registered();
        var configuration = Path.ChangeExtension(sim.Port, "conf");
        File.WriteAllText(configuration, $"""
            [Dialer Defaults]
            Modem = {sim.Port}
            Baud = 115200
            Init1 = ATZ
            Init2 = ATQ0 V1 E1 S0=0 &D2
            Init3 = AT+CGDCONT=1,"IP","internet"
            Phone = *99***1#
            Username = a
            Password = b
            Stupid Mode = 1

            """);
        // What pppd says then is its own matter: it needs a kernel that has PPP. Now and then wvdial trips over itself (an assertion in wvtask.cc);
        // &D2 ends the call that it leaves behind.
        var (exit, output, error) = Peer.Run("expect", ["-"], $$"""
            set timeout 30
            for {set try 0} {$try < 8} {incr try} {
                spawn wvdial -C {{configuration}}
                expect {
                    "Starting PPP immediately" { exit 0 }
                    timeout { exit 1 }
                    eof { wait }
                }
            }
            exit 2

            """);
        Assert.True(exit == 0, $"{exit}: {output}{error}");
    }

    [Fact]
    public void MgettyMakesTheModemReadyAndAnswersACall()
    {
        Peer.Needs("mgetty");
        Assert.SkipUnless(Environment.UserName == "root", "mgetty has to be started by root");
        using var sim = Registered();
        var device = new FileInfo(sim.Port).LinkTarget!;
        var log = $"/var/log/mgetty/mg_{device["/dev/".Length..].Replace('/', '-')}.log";
        File.Delete(log);
        using var mgetty = Peer.Start("mgetty", ["-D", "-n", "1", "-x", "9", "-s", "115200", "-m", "\"\" ATZ OK ATE0Q0V1 OK", device["/dev/".Length..]]);
        try
        {
            Awaited(log, "waiting...");
            Assert.Equal(0, Peer.Run(Peer.AtRun, ["sim", "ctl", "--control", sim.Control, "call", "ring"]).Exit);
            Awaited(log, "send: ATA");
        }
        finally
        {
            mgetty.Kill();
            mgetty.WaitForExit();
            File.Delete($"/var/lock/LCK..{device["/dev/".Length..].Replace('/', '_')}");
        }
    }

    [Fact]
    public void GnokiiIdentifiesTheModule()
    {
        Peer.Needs("gnokii", "env");
        using var sim = Registered();
        var folder = Path.GetDirectoryName(sim.Port)!;
        var configuration = Path.Combine(folder, "gnokii");
        File.WriteAllText(configuration, $"[global]\nport = {sim.Port}\nmodel = AT\nconnection = serial\nserial_baudrate = 115200\nuse_locking = yes\n");
        var (_, identity, error) = Gnokii("--identify");
        Assert.True(identity.Contains($"IMEI         : {Imei}\nManufacturer : Telit\n", StringComparison.Ordinal) && identity.Contains("Model        : HE910\n", StringComparison.Ordinal), identity + error);
        Assert.Contains("SMS center number is +393492000200\n", Gnokii("--getsmsc", "1", "1").Output, StringComparison.Ordinal);

        (int Exit, string Output, string Error) Gnokii(params string[] what) => Peer.Run("env", [$"HOME={folder}", "LC_ALL=C", "gnokii", "--config", configuration, .. what]);
    }

    [Fact]
    public void GammuThroughSocatAtATcpPort()
    {
        Peer.Needs("gammu", "socat", "env");
        using var sim = new RunningSim(null, null, "--port2", "tcp://127.0.0.1:0");
        var link = sim.Port + "-by-tcp";
        using var socat = Peer.Start("socat", [$"PTY,link={link},rawer", $"TCP:{Place(sim)}"]);
        try
        {
            WaitFor(() => File.Exists(link));
            var configuration = Path.ChangeExtension(sim.Port, "gammurc");
            File.WriteAllText(configuration, $"[gammu]\ndevice = {link}\nconnection = at115200\nsynchronizetime = no\n");
            var (exit, output, error) = Peer.Run("env", ["LC_ALL=C", "gammu", "-c", configuration, "identify"]);
            Assert.True(exit == 0 && output.Contains($"IMEI                 : {Imei}\n", StringComparison.Ordinal), output + error);
        }
        finally
        {
            socat.Kill();
            socat.WaitForExit();
        }
    }

    [Fact]
    public void Ser2netPutsThePseudoTerminalOnTheNetwork()
    {
        Peer.Needs("ser2net");
        using var sim = new RunningSim();
        var (port, configuration) = (FreePort(), Path.ChangeExtension(sim.Port, "yaml"));
        File.WriteAllText(configuration, $"connection: &con\n  accepter: tcp,127.0.0.1,{port}\n  connector: serialdev,{sim.Port},115200n81,local\n");
        using var ser2net = Peer.Start("ser2net", ["-n", "-c", configuration]);
        try
        {
            WaitFor(() => Listens(port));
            // The operator's own end.
            var (exit, output, error) = Peer.Run(Peer.AtRun, ["exec", $"raw://127.0.0.1:{port}", "AT+CGSN"]);
            Assert.True(exit == 0 && output.Contains(Imei, StringComparison.Ordinal), output + error);
        }
        finally
        {
            ser2net.Kill();
            ser2net.WaitForExit();
        }
    }

    [Fact]
    public void KannelDrivesTwoPortsAPseudoTerminalAndATcpPort()
    {
        Peer.Needs("bearerbox", "smsbox", "curl");
        using var sim = new RunningSim(null, null, "--modules", "2", "--speed", "10", "--port2", "tcp://127.0.0.1:0");
        using var other = new SerialLine($"{sim.Port}-2");
        other.Command("ATE0");
        other.Command("AT+CMGF=1;+CNMI=2,2,0,0,0");
        Registered(other);
        var place = Place(sim);
        using var kannel = new Kannel($"""
            group = smsc
            smsc = at
            smsc-id = terminal
            modemtype = telit
            device = {sim.Port}
            sms-center = +393492000200

            group = smsc
            smsc = at
            smsc-id = network
            modemtype = telit
            device = rawtcp
            host = {place.Address}
            port = {place.Port}
            sms-center = +393492000200

            group = modems
            id = telit
            name = Telit
            init-string = "AT+CNMI=1,2,0,1,0"
            """, FreePort());
        foreach (var centre in (string[])["terminal", "network"])
        {
            kannel.Send($"smsc={centre}&from=%2B{Number1}&to=%2B{Number2}&coding=0&text=hello+by+{centre}");
            Assert.Contains($"+CMT: \"+{Number1}\"", other.Until($"\r\nhello by {centre}\r\n"), StringComparison.Ordinal);
        }
        kannel.End();
    }

    [Fact]
    public void SmsServerToolsAtATcpPort()
    {
        Peer.Needs("smsd");
        using var sim = new RunningSim(null, null, "--speed", "10", "--port2", "tcp://127.0.0.1:0");
        using (var line = new SerialLine(sim.Port)) Registered(line);
        using var daemon = new SpoolingDaemon("outgoing", "checked", "incoming", "sent", "failed");
        var configuration = daemon.Put("smsd.conf", $"""
            devices = GSM1
            outgoing = {daemon.Folder}/outgoing
            checked = {daemon.Folder}/checked
            incoming = {daemon.Folder}/incoming
            sent = {daemon.Folder}/sent
            failed = {daemon.Folder}/failed
            infofile = {daemon.Folder}/info
            pidfile = {daemon.Folder}/pid
            logfile = {daemon.Folder}/log
            delaytime = 1
            delaytime_mainprocess = 1
            [GSM1]
            device = @{Place(sim)}
            incoming = yes

            """);
        daemon.Put("outgoing/text", $"To: {Number1}\n\nhello myself");
        daemon.Start("smsd", "-c" + configuration, "-t");
        Assert.EndsWith("\n\nhello myself", daemon.Await("incoming", "hello myself"), StringComparison.Ordinal);
        daemon.End();
    }

    [Fact]
    public void PythonSerialAtEachKindOfPort()
    {
        var python = Python();
        using var sim = new RunningSim(null, null, "--port2", "tcp://127.0.0.1:0");
        foreach (var url in (string[])[sim.Port, $"socket://{Place(sim)}"])
        {
            var (exit, output, error) = Peer.Run(python, ["-c", $$"""
                import serial
                port = serial.serial_for_url('{{url}}', baudrate=115200, timeout=20)
                port.write(b'AT+CGSN\r')
                print(port.read_until(b'OK\r\n').decode())
                """]);
            Assert.True(exit == 0 && output.Contains(Imei, StringComparison.Ordinal), output + error);
        }
    }

    [Fact]
    public void PythonSerialSeesAndSwitchesTheLines()
    {
        var python = Python();
        using var sim = new RunningSim(null, null, "--speed", "10", "--port2", "rfc2217://127.0.0.1:0");
        using (var line = new SerialLine(sim.Port)) Registered(line);
        var (exit, output, error) = Peer.Run(python, ["-c", $$"""
            import serial, subprocess, time
            port = serial.serial_for_url('rfc2217://{{Place(sim)}}', baudrate=9600, bytesize=7, parity='E', timeout=20)
            def say(line, end=b'OK\r\n'):
                port.write(line + b'\r')
                heard = port.read_until(end)
                assert heard.endswith(end), heard
            def lines(**expected):
                until = time.monotonic() + 20
                while True:
                    now = dict(cd=port.cd, ri=port.ri, dsr=port.dsr, cts=port.cts)
                    if all(now[name] == on for name, on in expected.items()): return
                    assert time.monotonic() < until, (expected, now)
            say(b'ATE0')
            lines(cd=False, ri=False, dsr=True, cts=True)
            say(b'AT&C0'); lines(cd=True)
            say(b'AT&C1'); lines(cd=False)
            port.baudrate = 115200
            # A ring.
            subprocess.check_call(['{{Peer.AtRun}}', 'sim', 'ctl', '--control', '{{sim.Control}}', 'call', 'ring'])
            lines(ri=True)
            subprocess.check_call(['{{Peer.AtRun}}', 'sim', 'ctl', '--control', '{{sim.Control}}', 'call', 'end'])
            lines(ri=False)
            # A connection: a break leaves it, DTR ends it.
            say(b'AT+CGDCONT=1,"IP","internet";&D2')
            say(b'ATD*99#', b'CONNECT\r\n')
            lines(cd=True)
            port.send_break(0.1)
            assert port.read_until(b'OK\r\n').endswith(b'OK\r\n')
            say(b'ATO', b'CONNECT\r\n')
            port.dtr = False
            assert port.read_until(b'NO CARRIER\r\n').endswith(b'NO CARRIER\r\n')
            lines(cd=False)
            port.dtr = True
            port.reset_input_buffer()
            say(b'AT')
            # Without RTS nothing comes where #CFLO says that it counts here.
            say(b'AT#CFLO=1')
            port.rts = False
            port.write(b'AT\r')
            port.timeout = 0.3
            assert port.read(1) == b''
            port.rts = True
            port.timeout = 20
            assert port.read_until(b'OK\r\n') == b'\r\nOK\r\n'
            """]);
        Assert.True(exit == 0, output + error);
    }

    [Fact]
    public void PerlModulesAtTheSerialPort()
    {
        Peer.Needs("perl");
        Assert.SkipUnless(Peer.Run("perl", ["-MDevice::Gsm", "-e", "1"]).Exit == 0, "Device::Gsm is not installed");
        using var sim = Registered();
        var (exit, output, error) = Peer.Run("perl", ["-e", """
            use Device::Gsm;
            use Device::Modem;
            my $port = shift;
            my $gsm = Device::Gsm->new(port => $port, log => 'file,/dev/null') or die 'new';
            $gsm->connect(baudrate => 115200) or die 'connect';
            print join('|', $gsm->imei, $gsm->manufacturer, $gsm->model, $gsm->register), "\n";
            $gsm->disconnect;
            my $modem = Device::Modem->new(port => $port, log => 'file,/dev/null') or die 'new';
            $modem->connect(baudrate => 115200) or die 'connect';
            $modem->atsend("AT+CGSN\r");
            print $modem->answer('OK', 5000), "\n";
            """, sim.Port]);
        Assert.True(exit == 0 && output.StartsWith($"{Imei}|Telit|HE910|1\n", StringComparison.Ordinal) && output.LastIndexOf(Imei, StringComparison.Ordinal) > 20, output + error);
    }

    /// <summary>A module that is registered, soon.</summary>
    private static RunningSim Registered()
    {
        var sim = new RunningSim(null, null, "--speed", "10");
        using var line = new SerialLine(sim.Port);
        Registered(line);
        return sim;
    }

    private static void Registered(SerialLine line) => WaitFor(() => line.Command("AT+CREG?")!.Contains(",1\r\n", StringComparison.Ordinal));

    /// <summary>Where module 1's second port is.</summary>
    private static IPEndPoint Place(RunningSim sim) => IPEndPoint.Parse(sim.First.GetProperty("ports")[1].GetString()!.Split("//")[1]);

    private static void Awaited(string log, string text) =>
        WaitFor(() => File.Exists(log) && File.ReadAllText(log).Contains(text, StringComparison.Ordinal));

    private static void WaitFor(Func<bool> so)
    {
        for (var begun = Stopwatch.GetTimestamp(); !so(); Thread.Sleep(20))
            Assert.True(Stopwatch.GetElapsedTime(begun) < Peer.Deadline, "It does not come.");
    }

    private static string Python()
    {
        foreach (var python in (string[])["python3", "/usr/bin/python3"])
            if (Peer.Run("sh", ["-c", $"{python} -c 'import serial'"]).Exit == 0) return python;
        Assert.Skip("python3-serial is not installed");
        return "";
    }

    private static bool Listens(int port)
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
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
