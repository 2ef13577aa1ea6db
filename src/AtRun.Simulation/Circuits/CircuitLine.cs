using AtRun.Module.Worlds;
using AtRun.Protocol.Results;

namespace AtRun.Simulation.Circuits;

/// <summary>What a module, or a telephone, has of the <see cref="CircuitNetwork"/>: a number and the calls there.</summary>
public sealed class CircuitLine : ICircuits
{
    private readonly bool _pays;
    private readonly List<CircuitEnd> _ends = [];
    private ICircuitUser? _user;

    internal CircuitLine(CircuitNetwork network, Subscriber subscriber, bool pays) => (Network, Subscriber, _pays) = (network, subscriber, pays);

    public Subscriber Subscriber { get; }

    public string Number => Subscriber.Number;

    /// <summary>The subscriber is the guest of another operator.</summary>
    public Func<bool> IsAbroad { get; set; } = static () => false;

    /// <summary>Barring keeps calls, or messages, of that class from that number (22.088).</summary>
    internal bool IsBarredTo(string number, ServiceClass single) =>
        Subscriber.IsBarred(BarringProgram.AllOutgoing, single)
        || (CircuitNetwork.IsInternational(number) && !CircuitNetwork.IsHome(number)
            && (Subscriber.IsBarred(BarringProgram.OutgoingInternational, single) || Subscriber.IsBarred(BarringProgram.OutgoingInternationalButHome, single)));

    /// <summary>Barring keeps calls, or messages, of that class from here.</summary>
    internal bool IsBarredHere(ServiceClass single) =>
        Subscriber.IsBarred(BarringProgram.AllIncoming, single) || (IsAbroad() && Subscriber.IsBarred(BarringProgram.IncomingRoaming, single));

    /// <summary>Calls that there are here.</summary>
    public int Calls => _ends.Count;

    public ICircuitUser? User
    {
        get => _user;
        set
        {
            _user = value;
            if (value is not null) return;
            // Whoever is not there any more says nothing: the network notices.
            foreach (var end in _ends.ToArray()) end.Release(CallCause.OutOfOrder);
        }
    }

    /// <summary>Telephones that the calls here are with.</summary>
    public IReadOnlyList<Telephone> Others => [.. _ends.Select(e => e.Peer?.Receiver).OfType<Telephone>()];

    internal CircuitNetwork Network { get; }

    internal Tariff? Tariff => _pays ? Network.Tariff : null;

    internal IReadOnlyList<CircuitEnd> Ends => _ends;

    public ICircuit Call(CallRequest request, ICircuitReceiver receiver)
    {
        var end = new CircuitEnd(this, receiver, request.Bearer);
        _ends.Add(end);
        end.After(CircuitNetwork.SetupTime, () => Routing.Begin(end, request));
        return end;
    }

    public void Transfer(ICircuit one, ICircuit other) => CircuitEnd.Transfer((CircuitEnd)one, (CircuitEnd)other);

    public void Join(IReadOnlyList<ICircuit> calls)
    {
        CircuitEnd[] ends = [.. calls.Cast<CircuitEnd>()];
        foreach (var end in ends) end.Conference = ends.Length > 1 ? ends : null;
    }

    internal void Add(CircuitEnd end) => _ends.Add(end);

    internal void Remove(CircuitEnd end) => _ends.Remove(end);
}
