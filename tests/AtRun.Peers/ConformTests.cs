using System.Text.Json;
using Xunit;

namespace AtRun.Peers;

/// <summary><c>atrun conform</c> on a module of <c>atrun sim</c>, each a process; another program reads the report.</summary>
public sealed class ConformTests
{
    /// <summary>Of the distribution, which has its modules.</summary>
    private const string Python = "/usr/bin/python3";

    private const string Sums = """
        import sys, junitparser
        report = junitparser.JUnitXml.fromfile(sys.argv[1])
        cases = [case for suite in report for case in suite]
        print(len(cases), sum(1 for c in cases if any(isinstance(r, junitparser.Failure) for r in c.result)), sum(1 for c in cases if any(isinstance(r, junitparser.Skipped) for r in c.result)))
        print(report.tests, report.failures, report.skipped)
        """;

    [Fact]
    public void OurModuleConformsAtItsPortAndFarAway()
    {
        Assert.SkipUnless(File.Exists(Python) && Peer.Run(Python, ["-c", "import junitparser"]).Exit == 0, "python3-junitparser is not installed");
        var folder = Directory.CreateTempSubdirectory("atrun-conform-");
        using var sim = new RunningSim(RunningSim.Server);
        var far = sim.Listening();
        foreach (var target in (string[])[$"pty:{sim.Port}", $"tcp://testuser:testpassw@{far}"])
        {
            var file = Path.Combine(folder.FullName, "report.xml");
            var (exit, output, error) = Peer.Run(Peer.AtRun, ["conform", target, "--json", "--junit", file]);
            Assert.True(exit == 0, output + error);
            var report = JsonDocument.Parse(output).RootElement;
            var (passed, failed, skipped) = (Number("passed"), Number("failed"), Number("skipped"));
            Assert.Equal(0, failed);
            Assert.True(passed > 200);
            Assert.Equal("HE910", report.GetProperty("model").GetString());
            Assert.Empty(report.GetProperty("notRestored").EnumerateArray());
            var sums = $"{passed + failed + skipped} {failed} {skipped}\n";
            (exit, output, error) = Peer.Run(Python, ["-c", Sums, file]);
            Assert.True(exit == 0, error);
            Assert.Equal(sums + sums, output);

            int Number(string name) => report.GetProperty(name).GetInt32();
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public void AModuleThatGoesAwayEndsItWithItsReport()
    {
        using var sim = new RunningSim();
        using var conform = Peer.Start(Peer.AtRun, ["conform", $"pty:{sim.Port}"]);
        Assert.StartsWith("passed", conform.StandardOutput.ReadLine(), StringComparison.Ordinal);
        sim.Kill();
        var rest = conform.StandardOutput.ReadToEnd();
        Assert.True(conform.WaitForExit(Peer.Deadline));
        Assert.Equal(5, conform.ExitCode);
        Assert.Contains("failed", rest, StringComparison.Ordinal);
        Assert.Equal(5, Peer.Run(Peer.AtRun, ["conform", $"pty:{sim.Port}"]).Exit);
    }

    [Fact]
    public void WhatWouldBeDoneIsShownWithoutAModule()
    {
        var (exit, output, _) = Peer.Run(Peer.AtRun, ["conform", "--list"]);
        Assert.Equal(0, exit);
        Assert.True(output.Split('\n').Length > 60);
        (exit, output, _) = Peer.Run(Peer.AtRun, ["conform", "tcp://me:secret@127.0.0.1:1", "--dry-run", "--only", "Portable/quiet", "--only", "+CMEE"]);
        Assert.Equal(0, exit);
        Assert.Contains("Portable/quiet: not run: ATQ1 blocks TCPATRUN for good (TCP-23)", output, StringComparison.Ordinal);
        Assert.Contains("AT+CMEE=?", output, StringComparison.Ordinal);
        Assert.Equal(2, Peer.Run(Peer.AtRun, ["conform", "pty:/nowhere", "--only", "nothing"]).Exit);
        Assert.Equal(2, Peer.Run(Peer.AtRun, ["conform"]).Exit);
        Assert.Equal(5, Peer.Run(Peer.AtRun, ["conform", "pty:/nowhere"]).Exit);
    }
}
