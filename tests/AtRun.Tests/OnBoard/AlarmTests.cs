using AtRun.Module.Services.Remote;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;
using AtRun.Tests.Module;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.OnBoard;

/// <summary>The alarm where a dialogue would be too long, or cannot see enough.</summary>
public sealed class AlarmTests
{
    private readonly Conversation _at = Conversation.Begin();

    private SimulatedModule Module => _at.Module;

    // AT reference 80000ST10025a p161: every 3 s until 90 s are over.
    [Fact]
    public void It_tells_thirty_times_and_ends_by_itself()
    {
        Set("AT+CALA=\"26/01/01,00:01:00+00\",0,2,\"A\"");
        Module.Turn.Wait(TimeSpan.FromMinutes(5));
        Assert.Equal(30, _at.Said().Split("+CALA: A").Length - 1);
        Assert.Equal("#WAKE: 0 OK", _at.Type("AT#WAKE?"));
    }

    // One waits in pieces of a day.
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 20)]
    public void It_comes_after_days_to_the_second(bool off, int days)
    {
        var date = new DateTime(2026, 1, 1).AddDays(days).ToString("yy'/'MM'/'dd", System.Globalization.CultureInfo.InvariantCulture);
        Set("AT+CCLK=\"26/01/01,00:00:00+00\"", $"AT+CALA=\"{date},00:00:00+00\",0,3");
        if (off)
        {
            Set("AT#SHDN");
            Module.Turn.Wait(TimeSpan.FromSeconds(2));
            Assert.Null(Module.Module.Running);
        }
        Module.Turn.Wait(TimeSpan.FromDays(days) - TimeSpan.FromSeconds(off ? 3 : 1));
        Assert.False(Module.Module.Running?.Alarm.IsActive ?? false);
        Module.Turn.Wait(TimeSpan.FromSeconds(2));
        Assert.True(Module.Module.Running!.Alarm.IsActive);
        Assert.Equal(off, Module.Module.Running.Alarm.IsAlarmMode);
        Assert.Equal(off ? WakeReason.Alarm : WakeReason.Button, Module.Module.Running.WokenBy);
    }

    // Telit 1vv0300784 p138: the zone that is written does not count.
    [Fact]
    public void The_zone_of_its_time_is_the_clocks()
    {
        Set("AT+CCLK=\"26/01/01,00:00:00+04\"", "AT+CALA=\"26/01/01,00:01:00-20\",0,3");
        Module.Turn.Wait(TimeSpan.FromSeconds(61));
        Assert.True(Module.Module.Running!.Alarm.IsActive);
    }

    // Pin 6 in its alternate function is the alarm's output; RI is on with type 8 (AT reference 80000ST10025a p159, p162).
    [Fact]
    public void It_drives_what_its_type_says()
    {
        Set("AT#GPIO=6,0,2", "AT+CCLK=\"26/01/01,00:00:00+00\"", "AT+CALA=\"26/01/01,00:01:00+00\",0,4");
        var running = Module.Module.Running!;
        Assert.False(running.Outputs.Alarm);
        Module.Turn.Wait(TimeSpan.FromSeconds(61));
        Assert.True(running.Outputs.Alarm);
        Set("AT#WAKE=0");
        Assert.False(running.Outputs.Alarm);

        Set("AT+CALA=\"26/01/01,00:02:00+00\",0,8");
        Module.Turn.Wait(TimeSpan.FromSeconds(61));
        Assert.True(running.Alarm.RaisesRingIndicator);
        Assert.True(_at.Instance.ModuleLines.HasFlag(PortLines.Ri));
        Module.Turn.Wait(TimeSpan.FromSeconds(91));
        Assert.False(_at.Instance.ModuleLines.HasFlag(PortLines.Ri));
    }

    // In alarm mode there is no network, and nothing that waits for one starts before #WAKE.
    [Fact]
    public void In_alarm_mode_the_module_is_deaf()
    {
        Set("AT&W", "AT#SMSATRUN=1", "AT+CCLK=\"26/01/01,00:00:00+00\"", "AT+CALA=\"26/01/01,00:01:00+00\",0,3", "AT#SHDN");
        Module.Turn.Wait(TimeSpan.FromMinutes(1.5));
        var running = Module.Module.Running!;
        Assert.Equal((RegistrationState.NotRegistered, SmsAtRunState.Off), (running.Network.State, running.SmsAtRun.State));
        var again = new Conversation(Module);
        Assert.Equal("ERROR", again.Type("AT+CREG?"));
        Assert.Equal("OK", again.Type("AT#WAKE=0"));
        Module.Turn.Wait(TimeSpan.FromSeconds(10));
        Assert.Same(running, Module.Module.Running);
        Assert.Equal((RegistrationState.Home, SmsAtRunState.Idle), (running.Network.State, running.SmsAtRun.State));
    }

    // The charger is no button: a receiver that is to stay off then does so until $GPSP=1 (AT reference 80000ST10025a p565).
    [Fact]
    public void A_charger_wakes_the_module_and_not_the_receiver()
    {
        Set("AT$GPSCMODE=1", "AT$GPSSAV", "AT#SHDN");
        Module.Turn.Wait(TimeSpan.FromSeconds(2));
        Module.Turn.Do(() => Module.Module.Board.Charger = Charger.Charging);
        var running = Module.Module.Running!;
        Assert.Equal((WakeReason.Charger, false), (running.WokenBy, running.Receiver.IsOn));
        var again = new Conversation(Module);
        again.Type("ATE0");
        Assert.Equal("OK", again.Type("AT$GPSP=1"));
        Assert.True(running.Receiver.IsOn);
    }

    private void Set(params string[] lines)
    {
        foreach (var line in lines) Assert.Equal("OK", _at.Type(line));
    }
}
