using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <content>Network surveys.</content>
public sealed partial class Radio
{
    // Levels of all channels first, then one carrier after the other is listened to: a full survey takes about half a minute, its output begins after 6 s.
    private static readonly TimeSpan
        LevelTime = TimeSpan.FromMilliseconds(8),
        CarrierTime = TimeSpan.FromMilliseconds(300),
        BcchTime = TimeSpan.FromMilliseconds(700);

    /// <summary>dBm on a channel that nobody uses, at most.</summary>
    private const int Silence = -107;

    /// <summary>dB by which a channel without BCCH is heard weaker: it is not always on.</summary>
    private const int TrafficLoss = 8;

    public async ValueTask<bool> Survey(IReadOnlyCollection<int> channels, bool silent, Func<Carrier, bool> heard, CancellationToken stop)
    {
        await Task.Delay(LevelTime * channels.Count, _network.Time, stop);
        var audible = Audible();
        var found = new List<Carrier>();
        var heardAtAll = RadioChannels.Of(_bands).Concat(_technologies.HasFlag(RadioTechnologies.Umts) ? RadioChannels.OfUmts : []).ToHashSet();
        foreach (var channel in channels.Where(heardAtAll.Contains))
        {
            if (audible.TryGetValue(channel, out var carrier)) found.Add(carrier);
            else if (silent) found.Add(new(channel, Silence - (int)(RadioNetwork.Mix(_seed ^ (ulong)channel) % 4)));
        }
        foreach (var carrier in found.OrderByDescending(c => c.PowerDbm).ThenBy(c => c.Arfcn))
        {
            await Task.Delay(carrier.Says is null ? CarrierTime : BcchTime, _network.Time, stop);
            if (!_on) return false;
            if (heard(carrier)) break;
        }
        return _on;
    }

    /// <summary>All carriers here, by channel: the stronger one where two have the same.</summary>
    private Dictionary<int, Carrier> Audible()
    {
        var carriers = new Dictionary<int, Carrier>();
        if (!_on || !Covered) return carriers;
        if (UsesUmts)
        {
            foreach (var op in _heard) Add(CarrierOf(op));
            return carriers;
        }
        foreach (var op in _heard)
        {
            int[] allocation = [.. op.Sites.Select(s => s.Arfcn).Distinct().Order()];
            for (var rank = 0; rank < op.Sites.Length; rank++)
            {
                var site = op.Sites[(int)((uint)(_place + rank) % (uint)op.Sites.Length)];
                var cell = CellAt(op, rank);
                int[] own = site.Traffic is { } traffic ? [site.Arfcn, traffic] : [site.Arfcn];
                Add(new(cell.Arfcn, cell.PowerDbm, cell.IsDecoded ? new(cell, StatusOf(op, site, cell), op == Camped && rank == 0, own, allocation) : null));
                if (own.Length > 1 && cell.PowerDbm - TrafficLoss > Silence) Add(new(own[1], cell.PowerDbm - TrafficLoss));
            }
        }
        return carriers;

        void Add(Carrier carrier)
        {
            if (!carriers.TryGetValue(carrier.Arfcn, out var other) || other.PowerDbm < carrier.PowerDbm) carriers[carrier.Arfcn] = carrier;
        }
    }

    private Carrier CarrierOf(RadioOperator op)
    {
        var cell = CellAt(op, 0);
        return new(cell.Arfcn, cell.PowerDbm, new(cell, StatusOf(op, op.Sites[0] with { Says = CellStatus.Suitable }, cell), op == Camped, [cell.Arfcn], [cell.Arfcn]));
    }

    /// <summary>Without a SIM no network is forbidden: the list of those is on the card (31.102 §4.2.16).</summary>
    private CellStatus StatusOf(RadioOperator op, Site site, Cell cell) =>
        site.Says != CellStatus.Suitable ? site.Says
        : _sim.Imsi is not null && (_refused || !Takes(op)) ? CellStatus.Forbidden
        : cell.C1 <= 0 ? CellStatus.LowLevel
        : CellStatus.Suitable;
}
