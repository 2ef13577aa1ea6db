using AtRun.Module.Services.OnBoard;
using Xunit;

namespace AtRun.Tests.Module;

public sealed class PinServiceTests
{
    private readonly Conversation _on1 = Conversation.Begin();

    private PinService Pins => _on1.Module.Module.Running!.Pins;

    [Fact]
    public void A_change_of_level_is_told_where_it_can_be_read()
    {
        var told = new List<int>();
        Pins.Changed += told.Add;
        _on1.Type("AT#GPIO=3,0,1");
        told.Clear();
        Pins.Drive(1, false);
        Pins.Drive(1, false);
        Pins.Drive(3, true);
        _on1.Type("AT#GPIO=3,1");
        Assert.Equal([1, 3], told);
        Assert.False(Pins.LevelOf(1));
        Assert.True(Pins.LevelOf(3));
    }

    [Fact]
    public void What_is_driven_stays_driven_over_power_off_and_nobody_listens_twice()
    {
        Pins.Drive(2, false);
        var before = 0;
        Pins.Changed += _ => before++;
        _on1.Module.Turn.Do(_on1.Module.PowerCycle);
        var told = 0;
        Pins.Changed += _ => told++;
        Assert.False(Pins.LevelOf(2));
        Pins.Drive(2, true);
        Assert.Equal((0, 1), (before, told));
    }
}
