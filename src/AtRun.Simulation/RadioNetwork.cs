using System.Collections.Immutable;
using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <summary>The air: operators and cells, shared by all modules of one turn.</summary>
/// <remarks>
/// Levels are a function of seed, cell and time, worked out when somebody looks: a thousand modules cost no timer.
/// A module alone may lose coverage (<see cref="Radio.Drop"/>), or all of them (<see cref="Drop"/>).
/// </remarks>
public sealed class RadioNetwork
{
    private readonly List<Radio> _radios = [];
    private readonly long _start;
    private readonly ulong _seed;

    /// <param name="time">Of the modules' turn.</param>
    /// <param name="random">Gives the seed.</param>
    /// <param name="operators">The first is the strongest; <see cref="RadioOperator.Around"/> if none are given.</param>
    /// <param name="drift">dB by which a level strays from its mean, either way; 0 for levels that stand still.</param>
    public RadioNetwork(TimeProvider time, Random random, ImmutableArray<RadioOperator> operators = default, double drift = 3)
    {
        (Time, Operators, Drift) = (time, operators.IsDefault ? RadioOperator.Around() : operators, drift);
        _start = time.GetTimestamp();
        _seed = (ulong)random.NextInt64();
    }

    public TimeProvider Time { get; }

    public ImmutableArray<RadioOperator> Operators { get; }

    /// <summary>dB, either way.</summary>
    public double Drift { get; }

    /// <summary>There is something to be heard.</summary>
    public bool InCoverage { get; private set; } = true;

    /// <summary>Quarters of an hour that its local time is ahead of UTC, and the hours of daylight saving in them; null: it does not tell its modules.</summary>
    public (int Zone, int DaylightSaving)? Zone { get; private set; } = (4, 0);

    /// <summary>From now on it tells another zone, or none; modules that are registered hear of it at once.</summary>
    public void SetZone((int Zone, int DaylightSaving)? zone)
    {
        Zone = zone;
        foreach (var radio in _radios) radio.TellTime();
    }

    /// <summary>A radio for one more module, with the SIM that decides where it is at home.</summary>
    /// <param name="sim">The module's SIM.</param>
    /// <param name="place">Where the module is: which cell is the strongest there.</param>
    public Radio AddRadio(ISim sim, int place = 0)
    {
        var radio = new Radio(this, sim, Mix(_seed + (ulong)_radios.Count + 1), place);
        _radios.Add(radio);
        return radio;
    }

    /// <summary>The operators have UMTS cells, too; modules that hear those prefer them. At first they have none.</summary>
    public bool HasUmts
    {
        get;
        set
        {
            if (field == value) return;
            field = value;
            foreach (var radio in _radios) radio.CellsChanged();
        }
    }

    /// <summary>The network is gone for all modules.</summary>
    public void Drop()
    {
        if (!InCoverage) return;
        InCoverage = false;
        foreach (var radio in _radios) radio.CoverageChanged();
    }

    /// <summary>The network is back; modules register again within seconds.</summary>
    public void Restore()
    {
        if (InCoverage) return;
        InCoverage = true;
        foreach (var radio in _radios) radio.CoverageChanged();
    }

    /// <summary>dB above or below the mean that the source of this seed has now: it strays smoothly, a new direction every half minute.</summary>
    internal double DriftOf(ulong seed)
    {
        if (Drift == 0) return 0;
        // #MONI shows new values every 3 s (AT reference 80000ST10025a p321).
        var seconds = Math.Floor(Time.GetElapsedTime(_start).TotalSeconds / 3) * 3;
        var (step, within) = ((ulong)(seconds / 30), seconds % 30 / 30);
        return Drift * (At(step) * (1 - within) + At(step + 1) * within);

        double At(ulong point) => (Mix(seed + point) >> 11) * (2.0 / (1UL << 53)) - 1;
    }

    /// <summary>Well-spread bits of a number (SplitMix64).</summary>
    internal static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
