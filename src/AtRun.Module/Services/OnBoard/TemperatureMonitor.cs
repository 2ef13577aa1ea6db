using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Network;

namespace AtRun.Module.Services.OnBoard;

/// <summary>Watches the temperature of the module (#TEMPMON).</summary>
/// <remarks>AT reference 80000ST10025a p295-297: a bound that is passed is told at once, something is done when it lasts for the hysteresis time.</remarks>
public sealed class TemperatureMonitor(RunningModule module)
{
    private ITimer? _lasting;
    private int _level;
    private int? _funBefore;

    private TempMonAction Setting => module.Nvm.Get<TempMonAction>();

    /// <summary>-2 to 2: <see cref="TemperatureBounds.LevelOf"/>.</summary>
    public int Level => TemperatureBounds.LevelOf(module.Board.Temperature);

    internal void Start()
    {
        module.Board.Sensed += Look;
        Look();
    }

    internal void End()
    {
        module.Board.Sensed -= Look;
        _lasting?.Dispose();
    }

    /// <summary>The setting is another one: what it wants counts from now.</summary>
    internal void Begin()
    {
        _level = 0;
        Look();
    }

    private void Look()
    {
        if (Level == _level || !module.IsOn) return;
        _level = Level;
        _lasting?.Dispose();
        _lasting = null;
        if (_level == 0)
        {
            Recover();
            return;
        }
        foreach (var instance in module.Instances)
            if (instance.Settings.Get<TempMonUrc>().UrcMode == 1) instance.Unsolicited($"#TEMPMEAS: {_level},{module.Board.Temperature}");
        if (Setting.Action > 0)
            _lasting = module.World.Time.CreateTimer(static m => ((TemperatureMonitor)m!).Act(), this, TimeSpan.FromSeconds(Setting.HystTime), Timeout.InfiniteTimeSpan);
    }

    private void Act()
    {
        var setting = Setting;
        if ((setting.Action & TempMonAction.SwitchesOff) != 0 && Math.Abs(_level) == 2)
        {
            module.ShutDown();
            return;
        }
        if ((setting.Action & TempMonAction.RaisesPin) != 0 && setting.Gpio > 0) module.Pins.Put(setting.Gpio, high: true);
        if ((setting.Action & TempMonAction.StopsTransmission) != 0 && _funBefore is null && module.Network.CanTransmit)
        {
            _funBefore = module.Volatile.Get<Cfun>().Fun;
            Follow(Cfun.NoTransmission);
        }
    }

    private void Recover()
    {
        var setting = Setting;
        if ((setting.Action & TempMonAction.RaisesPin) != 0 && setting.Gpio > 0) module.Pins.Put(setting.Gpio, high: false);
        if (_funBefore is not { } fun) return;
        _funBefore = null;
        Follow(fun);
    }

    private void Follow(int fun)
    {
        module.Volatile.Set(Cfun.Command, new Cfun { Fun = fun });
        module.FollowFunctionality();
    }
}
