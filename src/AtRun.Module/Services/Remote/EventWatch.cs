using AtRun.Module.Services.OnBoard;
using AtRun.Module.Worlds;
using AtRun.Protocol.AtRunServices;

namespace AtRun.Module.Services.Remote;

/// <summary>Watches for one event of the event monitor.</summary>
/// <remarks>
/// A condition must last for its interval. Then the event happens, once: again only after the condition was false (Telit 80000NT10043a
/// p32). What is true when the watch begins counts from there.
/// </remarks>
internal sealed class EventWatch(RunningModule module, EventSetting setting, Action<EventSetting> happened)
{
    private ITimer? _lasting;
    private bool _told;
    private string _tones = "";
    private long _lastTone;

    public EventSetting Setting { get; private set; } = setting;

    private EventKind Kind => Setting.Event.Kind;

    /// <summary>Takes another setting; the watch begins anew where that waits for something else.</summary>
    public void Set(EventSetting setting)
    {
        if (!setting.WatchesAs(Setting)) Forget();
        Setting = setting;
        Look();
    }

    /// <summary>Nothing has been seen yet.</summary>
    public void Forget()
    {
        (_told, _tones) = (false, "");
        StopWaiting();
    }

    /// <summary>Something changed that a condition may hang on.</summary>
    public void Look()
    {
        if (!Setting.Enabled || Condition() is not { } holds) return;
        if (!holds) Forget();
        else if (!_told && _lasting is null)
        {
            var interval = TimeSpan.FromSeconds(Interval);
            if (interval == TimeSpan.Zero) Tell();
            else _lasting = module.World.Time.CreateTimer(static w => ((EventWatch)w!).Tell(), this, interval, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>An event of that kind happens; it is this one if it is as the setting says.</summary>
    public void Occur(EventKind kind, Func<EventSetting, bool>? asSet = null)
    {
        if (Setting.Enabled && Kind == kind && asSet?.Invoke(Setting) != false) happened(Setting);
    }

    /// <summary>The other end of a call sent a tone: those that follow one another in time are put together.</summary>
    public void Hear(char tone)
    {
        if (!Setting.Enabled || Kind != EventKind.Tones || Setting.Text(1) is not { Length: > 0 } wanted) return;
        var time = module.World.Time;
        if (time.GetElapsedTime(_lastTone) > TimeSpan.FromMilliseconds(Setting.Number(2))) _tones = "";
        _lastTone = time.GetTimestamp();
        _tones += tone;
        if (_tones.Length > wanted.Length) _tones = _tones[^wanted.Length..];
        if (_tones != wanted) return;
        _tones = "";
        happened(Setting);
    }

    // <paramType> of the condition's values: AT reference 80000ST10025a p392-393. Null: the event is no condition.
    private bool? Condition() => Kind switch
    {
        EventKind.Battery => module.Board.Supply < Setting.Number(1),
        EventKind.Dtr => module.Board.DtrOf(1) == IsHigh(1),
        EventKind.Roaming => module.Network.State == RegistrationState.Roaming,
        EventKind.Pin => module.Pins.DirectionOf(Setting.Number(1)) != PinDirection.Alternate && module.Pins.LevelOf(Setting.Number(1)) == IsHigh(2),
        EventKind.VoltageAbove => module.Board.VoltageOf(Setting.Number(1)) > Setting.Number(2),
        EventKind.VoltageUnder => module.Board.VoltageOf(Setting.Number(1)) < Setting.Number(2),
        _ => null,
    };

    private int Interval => Kind switch
    {
        EventKind.Battery or EventKind.Dtr => Setting.Number(2),
        EventKind.Pin or EventKind.VoltageAbove or EventKind.VoltageUnder => Setting.Number(3),
        _ => 0,
    };

    private bool IsHigh(int paramType) => Setting.Number(paramType) == 1;

    private void Tell()
    {
        StopWaiting();
        _told = true;
        happened(Setting);
    }

    private void StopWaiting()
    {
        _lasting?.Dispose();
        _lasting = null;
    }
}
