using System.Globalization;
using System.Text.Json;
using Xunit;

namespace AtRun.Peers;

/// <summary>The command line as a process: exit codes, signals, its own client against its own module.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public void TheTourIsAsTheSpecificationSays()
    {
        var (exit, output, error) = Peer.Run(Peer.AtRun, ["demo", "--once"]);
        Assert.True(exit == 0, output + error);
        Assert.Contains("< Login successful.", output, StringComparison.Ordinal);
        Assert.Contains("< +CREG: 0,1", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\x1B", output, StringComparison.Ordinal);
    }

    [Fact]
    public void TheTourAsJson()
    {
        var (exit, output, error) = Peer.Run(Peer.AtRun, ["demo", "--once", "--json", "--speed", "5"]);
        Assert.True(exit == 0, output + error);
        Assert.All(output.TrimEnd().Split('\n'), line => Assert.True(JsonDocument.Parse(line).RootElement.GetProperty("ok").GetBoolean()));
    }

    [Fact]
    public void ExecReachesTheModuleOverTcpAndAtItsPort()
    {
        using var sim = new RunningSim(RunningSim.PromptingServer);
        var module = sim.Listening();
        var (exit, output, error) = Peer.Run(Peer.AtRun, ["exec", $"tcp://testuser:testpassw@{module}", "AT+CREG?"]);
        Assert.True(exit == 0, output + error);
        Assert.Contains("+CREG: 0,1", output, StringComparison.Ordinal);
        (exit, output, error) = Peer.Run(Peer.AtRun, ["exec", $"pty:{sim.Port}", "AT+CGSN"]);
        Assert.True(exit == 0, output + error);
        Assert.Contains("356938035643809", output, StringComparison.Ordinal);
        Assert.Equal(4, Peer.Run(Peer.AtRun, ["exec", $"tcp://testuser:wrong@{module}", "AT"]).Exit);
        Assert.Equal(5, Peer.Run(Peer.AtRun, ["exec", $"tcp://testuser:testpassw@{module.Address}:1", "AT"]).Exit);
    }

    /// <summary>Through the SMPP account of the message centre, and through a modem, which is another module; in both forms, and hidden.</summary>
    [Fact]
    public void ExecReachesTheModuleBySms()
    {
        const string Module = "sms:+393468686711?via=", Password = "1234567890123456";
        using var sim = new RunningSim(
            ["AT#SMSATRUNCFG=3,1,2", "AT#SMSATWL=0,1,0,\"+39*\"", $"AT#SMSATWL=0,2,1,\"{Password}\"", "AT#SMSATRUN=1"], null,
            "--modules", "2", "--smpp", "127.0.0.1:0", "--speed", "20");
        var smpp = $"smpp://atrun:atrun@{sim.Smpp()}";
        sim.Ready();
        foreach (var (via, form) in ((string, string)[])[(smpp, ""), (smpp, $"&password={Password}"), ($"pty:{sim.Port}-2", ""), ($"pty:{sim.Port}-2", $"&password={Password}")])
        {
            var (exit, output, error) = Peer.Run(Peer.AtRun, ["exec", $"{Module}{via}{form}", "AT+CGSN", "AT\\Q0", "AT&V;#SCFG?;#SCFGEXT?;#SCFGEXT2?;#SGACTCFG?;#SGACTCFGEXT?;#SS;#SI;#SLASTCLOSURE"]);
            Assert.True(exit == 0, output + error);
            Assert.StartsWith("356938035643809\nOK\nOK\n", output, StringComparison.Ordinal);
            // Of many parts.
            Assert.EndsWith("OK\n", output, StringComparison.Ordinal);
            Assert.True(output.Length > 1000);
            (exit, output, error) = Peer.Run(Peer.AtRun, ["exec", "--json", $"{Module}{via}{form}&hidden=1", "AT+CGSN"]);
            Assert.True(exit == 0, output + error);
            Assert.True(JsonDocument.Parse(output).RootElement.GetProperty("hidden").GetBoolean());
        }
        // Whom the module does not admit it does not answer.
        Assert.Equal(6, Peer.Run(Peer.AtRun, ["exec", "--timeout", "3", $"{Module}{smpp}&password=6543210987654321", "AT"]).Exit);
        Assert.Equal(6, Peer.Run(Peer.AtRun, ["exec", "--timeout", "3", $"{Module}{smpp}&from=+41791234567", "AT"]).Exit);
        Assert.Equal(5, Peer.Run(Peer.AtRun, ["exec", "--timeout", "3", $"sms:+393999999999?via={smpp}", "AT"]).Exit);
        Assert.Equal(4, Peer.Run(Peer.AtRun, ["exec", $"{Module}{smpp.Replace(":atrun@", ":wrong@", StringComparison.Ordinal)}", "AT"]).Exit);
    }

    [Fact]
    public void BenchLoadsSeveralModules()
    {
        using var sim = new RunningSim(RunningSim.Server, null, "--modules", "5");
        var first = Enumerable.Range(0, 5).Select(_ => sim.Listening()).MinBy(m => m.Address.GetAddressBytes()[3])!;
        var (exit, output, error) = Peer.Run(Peer.AtRun,
            ["bench", $"tcp://testuser:testpassw@{first}?auth=0", "--spread", "5", "--depth", "4", "--seconds", "0.5", "--warmup", "0.2", "--json"]);
        Assert.True(exit == 0, output + error);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal(5, report.GetProperty("sessions").GetInt32());
        Assert.Equal(0, report.GetProperty("errors").GetInt32());
        Assert.True(report.GetProperty("rate").GetDouble() > 0 && report.GetProperty("p50").GetDouble() <= report.GetProperty("max").GetDouble());
        Assert.Equal(3, Peer.Run(Peer.AtRun, ["bench", $"tcp://testuser:testpassw@{first}?auth=0", "--command", "AT+NONE", "--seconds", "0.2", "--warmup", "0"]).Exit);
        Assert.Equal(4, Peer.Run(Peer.AtRun, ["bench", $"tcp://testuser:wrong@{first}?auth=0", "--seconds", "0.2"]).Exit);
    }

    [Fact]
    public void FaultsAreMadeInASimulationThatRuns()
    {
        using var sim = new RunningSim(RunningSim.Server, null, "--speed", "20", "--modules", "2");
        sim.Listening();
        sim.Listening();
        var (exit, output, error) = Ctl("--module", "1", "status");
        Assert.True(exit == 0, error);
        Assert.StartsWith("module 1: IMEI 356938035643809, number +393468686711, SIM Ready, registration Home, attached\n", output, StringComparison.Ordinal);
        Assert.Contains("\n  TCPATRUN: on, Server, Listening\n", output, StringComparison.Ordinal);
        Assert.Contains("\n  instances: 1 LocalPort, 2 TcpAtRun, 3 Nobody\n", output, StringComparison.Ordinal);
        Assert.Equal((0, "", "done to 2 modules\n"), Ctl("--module", "all", "context", "drop", "1"));
        sim.Listening();
        sim.Listening();
        (exit, output, error) = Ctl("--json", "status");
        Assert.True(exit == 0, error);
        Assert.Equal(2, JsonDocument.Parse(output).RootElement.GetProperty("modules").GetArrayLength());
        (exit, output, error) = Ctl("sim", "remove");
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains("which of the 2 modules?", error, StringComparison.Ordinal);
        Assert.Equal(2, Ctl("--module", "3", "sim", "remove").Exit);
        Assert.Equal(2, Ctl().Exit);
        Assert.Equal(2, Ctl("no", "such", "thing").Exit);
        Assert.Contains("context drop [CID]", Peer.Run(Peer.AtRun, ["sim", "ctl", "--help"]).Output, StringComparison.Ordinal);
        // What a killed simulation left behind is nobody.
        sim.Kill();
        Assert.Equal(5, Ctl("status").Exit);
        Assert.Equal(5, Peer.Run(Peer.AtRun, ["sim", "ctl", "--control", "/nonexistent/control", "status"]).Exit);
        Assert.Equal(2, Peer.Run(Peer.AtRun, ["sim", "ctl", "--control", "none", "status"]).Exit);

        (int Exit, string Output, string Error) Ctl(params string[] fault) => Peer.Run(Peer.AtRun, ["sim", "ctl", "--control", sim.Control, .. fault]);
    }

    [Fact]
    public void TheSystemEndsASimulatorCleanly()
    {
        using var sim = new RunningSim();
        Assert.True(File.Exists(sim.Port));
        Assert.Equal(0, sim.End(Peer.SigTerm));
        Assert.False(File.Exists(sim.Port), "the name of the port is left behind");
        Assert.False(File.Exists(sim.Control), "the control socket is left behind");
    }

    [Fact]
    public void CtrlCInterruptsASimulator()
    {
        using var sim = new RunningSim();
        Assert.SkipUnless(Hears(sim.Process.Id, Peer.SigInt), "started in the background of a shell: SIGINT is ignored there");
        Assert.Equal(130, sim.End(Peer.SigInt));
        Assert.False(File.Exists(sim.Port), "the name of the port is left behind");
    }

    [Theory]
    [InlineData("--product list", 0, "GE865-QUAD", "")]
    [InlineData("--product HE911", 2, "", "HE910")]
    [InlineData("--init /nonexistent", 2, "", "/nonexistent")]
    [InlineData("--port /dev/null", 2, "", "/dev/null")]
    [InlineData("--port none --state /dev/null", 2, "", "/dev/null")]
    [InlineData("--port none --record /nonexistent/file", 2, "", "/nonexistent/file")]
    [InlineData("--port none --apn-pool nonsense", 2, "", "nonsense")]
    [InlineData("--port none --control /dev/null", 2, "", "/dev/null")]
    [InlineData("--modules 0", 2, "", "--modules")]
    [InlineData("--speed -1", 2, "", "--speed")]
    [InlineData("--port2 /tmp/x --product GE865-QUAD", 2, "", "GE865-QUAD")]
    public void SimRefusesWhatMakesNoSense(string options, int code, string output, string error)
    {
        var run = Peer.Run(Peer.AtRun, ["sim", .. options.Split(' ')]);
        Assert.True(run.Exit == code, run.Error);
        Assert.Contains(output, run.Output, StringComparison.Ordinal);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AStateInUseIsRefused()
    {
        var folder = Directory.CreateTempSubdirectory("atrun-peers-").FullName;
        using (var sim = new RunningSim(folder: folder))
        {
            var (exit, _, error) = Peer.Run(Peer.AtRun, ["sim", "--port", "none", "--state", Path.Combine(folder, "state")]);
            Assert.Equal(2, exit);
            Assert.Contains("in use", error, StringComparison.Ordinal);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static bool Hears(int pid, int signal)
    {
        var caught = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("SigCgt:", StringComparison.Ordinal));
        return (ulong.Parse(caught[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1) & 1) == 1;
    }
}
