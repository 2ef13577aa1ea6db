using AtRun.Tests.Simulation.Week;
using Xunit;

namespace AtRun.Tests.Simulation;

/// <summary>Many modules for a simulated time with faults; what must always hold is looked at after each step. The whole of it: <c>AtRun.Fuzz week</c>.</summary>
public sealed class WeekTests
{
    private static readonly WeekPlan Day = new() { Modules = 30, Span = TimeSpan.FromDays(1), Seed = 7, HostRestarts = TimeSpan.FromHours(1), Rollout = TimeSpan.FromMinutes(1) };

    [Fact]
    public void A_day_of_30_modules_is_the_same_day_twice()
    {
        var (first, second) = (WeekWorld.Run(Day), WeekWorld.Run(Day));
        Assert.Equal(first.Hash, second.Hash);
        Assert.Equal(first.Steps, second.Steps);
        Assert.All(first.Tally.Faults, f => Assert.True(f.Count > 0, $"{f.Fault} did not happen"));
        Assert.True(first.Tally is { Answered: > 1000, Lost: > 0, SmsAnswered: > 10, Strangers: > 10, Forged: > 10, GivenUp: > 0, Rescues: > 0 });
    }

    [Fact]
    public void Another_seed_is_another_day()
    {
        var hour = Day with { Span = TimeSpan.FromHours(1) };
        Assert.NotEqual(WeekWorld.Run(hour).Hash, WeekWorld.Run(hour with { Seed = 8 }).Hash);
    }
}
