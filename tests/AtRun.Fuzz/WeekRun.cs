using System.Diagnostics;
using System.Globalization;
using AtRun.Tests.Simulation.Week;

namespace AtRun.Fuzz;

/// <summary><c>AtRun.Fuzz week [modules=N] [days=N] [seed=N] [runs=N]</c>: the same simulated week twice, with the same transcript.</summary>
internal static class WeekRun
{
    private const int Kibi = 1024;

    public static int Run(string[] args)
    {
        var given = new Dictionary<string, int> { ["modules"] = 1000, ["days"] = 7, ["seed"] = 1, ["runs"] = 2 };
        foreach (var arg in args)
        {
            if (arg.Split('=') is [var name, var value] && given.ContainsKey(name) && int.TryParse(value, CultureInfo.InvariantCulture, out var number)) given[name] = number;
            else
            {
                Console.Error.WriteLine($"{arg}: this is none of {string.Join(", ", given.Select(g => $"{g.Key}={g.Value}"))}");
                return 2;
            }
        }
        var plan = new WeekPlan { Modules = given["modules"], Span = TimeSpan.FromDays(given["days"]), Seed = given["seed"] };
        string? hash = null;
        for (var run = 1; run <= given["runs"]; run++)
        {
            var clock = Stopwatch.StartNew();
            try
            {
                var result = WeekWorld.Run(plan);
                Print(run, result, clock.Elapsed);
                if ((hash ??= result.Hash) == result.Hash) continue;
                Console.WriteLine("week: the same seed has another transcript");
                return 1;
            }
            catch (WeekBrokenException broken)
            {
                Console.WriteLine($"week: {broken.Message}");
                return 1;
            }
        }
        return 0;
    }

    private static void Print(int run, WeekResult result, TimeSpan took)
    {
        var tally = result.Tally;
        Console.WriteLine($"run {run}: {took.TotalSeconds:F0} s, {result.Steps} steps, {result.Octets} octets, SHA-256 {result.Hash}, {result.Held.First / Kibi} KiB held after a day, {result.Held.Last / Kibi} at the end");
        Console.WriteLine($"  commands over TCP {tally.Asked}: {tally.Answered} answered, {tally.Lost} lost; by SMS {tally.SmsAsked}: {tally.SmsAnswered} answered, {tally.SmsLost} lost");
        Console.WriteLine($"  strangers {tally.Strangers}, forged messages {tally.Forged}: no command run; moves {tally.Moves}, given up {tally.GivenUp}, set going again {tally.Rescues}");
        Console.WriteLine("  faults: " + string.Join(", ", tally.Faults.Select(f => $"{f.Fault} {f.Count}")));
        foreach (var (why, count) in tally.Losses) Console.WriteLine($"  lost: {why}: {count}");
        foreach (var (what, count) in tally.Warnings) Console.WriteLine($"  logged: {what}: {count}");
    }
}
