using Xunit;
using static AtRun.Peers.ModemPrograms;

namespace AtRun.Peers;

/// <summary>Terminals, file transfers and libraries of scripts, at a module's serial port: a pseudo terminal, or a TCP port.</summary>
[Collection(ModemPrograms.Name)]
public sealed class TerminalProgramTests
{
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
        using (var line = new SerialLine(sim.Port)) line.AwaitRegistration();
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

    private static string Python()
    {
        foreach (var python in (string[])["python3", "/usr/bin/python3"])
            if (Peer.Run("sh", ["-c", $"{python} -c 'import serial'"]).Exit == 0) return python;
        Assert.Skip("python3-serial is not installed");
        return "";
    }
}
