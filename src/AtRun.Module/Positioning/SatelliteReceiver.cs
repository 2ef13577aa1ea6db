using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Positioning;

namespace AtRun.Module.Positioning;

/// <summary>The satellite receiver beside the module: what it knows follows from the sky, its memory and the time; it says so once a second to whoever wants it.</summary>
public sealed class SatelliteReceiver(RunningModule module)
{
    /// <summary>What the module supplies the antenna with, mV (AT reference 80000ST10025a p556).</summary>
    private const int AntennaSupply = 3800;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly List<NmeaChannel> _joined = [];
    private ITimer? _tick;
    private DateTimeOffset? _found;
    private DateTimeOffset _fixedFrom;
    private bool _isOn;
    private bool _stoppedByCharger;
    private bool _knowsTime;

    private DateTimeOffset Now => module.World.Time.GetUtcNow();

    private ReceiverMemory Memory => module.Board.ReceiverMemory;

    private GpsAp Protection => module.Volatile.Get<GpsAp>();

    /// <summary>It has power.</summary>
    public bool IsOn => _isOn;

    /// <summary>The module hears it and may steer it (controlled mode).</summary>
    public bool IsControlled => module.Volatile.Get<GpsD>().DeviceType == 2;

    /// <summary>The module supplies its antenna, unless that draws too much.</summary>
    public bool SuppliesAntenna => _isOn && module.Volatile.Get<GpsAt>().Type == 1 && !IsOverloaded;

    /// <summary>The antenna would draw more than the hardware, or $GPSAP, allows.</summary>
    public bool IsOverloaded => module.Volatile.Get<GpsAt>().Type == 1
        && module.Board.SatelliteAntennaCurrent > Math.Min(Protection.Set == 1 ? Protection.Value : GpsAp.HardwareLimit, GpsAp.HardwareLimit);

    /// <summary>mV at the antenna.</summary>
    public int AntennaVoltage => SuppliesAntenna ? AntennaSupply : 0;

    /// <summary>mA that the antenna draws.</summary>
    public int AntennaCurrent => SuppliesAntenna ? module.Board.SatelliteAntennaCurrent : 0;

    /// <summary>Where it was last; null: nowhere since its memory was cleared.</summary>
    public Fix? Last => Observe().Fix ?? Memory.Last;

    internal void Start()
    {
        if (!module.Product.HasGps) return;
        _stoppedByCharger = module.WokenBy == WakeReason.Charger && module.Volatile.Get<GpsCMode>().N == 1;
        module.World.Sky.Changed += Look;
        module.Board.Sensed += Look;
        module.ProfileLoaded += KeepTime;
        Follow();
        KeepTime();
    }

    internal void End()
    {
        module.World.Sky.Changed -= Look;
        module.Board.Sensed -= Look;
        Stop();
        _tick?.Dispose();
        _joined.Clear();
    }

    /// <summary>Does what $GPSP says now.</summary>
    internal void Follow()
    {
        var wanted = module.Volatile.Get<GpsP>().Status == 1 && !_stoppedByCharger;
        if (wanted == _isOn)
        {
            Look();
            return;
        }
        if (wanted) Begin();
        else Stop();
    }

    /// <summary>$GPSP was given: the charger that woke the module means nothing any more.</summary>
    internal void FollowCommand()
    {
        _stoppedByCharger = false;
        Follow();
    }

    /// <summary>Starts anew, after it forgot what <paramref name="kind"/> says (0 nothing, 1 all, 2 the ephemeris, 3 nothing).</summary>
    internal void Reset(int kind)
    {
        Stop();
        if (kind == 1) Memory.Clear();
        else if (kind == 2) Memory.Ephemeris = null;
        Begin();
    }

    /// <summary>Works out a position now, and the next ones in the rhythm of $GPSPS from here.</summary>
    internal void Wake()
    {
        Observe();
        if (_found is not null) _fixedFrom = Now + Timers.HotFix.Default;
    }

    /// <summary>What it knows now.</summary>
    public Observation Observe() => Observe(Now);

    internal void Join(NmeaChannel channel)
    {
        _joined.Add(channel);
        KeepTime();
    }

    internal void Part(NmeaChannel channel) => _joined.Remove(channel);

    /// <summary>Sets the seconds going if somebody wants to hear them.</summary>
    internal void KeepTime()
    {
        if (_tick is not null || !IsHeard || !module.IsOn) return;
        _tick = module.World.Time.CreateTimer(static r => ((SatelliteReceiver)r!).Tick(), this, UntilSecond(), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Somebody listens.</summary>
    private bool IsHeard => _joined.Count > 0 || module.Instances.Any(i => i.Settings.Get<GpsNmun>().Enable is 1 or 2);

    private void Begin()
    {
        _isOn = true;
        _found = null;
        _knowsTime = Memory.HasAlmanac;
        Look();
        KeepTime();
    }

    private void Stop()
    {
        Observe();
        (_isOn, _found) = (false, null);
    }

    // What it needs for a position comes into sight, or goes out of it: from then on the time to the first position counts.
    private void Look()
    {
        if (!_isOn || Received(Now).Count < Fix.Flat)
        {
            if (_found is not null) Observe();
            _found = null;
        }
        else if (_found is null)
        {
            var now = Now;
            _found = now;
            _fixedFrom = now + (!Memory.HasAlmanac ? Timers.ColdFix : Memory.Ephemeris is not { } known || now - known > Timers.EphemerisValidity.Default ? Timers.WarmFix : Timers.HotFix).Default;
        }
    }

    private Observation Observe(DateTimeOffset now)
    {
        if (!_isOn) return new(null, null, []);
        if (_found is null || now < _fixedFrom) return new(_knowsTime ? now : null, null, InView(now));
        var moment = MomentOfFix(now);
        var used = Received(moment);
        if (used.Count < Fix.Flat) return new(now, null, InView(now));
        var fix = new Fix(moment, module.World.Sky.PlaceAt(moment), used, Dilution.Of(used));
        (Memory.HasAlmanac, Memory.Ephemeris, Memory.Last, _knowsTime) = (true, moment, fix, true);
        return new(now, fix, InView(now));
    }

    /// <summary>When the position that is known now was worked out: now, or in push to fix at the last of its moments.</summary>
    private DateTimeOffset MomentOfFix(DateTimeOffset now)
    {
        var saving = module.Volatile.Get<GpsPs>();
        if (saving.Mode != GpsPs.PushToFix) return now;
        var period = TimeSpan.FromSeconds(saving.PtfPeriod);
        return _fixedFrom + period * Math.Floor((now - _fixedFrom) / period);
    }

    private IReadOnlyList<Satellite> InView(DateTimeOffset time) => IsOverloaded
        ? [.. module.World.Sky.InView(time).Select(s => s with { Signal = 0 })]
        : module.World.Sky.InView(time);

    private IReadOnlyList<Satellite> Received(DateTimeOffset time) => [.. InView(time).Where(s => s.Signal > 0)];

    // Timers count whole milliseconds: rather one late than one early, which would tell a second twice.
    private TimeSpan UntilSecond() => TimeSpan.FromMilliseconds(Math.Ceiling((Second - TimeSpan.FromTicks(Now.Ticks % TimeSpan.TicksPerSecond)).TotalMilliseconds));

    private void Tick()
    {
        _tick?.Dispose();
        _tick = null;
        if (!IsHeard || !module.IsOn) return;
        if (_isOn && IsControlled)
        {
            var now = Now;
            now -= TimeSpan.FromTicks(now.Ticks % TimeSpan.TicksPerSecond);
            // Between the positions of push to fix it sleeps and says nothing.
            var observation = Observe(now);
            if (observation.Fix is not { } fix || now - fix.Time < Second) Say(observation);
        }
        KeepTime();
    }

    private void Say(in Observation now)
    {
        foreach (var instance in module.Instances)
        {
            var wanted = instance.Settings.Get<GpsNmun>();
            if (wanted.Enable is not (1 or 2) || !instance.IsFree) continue;
            foreach (var sentence in Chosen(wanted, now))
                if (wanted.Enable == 1) instance.Unsolicited($"{GpsNmun.Command.Name}:", sentence);
                else instance.Unsolicited(sentence);
        }
        foreach (var channel in _joined.ToArray()) channel.Say(now);
    }

    /// <summary>The sentences that $GPSNMUN chose.</summary>
    internal static IEnumerable<string> Chosen(GpsNmun wanted, Observation now)
    {
        if (wanted.Gga == 1) yield return Nmea.Gga(now);
        if (wanted.Gll == 1) yield return Nmea.Gll(now);
        if (wanted.Gsa == 1) yield return Nmea.Gsa(now);
        if (wanted.Gsv == 1)
            foreach (var sentence in Nmea.Gsv(now)) yield return sentence;
        if (wanted.Rmc == 1) yield return Nmea.Rmc(now);
        if (wanted.Vtg == 1) yield return Nmea.Vtg(now);
    }
}
