using AtRun.Module.Services.Subscriber;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>What calls leave in the phonebooks "MC" and "RC".</summary>
public sealed class CallListTests
{
    [Fact]
    public void A_number_that_was_missed_stands_once_one_that_was_received_each_time()
    {
        var module = Started();
        var lists = module.Module.Running!.Phonebooks;
        foreach (var number in (string[])["+391", "+392", "+391", "", "+391", "12"])
        {
            module.Turn.Do(() => lists.Missed(number));
            module.Turn.Do(() => lists.Received(number));
        }
        Assert.Equal(["12", "+391", "+392"], Numbers(module, "MC"));
        Assert.Equal(["12", "+391", "+391", "+392", "+391"], Numbers(module, "RC"));
    }

    [Fact]
    public void The_oldest_leave_and_the_rest_is_kept_without_power()
    {
        var module = Started();
        for (var i = 1; i <= CallList.Places + 2; i++)
        {
            var number = $"+39{i}";
            module.Turn.Do(() => module.Module.Running!.Phonebooks.Missed(number));
        }
        module.Turn.Do(() => _ = module.Module.Running!.Phonebooks.Of("MC")!.Set(2, null));
        module.Turn.Do(module.PowerCycle);
        var kept = module.Module.Running!.Phonebooks.Of("MC")!;
        Assert.Equal((CallList.Places, CallList.Places - 1), (kept.Capacity, kept.Used));
        Assert.Equal(("+3922", (PhonebookEntry?)null, "+3920", "+393"), (kept[1]?.Number.ToString(), kept[2], kept[3]?.Number.ToString(), kept[20]?.Number.ToString()));
    }

    private static SimulatedModule Started()
    {
        var module = new SimulatedModule();
        module.Start();
        return module;
    }

    private static string[] Numbers(SimulatedModule module, string storage) =>
        [.. module.Module.Running!.Phonebooks.Of(storage)!.All.Select(e => e.Entry.Number.ToString())];
}
