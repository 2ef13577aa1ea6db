using AtRun.Module.Instances;
using AtRun.Module.Services.Remote;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>The event monitor where a dialogue cannot see enough.</summary>
public sealed class EventMonitorTests
{
    private readonly Conversation _at = Conversation.Begin();

    // While one command runs, so many wait; what happens beyond that is told to the log, once.
    [Fact]
    public void A_storm_of_events_is_bounded()
    {
        _at.Module.Circuits.TelephoneOf("0123456")!.Habit = AtRun.Simulation.Circuits.TelephoneHabit.Rings;
        Set("AT#ENAEVMONICFG=3,1,1", "AT#EVMONI=\"GPIO1\",0,2,1", "AT#EVMONI=\"GPIO1\",1,0,\"ATS7=20;D0123456\"");
        _at.Module.Drive(1, false);
        Set("AT#ENAEVMONI=1");
        for (var i = 0; i < EventMonitor.MaxWaiting + 10; i++)
        {
            _at.Module.Turn.Do(() => _at.Module.Drive(1, true));
            _at.Module.Turn.Wait(TimeSpan.FromMilliseconds(50));
            _at.Module.Turn.Do(() => _at.Module.Drive(1, false));
        }
        _at.Module.Turn.Wait(TimeSpan.FromMinutes(10));
        Assert.Equal(EventMonitor.MaxWaiting + 1, _at.Said().Split("#EVMONI:").Length - 1);
        Assert.Single(_at.Module.Log.Warnings, w => w.Contains("GPIO1", StringComparison.Ordinal));
    }

    // 0 s to 255 s: as long as the interval says, not a step less.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    public void A_condition_lasts_for_its_interval(int seconds)
    {
        Set("AT#EVMONI=\"VBATT\",0,1,350", $"AT#EVMONI=\"VBATT\",0,2,{seconds}", "AT#EVMONI=\"VBATT\",1,0,\"AT\"", "AT#ENAEVMONI=1");
        _at.Module.Turn.Do(() => _at.Module.Module.Board.Supply = 349);
        if (seconds > 0) _at.Module.Turn.Wait(TimeSpan.FromSeconds(seconds - 0.05));
        Assert.Equal("", _at.Said());
        _at.Module.Turn.Wait(TimeSpan.FromSeconds(0.1));
        Assert.Equal("#EVMONI: AT", _at.Said());
    }

    [Fact]
    public void Nothing_is_watched_while_the_power_is_off_nor_twice_after_it()
    {
        Set("AT#EVMONI=\"DTR\",1,0,\"AT\"", "AT#ENAEVMONI=1");
        var (module, turn) = (_at.Module.Module, _at.Module.Turn);
        turn.Do(module.PowerOff);
        turn.Do(() => module.Board.SetDtr(1, false));
        turn.Do(() => module.Board.SetDtr(1, true));
        turn.Do(module.PowerOn);
        var again = new Conversation(_at.Module);
        turn.Wait(TimeSpan.FromSeconds(5));
        Assert.Equal("", again.Said());
        turn.Do(() => module.Board.SetDtr(1, false));
        turn.Wait(TimeSpan.FromSeconds(5));
        Assert.Equal("#EVMONI: AT", again.Said());
        Assert.Equal(Owner.EventMonitor, module.Running!.Instance(3).User.Owner);
    }

    private void Set(params string[] lines)
    {
        foreach (var line in lines) Assert.Equal("OK", _at.Type(line));
    }
}
