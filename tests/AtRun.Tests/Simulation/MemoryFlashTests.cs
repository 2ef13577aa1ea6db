using AtRun.Module.Worlds;
using AtRun.Simulation;
using Xunit;

namespace AtRun.Tests.Simulation;

public sealed class MemoryFlashTests
{
    private static readonly FlashChange[] Two = [new("a", "1"), new("b", "2")];

    [Fact]
    public void A_write_is_durable_when_its_task_is_complete()
    {
        var flash = new MemoryFlash();
        Assert.True(flash.Write(Two).IsCompletedSuccessfully);
        Assert.Equal(["a=1", "b=2"], All(flash));
        Assert.True(flash.Write(new[] { new FlashChange("a", null) }).IsCompletedSuccessfully);
        Assert.Equal(["b=2"], All(flash));
    }

    [Fact]
    public void A_held_write_is_not_durable_until_it_is_released_and_then_as_a_whole()
    {
        var flash = new MemoryFlash { Hold = true };
        var first = flash.Write(Two);
        var second = flash.Write(new[] { new FlashChange("a", "3") });
        Assert.False(first.IsCompleted);
        Assert.Equal(2, flash.Pending);
        Assert.Empty(All(flash.Durable()));
        Assert.True(flash.Release());
        Assert.True(first.IsCompletedSuccessfully);
        Assert.False(second.IsCompleted);
        Assert.Equal(["a=1", "b=2"], All(flash.Durable()));
        flash.Hold = false;
        Assert.True(second.IsCompletedSuccessfully);
        Assert.Equal("3", flash["a"]);
        Assert.False(flash.Release());
    }

    [Fact]
    public void A_copy_goes_its_own_way()
    {
        var flash = new MemoryFlash();
        flash.Write(Two);
        var copy = flash.Durable();
        flash.Write(new[] { new FlashChange("a", "9") });
        Assert.Equal("1", copy["a"]);
    }

    [Fact]
    public async Task A_failing_memory_fails_the_write()
    {
        var flash = new MemoryFlash { Fault = new IOException("worn out") };
        await Assert.ThrowsAsync<IOException>(() => flash.Write(Two).AsTask());
        Assert.Empty(All(flash));
    }

    private static IEnumerable<string> All(MemoryFlash flash) => flash.ReadAll().Select(p => $"{p.Key}={p.Value}");
}
