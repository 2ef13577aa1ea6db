using System.Collections.Immutable;
using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <summary>One module's radio in a <see cref="RadioNetwork"/>.</summary>
public sealed partial class Radio : IRadio
{
    private const int Most = 7;
    private const int WeakestDecoded = -104;

    /// <summary>The upper part of a cell identity of UMTS (25.401 §6.1.5).</summary>
    private const int RadioNetworkController = 0x1F;

    private static readonly CellPacket PacketData = new(RoutingArea: 1, OperationMode: 2, AccessThreshold: 6)
    {
        SplitPaging = true, T3168 = 4, T3192 = 7, DrxTimer = 2, CountdownMax = 15, Alpha = 8,
    };

    // What the cell of each rank is heard with, and its reselection offset: C2 = C1 + offset (AT reference 80000ST10025a p321).
    private static readonly (int Dbm, int Offset)[] Ranks = [(-79, 14), (-83, -6), (-86, -6), (-92, 8), (-94, 8), (-97, -6), (-99, 8)];

    private static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(5);

    private readonly RadioNetwork _network;
    private readonly ISim _sim;
    private readonly ulong _seed;
    private ulong _drawn;
    private int _place;
    private bool _on;
    private bool _refused;
    private bool _dropped;
    private bool _abroad;
    private ImmutableArray<RadioOperator> _heard;
    private RadioBands _bands = RadioBands.Gsm900 | RadioBands.Dcs1800;
    private RadioTechnologies _technologies = RadioTechnologies.Gsm;
    private long _silentSince;

    /// <summary>Registered or on the way: what was asked for holds until <see cref="Deregister"/>.</summary>
    private bool _wanted;
    private string? _wantedPlmn;
    private RadioOperator? _current;
    private RegistrationState _state;
    private int _registering;
    private ITimer? _return;

    internal Radio(RadioNetwork network, ISim sim, ulong seed, int place) => (_network, _sim, _seed, _place, _heard) = (network, sim, seed, place, network.Operators);

    /// <summary>The air that it is in.</summary>
    public RadioNetwork Network => _network;

    public event Action<RegistrationState>? Changed;

    public Cell? Serving => Camped is { } op ? CellAt(op, 0) : null;

    public NetworkTime? NetworkTime =>
        _current is not null && _network.Zone is var (zone, daylightSaving) ? new(_network.Time.GetUtcNow().UtcDateTime, zone, daylightSaving) : null;

    public event Action? TimeTold;

    public IReadOnlyList<Cell> Neighbours
    {
        get
        {
            if (Camped is not { } op) return [];
            var cells = new Cell[Math.Min(Most, op.Sites.Length) - 1];
            for (var i = 0; i < cells.Length; i++) cells[i] = CellAt(op, i + 1);
            Array.Sort(cells, static (a, b) => b.PowerDbm.CompareTo(a.PowerDbm));
            return cells;
        }
    }

    /// <summary>Which cell is the strongest here; another place is another cell, and registered modules hear so.</summary>
    public int Place
    {
        get => _place;
        set
        {
            if (_place == value) return;
            _place = value;
            if (_current is not null) Changed?.Invoke(_state);
        }
    }

    /// <summary>Every operator denies this SIM.</summary>
    public bool Refused
    {
        get => _refused;
        set
        {
            if (_refused == value) return;
            _refused = value;
            if (_wanted && _registering == 0) GoOn();
        }
    }

    public RadioBands Bands
    {
        get => _bands;
        set
        {
            if (_bands == value) return;
            _bands = value;
            HearOthers();
        }
    }

    public RadioTechnologies Technologies
    {
        get => _technologies;
        set
        {
            if (_technologies == value) return;
            _technologies = value;
            HearOthers();
        }
    }

    public TimeSpan ScanInterval { get; set; } = UsualInterval;

    public TimeSpan? NextScan => _on && _wanted && !Covered
        ? ScanInterval - TimeSpan.FromTicks(_network.Time.GetElapsedTime(_silentSince).Ticks % ScanInterval.Ticks)
        : null;

    /// <summary>The module is where its own operator has no cells: another one takes it as a guest.</summary>
    public bool Abroad
    {
        get => _abroad;
        set
        {
            if (_abroad == value) return;
            _abroad = value;
            HearOthers();
        }
    }

    private bool Covered => _network.InCoverage && !_dropped && !_heard.IsEmpty;

    /// <summary>The operator that is listened to: where one is registered, else the strongest.</summary>
    private RadioOperator? Camped => !_on || !Covered ? null : _current ?? _heard.FirstOrDefault();

    /// <summary>This module alone is out of coverage.</summary>
    public void Drop()
    {
        _dropped = true;
        CoverageChanged();
    }

    /// <summary>Coverage is back; the module registers again within seconds.</summary>
    public void Restore()
    {
        _dropped = false;
        CoverageChanged();
    }

    public async ValueTask<RegistrationState> Register(string? plmn, CancellationToken stop)
    {
        Forget();
        (_on, _wanted, _wantedPlmn) = (true, true, plmn);
        _registering++;
        try
        {
            await Task.Delay(Draw(1, 3), _network.Time, stop);
        }
        finally
        {
            _registering--;
        }
        Ask();
        return _state;
    }

    public void Deregister(bool keepListening)
    {
        Forget();
        _on = keepListening;
    }

    public string? PlmnOf(string operatorName) =>
        _network.Operators.FirstOrDefault(o => o.Name.Equals(operatorName, StringComparison.OrdinalIgnoreCase))?.Plmn;

    public async ValueTask<IReadOnlyList<FoundOperator>> Search(CancellationToken stop)
    {
        await Task.Delay(Draw(5, 8), _network.Time, stop);
        if (!_on || !Covered) return [];
        return
        [
            .. _heard.Where(o => o == _current).Concat(_heard.Where(o => o != _current)).Select(o => new FoundOperator(
                o == _current ? OperatorAvailability.Current : Takes(o) ? OperatorAvailability.Available : OperatorAvailability.Forbidden, o.Name, o.Plmn)),
        ];
    }

    /// <summary>The network tells the time of its own accord.</summary>
    internal void TellTime()
    {
        if (_current is not null) TimeTold?.Invoke();
    }

    /// <summary>Coverage went or came; nothing if it was so.</summary>
    internal void CoverageChanged()
    {
        if (!_wanted || _registering > 0) return;
        if (!Covered && _current is not null)
        {
            (_current, _state, _silentSince) = (null, RegistrationState.Searching, _network.Time.GetTimestamp());
            Changed?.Invoke(_state);
        }
        else if (Covered && _current is null)
        {
            // Every 5 s is as good as always: a search takes about that long itself.
            var untilScan = ScanInterval > UsualInterval ? ScanInterval - TimeSpan.FromTicks(_network.Time.GetElapsedTime(_silentSince).Ticks % ScanInterval.Ticks) : TimeSpan.Zero;
            _return ??= _network.Time.CreateTimer(static r => ((Radio)r!).GoOn(), this, untilScan + Draw(1, 3), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The operators of the network have others than before.</summary>
    internal void CellsChanged() => HearOthers();

    private bool UsesUmts => _network.HasUmts && _technologies.HasFlag(RadioTechnologies.Umts);

    /// <summary>Other cells are heard from now on.</summary>
    private void HearOthers()
    {
        _heard = Heard();
        if (_current is { } before)
        {
            // A guest looks whether its own operator is there now.
            _current = _heard.FirstOrDefault(o => o.Plmn == before.Plmn && (IsHome(o) || _wantedPlmn is not null));
            if (_current is null) _state = RegistrationState.Searching;
            Changed?.Invoke(_state);
        }
        CoverageChanged();
    }

    /// <summary>What the radio looked for by itself is decided again, and whoever listens hears the outcome if it is another.</summary>
    private void GoOn()
    {
        _return?.Dispose();
        _return = null;
        if (!_wanted) return;
        var before = _state;
        Ask();
        if (_state != before) Changed?.Invoke(_state);
    }

    private void Ask()
    {
        _current = null;
        _state = RegistrationState.Searching;
        if (!Covered)
        {
            _silentSince = _network.Time.GetTimestamp();
            return;
        }
        var op = _wantedPlmn is { } plmn
            ? _heard.FirstOrDefault(o => o.Plmn == plmn)
            : _heard.FirstOrDefault(IsHome) ?? Preferred() ?? _heard.FirstOrDefault(Takes) ?? _heard.FirstOrDefault();
        if (op is null) return;
        if (_refused || !Takes(op)) _state = RegistrationState.Denied;
        else (_current, _state) = (op, IsHome(op) ? RegistrationState.Home : RegistrationState.Roaming);
    }

    /// <summary>The operators of this place with their base stations on the bands listened to, where they have any.</summary>
    private ImmutableArray<RadioOperator> Heard() =>
        UsesUmts ? [.. _network.Operators.Where(o => !_abroad || !IsHome(o))]
        : !_technologies.HasFlag(RadioTechnologies.Gsm) ? []
        : !_abroad && _network.Operators.All(o => o.Sites.All(s => (_bands & s.Band) != 0))
            ? _network.Operators
            : [.. _network.Operators.Where(o => !_abroad || !IsHome(o)).Select(o => o with { Sites = [.. o.Sites.Where(s => (_bands & s.Band) != 0)] }).Where(o => !o.Sites.IsEmpty)];

    // 23.122 §4.4.3.1.1: the subscriber's own list, then the operator's.
    private RadioOperator? Preferred() =>
        NetworkList.On(_sim, 0).Concat(NetworkList.On(_sim, 1)).Select(n => _heard.FirstOrDefault(o => o.Plmn == n.Plmn && Takes(o))).FirstOrDefault(o => o is not null);

    private bool Takes(RadioOperator op) => _sim.Imsi is not null && (!op.Forbidden || IsHome(op));

    private bool IsHome(RadioOperator op) => _sim.Imsi is { } imsi && imsi.StartsWith(op.Plmn, StringComparison.Ordinal);

    private void Forget()
    {
        _return?.Dispose();
        (_return, _wanted, _wantedPlmn, _current, _state) = (null, false, null, null, RegistrationState.NotRegistered);
    }

    /// <summary>The cell of that rank here: 0 serves, the others are its neighbours.</summary>
    private Cell CellAt(RadioOperator op, int rank)
    {
        var site = op.Sites[(int)((uint)(_place + rank) % (uint)op.Sites.Length)];
        var (level, offset) = Ranks[Math.Min(rank, Most - 1)];
        var power = level - Math.Max(0, rank - Most + 1) - op.Loss + (int)Math.Round(_network.DriftOf(_seed ^ (ulong)site.Arfcn << 32));
        // The least level with which a cell may be used differs from band to band.
        if (rank > 0 && power < WeakestDecoded) return Cell.Undecoded(site.Arfcn, power);
        var c1 = power + (site.Band == RadioBands.Dcs1800 ? 102 : 104);
        var cell = new Cell(op.Plmn, op.Name, site.Bsic, site.Lac, site.CellId, site.Arfcn, power, c1, c1 + offset, 1, 0, op.PacketForGuests || IsHome(op) ? PacketData : null);
        return UsesUmts ? cell with { CellId = RadioNetworkController << 16 | site.CellId, Arfcn = UarfcnOf(op), Umts = UmtsOf(op, site, power, rank) } : cell;
    }

    // All cells of an operator share its channel and differ by their codes; the further away, the worse.
    private UmtsCell UmtsOf(RadioOperator op, Site site, int power, int rank) => new(site.CellId * 8 % 512, power - 4 - 2 * rank, -4 - 2 * rank, UarfcnOf(op), Drx: 7);

    private int UarfcnOf(RadioOperator op) => RadioChannels.FirstUmts + 25 * _network.Operators.IndexOf(op, 0, SameOperator.Instance);

    /// <summary>Operators may be here without those of their cells that are not heard.</summary>
    private sealed class SameOperator : IEqualityComparer<RadioOperator>
    {
        public static SameOperator Instance { get; } = new();

        public bool Equals(RadioOperator? x, RadioOperator? y) => x?.Plmn == y?.Plmn;

        public int GetHashCode(RadioOperator op) => op.Plmn.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>A span between two numbers of seconds, the next of this radio's own series.</summary>
    private TimeSpan Draw(int least, int most) =>
        TimeSpan.FromMilliseconds(least * 1000 + (long)(RadioNetwork.Mix(_seed + ++_drawn) % (ulong)((most - least) * 1000 + 1)));
}
