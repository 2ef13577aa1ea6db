using AtRun.Module.Messages;
using AtRun.Module.Services.Calls;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.General;

namespace AtRun.Module.Services.OnBoard;

/// <summary>The indicators of +CIND, and +CIEV where +CMER wants it.</summary>
/// <remarks>
/// 27.007 §8.9, §8.10: an indicator is named by its place in the test form, from 1. The level of the radio tells no change: it is looked at
/// every few seconds as long as somebody wants to hear of the indicators.
/// </remarks>
public sealed class IndicatorService(RunningModule module)
{
    /// <summary>Indicators in their order, with what the test form says of them.</summary>
    public static readonly IReadOnlyList<(string Name, string Values)> All =
    [
        ("battchg", "(0-5,99)"), ("signal", "(0-7,99)"), ("service", "(0,1)"), ("sounder", "(0,1)"), ("message", "(0,1)"),
        ("call", "(0,1)"), ("roam", "(0,1)"), ("smsfull", "(0,1)"), ("rssi", "(0-5,99)"),
    ];

    private const int Unknown = 99, MostBattery = 5;

    private readonly int[]?[] _told = new int[RunningModule.InstanceCount][];
    private ITimer? _next;

    internal void Start()
    {
        module.Board.Sensed += Look;
        module.Network.Changed += Look;
        module.Sim.Changed += Look;
        module.Alarm.Changed += Look;
        module.Calls.Ring += OnRing;
        module.Messages.Sim.Changed += Look;
        module.ProfileLoaded += Look;
        Look();
    }

    internal void End()
    {
        module.Board.Sensed -= Look;
        module.Network.Changed -= Look;
        module.Sim.Changed -= Look;
        module.Alarm.Changed -= Look;
        _next?.Dispose();
        _next = null;
    }

    /// <summary>How they are now.</summary>
    public int[] Values()
    {
        var cell = module.World.Radio.Serving;
        return
        [
            Math.Clamp(MostBattery * (module.Board.Supply - Battery.Empty) / (Battery.Full - Battery.Empty), 0, MostBattery),
            cell?.RxQual ?? Unknown,
            Of(module.Network.IsRegistered),
            Of(Sounds),
            Of(module.Sim.IsReady && module.Messages.Sim.All.Any(m => m.Message.Status == MessageStatus.ReceivedUnread)),
            Of(module.Calls.State == CallState.Up),
            Of(module.Network.State == RegistrationState.Roaming),
            Of(module.Sim.IsReady && module.Messages.Sim is { Capacity: > 0, IsFull: true }),
            cell is { } serving ? Bars(serving.PowerDbm) : Unknown,
        ];
    }

    /// <summary>Tells an instance all that it wants to hear of, as +CMER does when it is given.</summary>
    internal void Begin(int instance)
    {
        _told[instance - 1] = null;
        Look();
    }

    /// <summary>Tells what changed, and sees to it that somebody looks again.</summary>
    internal void Look()
    {
        if (!module.IsOn) return;
        int[]? values = null;
        foreach (var instance in module.Instances)
        {
            var reporting = instance.Settings.Get<Cmer>();
            if (reporting is not { Mode: > 0, Ind: > 0 })
            {
                _told[instance.Number - 1] = null;
                continue;
            }
            values ??= Values();
            var (before, wanted) = (_told[instance.Number - 1], instance.Settings.Get<Cind>());
            _told[instance.Number - 1] = values;
            if (reporting.Mode == Cmer.Discard && instance.IsOnline) continue;
            for (var i = 0; i < values.Length; i++)
            {
                if (!IsWanted(wanted, i) || before?[i] == values[i]) continue;
                instance.Unsolicited($"+CIEV: {i + 1},{values[i]}");
                if (reporting.Mode == Cmer.ByBreak && instance.IsOnline) instance.Break(Timers.BreakLength.Default);
            }
        }
        _next?.Dispose();
        _next = values is null ? null : module.World.Time.CreateTimer(static s => ((IndicatorService)s!).Look(), this, Timers.IndicatorLook.Default, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether +CIEV may tell of the indicator.</summary>
    internal static bool IsWanted(Cind setting, int indicator) => indicator switch
    {
        0 => setting.Battchg, 1 => setting.Signal, 2 => setting.Service, 3 => setting.Sounder, 4 => setting.Message,
        5 => setting.Call, 6 => setting.Roam, 7 => setting.Smsfull, _ => setting.Rssi,
    } == 1;

    // AT reference 80000ST10025a p146: 0 up to -112 dBm, then steps of 15 dB, 5 from -51 dBm on.
    private static int Bars(int dbm) => dbm <= -112 ? 0 : dbm <= -97 ? 1 : dbm <= -82 ? 2 : dbm <= -67 ? 3 : dbm < -51 ? 4 : 5;

    private static int Of(bool holds) => holds ? 1 : 0;

    // What a module with a loudspeaker would play: the ring, the alarm.
    private bool Sounds
    {
        get
        {
            var (calm, silent) = (module.Volatile.Get<Calm>().Mode, module.Instances.Any(i => i.Settings.Get<Csil>().Mode == 1));
            var rings = module.Calls.State == CallState.Ringing && calm == 0 && !silent && module.Volatile.Get<Crsl>().Level > 0;
            return rings || (module.Alarm.Sounds && calm < 2);
        }
    }

    private void OnRing(int rings) => Look();
}

/// <summary>Levels of the battery, in units of 10 mV.</summary>
/// <remarks>Own choice: 3.4 V is empty, 3.8 V, the nominal supply, is full.</remarks>
internal static class Battery
{
    public const int Empty = 340, Full = 380;
}
