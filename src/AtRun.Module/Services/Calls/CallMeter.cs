using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Calls;

namespace AtRun.Module.Services.Calls;

/// <summary>What calls cost: the meter of the call that is up, and the card's sum of all of them (22.024; GSM 11.11 §10.3.3-10.3.5).</summary>
public sealed class CallMeter
{
    /// <summary>The most that a meter counts: three octets.</summary>
    public const int Most = 0xFFFFFF;

    private const int MeterLength = 3;

    private static readonly TimeSpan LeastBetweenReports = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WarningTime = TimeSpan.FromSeconds(30);

    private readonly RunningModule _module;
    private readonly Action _exhausted;
    private readonly Dictionary<Call, ITimer> _running = [];
    private ITimer? _report;
    private long? _lastReport;
    private bool _warned;

    internal CallMeter(RunningModule module, Action exhausted) => (_module, _exhausted) = (module, exhausted);

    /// <summary>Units of the call that is up, or that was last (CCM).</summary>
    public int Current { get; private set; }

    /// <summary>Units of all calls since they were reset (ACM); 0 without a card.</summary>
    public int Sum => Read(_module.World.Sim.CallMeter);

    /// <summary>The most units that may be spent (ACMmax); 0: any.</summary>
    public int Maximum => Read(_module.World.Sim.CallMeterMaximum);

    /// <summary>No call may be made that costs something.</summary>
    public bool IsExhausted => Maximum is > 0 and var maximum && Sum >= maximum;

    /// <summary>Sets the sum to 0; on the card when it is complete.</summary>
    public ValueTask Reset() => Write(_module.World.Sim.CallMeter, 0);

    /// <summary>Sets <see cref="Maximum"/>; on the card when it is complete.</summary>
    public ValueTask SetMaximum(int units) => Write(_module.World.Sim.CallMeterMaximum, units);

    /// <summary>A call that this side made was answered.</summary>
    /// <param name="call">The call.</param>
    /// <param name="tariff">Null: it costs nothing.</param>
    internal void Begin(Call call, Tariff? tariff)
    {
        if (_running.Count == 0) (Current, _warned) = (0, false);
        if (tariff is null) return;
        _running[call] = _module.World.Time.CreateTimer(_ => Count(tariff), null, tariff.Interval, tariff.Interval);
        Count(tariff);
    }

    internal void End(Call call)
    {
        if (_running.Remove(call, out var timer)) timer.Dispose();
    }

    internal void End()
    {
        foreach (var timer in _running.Values) timer.Dispose();
        _running.Clear();
        _report?.Dispose();
    }

    private void Count(Tariff tariff)
    {
        Current = Math.Min(Most, Current + tariff.Units);
        var sum = Math.Min(Most, Sum + tariff.Units);
        _module.InBackground(_ => Write(_module.World.Sim.CallMeter, sum).AsTask());
        Report();
        Warn(tariff);
        if (IsExhausted) _exhausted();
    }

    /// <summary>+CCCM, but not more often than every 10 s (AT reference 80000ST10025a p125).</summary>
    private void Report()
    {
        var time = _module.World.Time;
        if (_report is not null) return;
        if (_lastReport is { } last && time.GetElapsedTime(last) is var since && since < LeastBetweenReports)
        {
            _report = time.CreateTimer(static m => ((CallMeter)m!).ReportLater(), this, LeastBetweenReports - since, Timeout.InfiniteTimeSpan);
            return;
        }
        _lastReport = time.GetTimestamp();
        foreach (var instance in _module.Instances)
            if (instance.Settings.Get<Caoc>().Mode == Caoc.Reports) instance.Unsolicited($"+CCCM: \"{Current:X6}\"");
    }

    private void ReportLater()
    {
        _report?.Dispose();
        _report = null;
        if (_module.IsOn) Report();
    }

    /// <summary>+CCWV when about 30 s are left, once for a call (AT reference 80000ST10025a p371).</summary>
    private void Warn(Tariff tariff)
    {
        if (_warned || Maximum == 0 || tariff.Units == 0 || Math.Max(0, Maximum - Sum) / tariff.Units * tariff.Interval > WarningTime) return;
        _warned = true;
        foreach (var instance in _module.Instances)
            if (instance.Settings.Get<Ccwe>().Mode == 1) instance.Unsolicited("+CCWV");
    }

    private static int Read(ISimRecords file)
    {
        if (file.Count == 0) return 0;
        var record = file.Read(1).Span;
        return record[0] << 16 | record[1] << 8 | record[2];
    }

    private static ValueTask Write(ISimRecords file, int value) =>
        file.Count == 0 ? default : file.Write(1, new byte[MeterLength] { (byte)(value >> 16), (byte)(value >> 8), (byte)value });
}
