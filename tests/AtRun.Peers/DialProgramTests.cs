using Xunit;
using static AtRun.Peers.ModemPrograms;

namespace AtRun.Peers;

/// <summary>Programs that dial, or take calls, at a module's serial port.</summary>
[Collection(ModemPrograms.Name)]
public sealed class DialProgramTests
{
    [Fact]
    public void ChatTalks()
    {
        Peer.Needs("chat", "sh");
        using var sim = new RunningSim();
        var (exit, output, error) = Peer.Run("sh", ["-c", $"chat -s -t 20 ABORT ERROR '' AT OK ATE0 OK AT+CGSN {Imei} <{sim.Port} >{sim.Port}"]);
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
    public void MgettyAnswersADataCallAndAsksWhoItIs()
    {
        Peer.Needs("mgetty");
        Assert.SkipUnless(Environment.UserName == "root", "mgetty has to be started by root");
        using var sim = new RunningSim(null, null, "--modules", "2", "--speed", "10");
        using var caller = new SerialLine($"{sim.Port}-2");
        using (var line = new SerialLine(sim.Port)) line.AwaitRegistration();
        caller.Command("ATE0");
        caller.AwaitRegistration();
        var device = new FileInfo(sim.Port).LinkTarget!;
        var log = $"/var/log/mgetty/mg_{device["/dev/".Length..].Replace('/', '-')}.log";
        File.Delete(log);
        using var mgetty = Peer.Start("mgetty", ["-D", "-n", "1", "-x", "9", "-s", "115200", "-m", "\"\" ATZ OK ATE0Q0V1 OK", device["/dev/".Length..]]);
        try
        {
            Awaited(log, "waiting...");
            caller.Type("ATD+393468686711\r");
            Awaited(log, "send: ATA");
            Assert.NotNull(caller.Until("\r\nCONNECT 9600\r\n"));
            Assert.NotNull(caller.Until("login:"));
            caller.Type("nobody\r");
            Assert.NotNull(caller.Until("assword:"));
        }
        finally
        {
            mgetty.Kill();
            mgetty.WaitForExit();
            File.Delete($"/var/lock/LCK..{device["/dev/".Length..].Replace('/', '_')}");
        }
    }
}
