using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace AtRun.Peers;

/// <summary>SIGKILL at random moments: what was answered by OK is there afterwards (NVM), and TCPATRUN listens again by itself (TCP-11).</summary>
/// <remarks>20 rounds; ATRUN_KILLS sets another number. ATRUN_SEED repeats a run's moments as far as the machine allows.</remarks>
public sealed class PowerLossTests
{
    private const int Places = 5;

    private readonly int[] _acknowledged = new int[Places + 1];
    private int _place;
    private int _underWay;
    private int _last;

    [Fact]
    public void WhatWasAcknowledgedIsThereAfterEachKill()
    {
        var kills = Setting("ATRUN_KILLS") ?? 20;
        var seed = Setting("ATRUN_SEED") ?? Random.Shared.Next();
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("atrun-kill-").FullName;
        using (var first = new RunningSim(RunningSim.Server, folder))
        {
            first.Listening();
            first.Kill();
        }
        for (var round = 1; round <= kills; round++)
        {
            // Twenty times as fast: registration and attach take a fraction of a second of this test.
            using var sim = new RunningSim(null, folder, "--speed", "20");
            sim.Listening();
            using var line = new SerialLine(sim.Port);
            Assert.NotNull(line.Command("ATE0"));
            Verify(line, $"round {round}, seed {seed}");
            var rest = TimeSpan.FromMilliseconds(random.NextDouble() * 250);
            using var power = new Timer(_ => sim.Process.Kill(), null, rest, Timeout.InfiniteTimeSpan);
            while (Store(line)) { }
            sim.Process.WaitForExit();
        }
        using (var last = new RunningSim(folder: folder))
        using (var line = new SerialLine(last.Port))
        {
            Assert.NotNull(line.Command("ATE0"));
            Verify(line, $"after the last round, seed {seed}");
            last.Listening();
        }
        Assert.True(_last > kills, $"only {_last} settings were stored in {kills} rounds");
        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, {_last} settings stored, seed {seed}");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Stores the next value in the next place; false: the power went.</summary>
    private bool Store(SerialLine line)
    {
        _place = _place % Places + 1;
        _underWay = ++_last;
        // Two commands on one line: the first of them may be stored without the second, never the other way round.
        if (line.Command(string.Create(CultureInfo.InvariantCulture, $"{Socket(_place, _last)};+CGDCONT={_place},\"IP\",\"apn{_last}\"")) is null) return false;
        _acknowledged[_place] = _last;
        return true;
    }

    /// <summary>Each place has what was acknowledged last, or the one that was under way when the power went.</summary>
    private void Verify(SerialLine line, string when)
    {
        var sockets = line.Command("AT#SCFG?")!;
        var contexts = line.Command("AT+CGDCONT?")!;
        for (var place = 1; place <= Places; place++)
        {
            var socket = Number(sockets, $@"#SCFG: {place + 1},\d,\d+,(\d+),");
            var context = Number(contexts, $@"\+CGDCONT: {place},""IP"",""apn(\d+)""");
            int[] allowed = place == _place ? [_acknowledged[place], _underWay] : [_acknowledged[place]];
            if (allowed[^1] == 0 || (allowed[0] == 0 && context is null)) continue;
            Assert.True(allowed.Contains(context ?? 0), $"{when}: context {place} is {context}, acknowledged was {allowed[0]}");
            Assert.True(allowed.Any(a => a % 65000 == socket) || allowed[0] == 0, $"{when}: socket {place} is {socket}, acknowledged was {allowed[0]}");
            Assert.True(socket >= (context ?? 0) % 65000 || context > 65000, $"{when}: of one line the second command is stored and the first is not");
            // What is there counts from now on.
            _acknowledged[place] = Math.Max(_acknowledged[place], context ?? 0);
            if (socket > _acknowledged[place] % 65000) line.Command(Socket(place, _acknowledged[place]));
        }
    }

    /// <summary>The service has socket 1; the others stay on the contexts they are on.</summary>
    private static string Socket(int place, int value) =>
        string.Create(CultureInfo.InvariantCulture, $"AT#SCFG={place + 1},{(place < 3 ? 1 : 2)},300,{value % 65000},600,50");

    private static int? Number(string text, string pattern) =>
        Regex.Match(text, pattern) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : null;
}
