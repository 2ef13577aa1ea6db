using System.Globalization;
using AtRun.Protocol.Commands.General;

namespace AtRun.Module.Services.OnBoard;

/// <summary>The module's real-time clock: goes on through restarts and while the power is off.</summary>
/// <remarks>Until it is set it shows the world's time in UTC. Kept as the difference to the world's clock, the zone and the daylight saving.</remarks>
public sealed class ClockService(RunningModule module)
{
    internal const string Key = "clock";
    private const int FirstYear = 2000;

    private TimeSpan _ahead;
    private int _zone;
    private int? _daylightSaving;
    private int _toldZone;
    private bool _isRegistered;

    /// <summary>Local time as it was set, going on, with the difference to UTC.</summary>
    public DateTimeOffset Now => new(module.World.Time.GetUtcNow().UtcDateTime.Add(_ahead).Ticks, TimeSpan.FromMinutes(15 * _zone));

    /// <summary>Quarters of an hour that local time is ahead of UTC.</summary>
    public int Zone => _zone;

    /// <summary>Hours of <see cref="Zone"/> that are daylight saving; null: not known.</summary>
    public int? DaylightSaving => _daylightSaving;

    /// <summary>It was set at least once: it shows more than the world's time.</summary>
    public bool IsSet { get; private set; }

    /// <summary>The clock was set.</summary>
    public event Action? Changed;

    /// <summary>Sets the clock; durable when the task is complete.</summary>
    public ValueTask Set(DateTime local, int zone, int? daylightSaving)
    {
        IsSet = true;
        (_ahead, _zone, _daylightSaving) = (local - module.World.Time.GetUtcNow().UtcDateTime, zone, daylightSaving);
        Changed?.Invoke();
        return module.Nvm.SetText(Key, string.Create(CultureInfo.InvariantCulture, $"{_ahead.Ticks},{_zone},{_daylightSaving}"));
    }

    /// <summary><c>yy/MM/dd,hh:mm:ss</c></summary>
    public string LocalTime => Now.ToString("yy'/'MM'/'dd','HH':'mm':'ss", CultureInfo.InvariantCulture);

    /// <summary><c>+zz</c></summary>
    public string ZoneText => TextOf(_zone);

    private static string TextOf(int zone) => string.Create(CultureInfo.InvariantCulture, $"{(zone < 0 ? '-' : '+')}{Math.Abs(zone):00}");

    //   yy/MM/dd,hh:mm:ss±zz      zone in quarters of an hour, -47 to +48 (AT reference 80000ST10025a p157)
    //   yy/MM/dd,hh:mm:ss±zz,d    daylight saving in hours, 0 to 2 (p339)

    /// <summary>Text of +CCLK or #CCLK -> time, zone and daylight saving; false where a value is out of its range.</summary>
    public static bool TryParse(string text, out DateTime local, out int zone, out int? daylightSaving)
    {
        local = default;
        zone = 0;
        daylightSaving = null;
        if (text.Length is not (20 or 22) || text[17] is not ('+' or '-') || !TwoDigits(text, 0, out var year) || !TwoDigits(text, 18, out zone)
            || !DateTime.TryParseExact(
                string.Create(CultureInfo.InvariantCulture, $"{FirstYear + year}{text.AsSpan(2, 15)}"), "yyyy'/'MM'/'dd','HH':'mm':'ss",
                CultureInfo.InvariantCulture, DateTimeStyles.None, out local)) return false;
        if (text[17] == '-') zone = -zone;
        if (zone is < -47 or > 48) return false;
        if (text.Length == 20) return true;
        daylightSaving = text[21] - '0';
        return text[20] == ',' && text[21] is >= '0' and <= '2';
    }

    internal void Start()
    {
        if (module.Nvm.GetText(Key)?.Split(',') is [var ahead, var zone, var daylightSaving]
            && long.TryParse(ahead, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ticks)
            && int.TryParse(zone, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _zone))
        {
            _ahead = new TimeSpan(ticks);
            _daylightSaving = int.TryParse(daylightSaving, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) ? hours : null;
            IsSet = true;
        }
        _toldZone = _zone;
        module.Network.Changed += OnNetwork;
        module.World.Radio.TimeTold += TakeNetworkTime;
    }

    internal void End()
    {
        module.Network.Changed -= OnNetwork;
        module.World.Radio.TimeTold -= TakeNetworkTime;
    }

    // A network tells the time to whoever registers (24.008 §4.3.6).
    private void OnNetwork()
    {
        var before = _isRegistered;
        _isRegistered = module.Network.IsRegistered;
        if (_isRegistered && !before) TakeNetworkTime();
    }

    private void TakeNetworkTime()
    {
        if (!module.Network.IsRegistered || module.World.Radio.NetworkTime is not { } told) return;
        var nitz = module.Volatile.Get<Nitz>();
        if ((nitz.Val & Nitz.SetsClock) != 0 || module.Instances.Any(i => i.Settings.Get<Ctzu>().Onoff == 1))
        {
            var stored = Set(told.Utc.AddMinutes(15 * told.Zone), told.Zone, told.DaylightSaving);
            if (!stored.IsCompletedSuccessfully) module.InBackground(_ => stored.AsTask());
            if (nitz is { Val: > 0, Mode: 1 })
                foreach (var instance in module.Instances) instance.Unsolicited($"{Nitz.Command.Name}: {NitzText(nitz.Val)}");
        }
        if (_toldZone == told.Zone) return;
        _toldZone = told.Zone;
        foreach (var instance in module.Instances)
            if (instance.Settings.Get<Ctzr>().Onoff == 1) instance.Unsolicited($"+CTZV: {TextOf(told.Zone)}");
    }

    private string NitzText(int val) =>
        (val & Nitz.WithDaylightSaving) != 0 && _daylightSaving is { } hours ? $"{LocalTime}{ZoneText},{hours}"
        : val >= Nitz.WithZone ? LocalTime + ZoneText
        : LocalTime;

    private static bool TwoDigits(string text, int at, out int value) =>
        int.TryParse(text.AsSpan(at, 2), NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
