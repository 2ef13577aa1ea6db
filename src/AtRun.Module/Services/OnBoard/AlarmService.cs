using System.Globalization;
using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.General;

namespace AtRun.Module.Services.OnBoard;

/// <summary>The alarm of +CALA: waits for its time, wakes the module by it, and does what its type says.</summary>
/// <remarks>
/// AT reference 80000ST10025a p158-163. The alarm is in non-volatile memory, its time is that of the clock whatever zone is written
/// (Telit 1vv0300784 p138). One that comes once is deleted when it comes. What lies behind at power-on came while there was no supply: it is over.
/// </remarks>
public sealed class AlarmService(RunningModule module)
{
    // Timers are limited to some weeks: one waits in pieces.
    private static readonly TimeSpan Piece = TimeSpan.FromDays(1);

    private ITimer? _waiting;
    private ITimer? _repeating;
    private DateTime? _due;
    private Cala? _active;
    private long _since;

    /// <summary>The module was woken by the alarm and does nothing else: no network, no command but #WAKE and #SHDN.</summary>
    public bool IsAlarmMode { get; private set; }

    /// <summary>What the alarm does goes on.</summary>
    public bool IsActive => _active is not null;

    /// <summary>A tone would be heard.</summary>
    public bool Sounds => _active is { Silent: 0, Type: 3 or 5 or 7 };

    /// <summary>The output of the alarm, pin 6 in its alternate function, is high.</summary>
    public bool RaisesPin => _active is { Type: 4 or 6 or 7 };

    /// <summary>The ring indicator is on for the alarm.</summary>
    public bool RaisesRingIndicator => _active is { Type: Cala.RingIndicatorType };

    /// <summary>What the alarm does began or ended.</summary>
    public event Action? Changed;

    /// <summary>The alarm that is set; null: none.</summary>
    public Cala? Set => module.Nvm.Get<Cala>() is { Time.Length: > 0 } alarm ? alarm : null;

    /// <summary>How long it is until the alarm; null: it does not wake the module.</summary>
    public TimeSpan? Remaining => _due is { } due && Set is { Type: > 0 } ? Positive(due - module.Clock.Now.DateTime) : null;

    internal void Start()
    {
        module.Clock.Changed += Arm;
        if (module.WokenBy == WakeReason.Alarm && Set is { } alarm)
        {
            IsAlarmMode = alarm.Type > 1;
            Come(alarm);
        }
        else if (Set is { } old && Next(old) is null) Delete();
        else Arm();
    }

    internal void End()
    {
        module.Clock.Changed -= Arm;
        _waiting?.Dispose();
        Stop();
    }

    /// <summary>Takes another alarm; durable when the task is complete. False: its time lies behind, or means nothing.</summary>
    internal async ValueTask<bool> Take(Cala alarm)
    {
        if (Next(alarm) is null) return false;
        await module.Nvm.Set(alarm);
        Arm();
        return true;
    }

    /// <summary>No alarm any more.</summary>
    internal async ValueTask Forget()
    {
        await module.Nvm.Remove(Cala.Command);
        Arm();
    }

    /// <summary>Ends what it does, to go on in some seconds (0: not at all); one that has not come yet comes later. False: there is none.</summary>
    internal bool Postpone(TimeSpan by)
    {
        if (_active is { } alarm)
        {
            Stop();
            if (by > TimeSpan.Zero) WaitFor(() => Begin(alarm), by);
            return true;
        }
        if (_due is not { } due) return false;
        if (by > TimeSpan.Zero) WaitUntil(due + by);
        return true;
    }

    /// <summary>Ends what it does; in alarm mode the module starts now.</summary>
    internal void Wake()
    {
        Stop();
        Arm();
        if (!IsAlarmMode) return;
        IsAlarmMode = false;
        module.StartServices();
    }

    //   hh:mm:ss±zz                 with days of the week
    //   yy/MM/dd,hh:mm:ss±zz        else; with days: from that date on

    /// <summary>When it comes next by the clock; null: never.</summary>
    private DateTime? Next(Cala alarm)
    {
        var now = module.Clock.Now.DateTime;
        var (time, first) = (alarm.Time, now.Date);
        if (time.Length == 20)
        {
            if (!ClockService.TryParse(time, out var once, out _, out _)) return null;
            if (alarm.Recurr.Length == 0) return once > now ? once : null;
            (time, first) = (time[9..], once.Date > first ? once.Date : first);
        }
        if (alarm.Recurr.Length == 0 || !TryTimeOfDay(time, out var of) || !TryDays(alarm.Recurr, out var days)) return null;
        for (var day = first; ; day = day.AddDays(1))
            if (days[((int)day.DayOfWeek + 6) % 7] && day + of > now) return day + of;
    }

    private static bool TryTimeOfDay(string text, out TimeSpan of)
    {
        of = default;
        return text.Length == 11 && text[8] is '+' or '-' && int.TryParse(text.AsSpan(9), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && TimeSpan.TryParseExact(text[..8], @"hh\:mm\:ss", CultureInfo.InvariantCulture, out of) && of < TimeSpan.FromDays(1);
    }

    /// <summary><c>0</c>, or <c>1,5</c> -> seven days from Monday.</summary>
    private static bool TryDays(string text, out bool[] days)
    {
        days = new bool[7];
        if (text == "0") Array.Fill(days, true);
        else
            foreach (var part in text.Split(','))
            {
                if (part.Length != 1 || part[0] is < '1' or > '7') return false;
                days[part[0] - '1'] = true;
            }
        return true;
    }

    private void Arm()
    {
        if (module.IsOn) WaitUntil(Set is { } alarm ? Next(alarm) : null);
    }

    private void WaitUntil(DateTime? due)
    {
        _waiting?.Dispose();
        _waiting = null;
        if ((_due = due) is { } at) WaitFor(LookAtClock, Smaller(Positive(at - module.Clock.Now.DateTime), Piece));
    }

    private void WaitFor(Action what, TimeSpan span)
    {
        _waiting?.Dispose();
        _waiting = module.World.Time.CreateTimer(static w => ((Action)w!)(), what, span, Timeout.InfiniteTimeSpan);
    }

    private void LookAtClock()
    {
        if (_due is not { } due) return;
        if (module.Clock.Now.DateTime < due) WaitUntil(due);
        else if (Set is { } alarm) Come(alarm);
    }

    private void Come(Cala alarm)
    {
        _due = null;
        if (alarm.Recurr.Length == 0) Delete();
        else Arm();
        if (alarm.Type > 1) Begin(alarm);
    }

    private void Delete() => module.InBackground(_ => Forget().AsTask());

    private void Begin(Cala alarm)
    {
        Stop();
        (_active, _since) = (alarm, module.World.Time.GetTimestamp());
        _repeating = module.World.Time.CreateTimer(static s => ((AlarmService)s!).Again(), this, TimeSpan.Zero, Timers.AlarmLine.Default);
        Changed?.Invoke();
    }

    private void Again()
    {
        if (_active is not { } alarm) return;
        if (module.World.Time.GetElapsedTime(_since) >= Timers.AlarmEnd.Default)
        {
            Stop();
            Arm();
            if (IsAlarmMode) module.ShutDown();
            return;
        }
        if (alarm.Type is 2 or 5 or 6)
            foreach (var instance in module.Instances)
                if (instance.User.Owner is Owner.LocalPort or Owner.Cmux) instance.Unsolicited($"{Cala.Command.Name}: {alarm.Text}");
    }

    private void Stop()
    {
        _repeating?.Dispose();
        _repeating = null;
        if (_active is null) return;
        _active = null;
        Changed?.Invoke();
    }

    private static TimeSpan Positive(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
