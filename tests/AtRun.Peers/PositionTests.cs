using System.Text.Json;
using Xunit;

namespace AtRun.Peers;

/// <summary>Programs that read what the satellite receiver says.</summary>
public sealed class PositionTests
{
    // gpsdecode (gpsd) checks sums and fields, and says what it understood, a line of JSON for each report.
    [Fact]
    public void GpsdReadsTheSentencesOfAMovingReceiver()
    {
        Peer.Needs("gpsdecode");
        using var sim = new RunningSim();
        Assert.Equal(0, Peer.Run(Peer.AtRun, ["sim", "ctl", "--control", sim.Control, "gps", "position", "-33.8568", "151.2153", "25"]).Exit);
        Assert.Equal(0, Peer.Run(Peer.AtRun, ["sim", "ctl", "--control", sim.Control, "gps", "route", "72", "-33.9568,151.2153"]).Exit);
        using var line = new SerialLine(sim.Port);
        line.Command("ATE0");
        line.Type("AT$GPSNMUN=3,1,1,1,1,1,1\r");
        line.Until("CONNECT\r\n");
        var said = "";
        for (var second = 0; second < 6; second++) said += line.Until("$GPVTG") + line.Until("\r\n");

        var (exit, output, error) = Peer.Run("gpsdecode", [], said);
        Assert.Equal((0, ""), (exit, error));
        var reports = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var positions = reports.Where(r => r.GetProperty("class").GetString() == "TPV" && r.TryGetProperty("lat", out _)).ToList();
        Assert.NotEmpty(positions);
        Assert.All(positions, p => Assert.Equal(3, p.GetProperty("mode").GetInt32()));
        Assert.All(positions, p => Assert.Equal(151.2153, p.GetProperty("lon").GetDouble(), 4));
        Assert.All(positions, p => Assert.InRange(p.GetProperty("lat").GetDouble(), -33.9, -33.8568));
        Assert.True(positions[^1].GetProperty("lat").GetDouble() < positions[0].GetProperty("lat").GetDouble());
        Assert.Contains(positions, p => p.TryGetProperty("speed", out var speed) && Math.Abs(speed.GetDouble() - 20) < 0.1);
        Assert.Contains(positions, p => p.TryGetProperty("track", out var track) && Math.Abs(track.GetDouble() - 180) < 0.1);
        var sky = reports.Last(r => r.GetProperty("class").GetString() == "SKY" && r.TryGetProperty("satellites", out _));
        Assert.InRange(sky.GetProperty("satellites").EnumerateArray().Count(s => s.GetProperty("used").GetBoolean()), 4, 12);
    }
}
