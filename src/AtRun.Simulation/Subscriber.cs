using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <summary>What the network knows of a subscriber: the services that calls obey. It survives the module's power, and ends with the simulation.</summary>
/// <remarks>Rows are for one class each (<see cref="ServiceClass.Voice"/>, <see cref="ServiceClass.Data"/>, …), as 22.004 keeps them by basic service group.</remarks>
public sealed partial class Subscriber(string number, TimeProvider time) : ISupplementaryServices
{
    /// <summary>A request is answered after that long.</summary>
    public static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(ForwardingReason Reason, ServiceClass Class), Forwarding> _forwarding = [];
    private readonly HashSet<(BarringProgram Program, ServiceClass Class)> _barred = [];

    private UssdDesk? _ussd;

    /// <summary>International, with a plus.</summary>
    public string Number { get; } = number;

    /// <summary>Numbers of callers are presented.</summary>
    public bool Clip { get; set; } = true;

    /// <summary>Whether its own number is hidden.</summary>
    public ClirStatus Clir { get; set; } = ClirStatus.TemporaryAllowed;

    /// <summary>Classes for which calls wait.</summary>
    public ServiceClass CallWaiting { get; set; }

    /// <summary>The USSD services as this subscriber reaches them.</summary>
    public UssdDesk Ussd => _ussd ??= new(this, time);

    IUssd ISupplementaryServices.Ussd => Ussd;

    /// <summary>Where calls of a class go for that reason; null: nothing is registered.</summary>
    public Forwarding? ForwardingOf(ForwardingReason reason, ServiceClass single) => _forwarding.GetValueOrDefault((reason, single));

    /// <summary>Registers where calls of a class go for that reason; null: erases it.</summary>
    public void Forward(ForwardingReason reason, ServiceClass single, Forwarding? where)
    {
        if (where is null) _forwarding.Remove((reason, single));
        else _forwarding[(reason, single)] = where;
    }

    /// <summary>Calls of a class are barred.</summary>
    public bool IsBarred(BarringProgram program, ServiceClass single) => _barred.Contains((program, single));

    /// <summary>Bars calls of a class, or allows them again.</summary>
    public void Bar(BarringProgram program, ServiceClass single, bool on)
    {
        if (on) _barred.Add((program, single));
        else _barred.Remove((program, single));
    }

    async ValueTask<bool> ISupplementaryServices.HasClip(CancellationToken stop)
    {
        await Answering(stop);
        return Clip;
    }

    async ValueTask<ClirStatus> ISupplementaryServices.Clir(CancellationToken stop)
    {
        await Answering(stop);
        return Clir;
    }

    async ValueTask<ServiceClass> ISupplementaryServices.CallWaiting(CancellationToken stop)
    {
        await Answering(stop);
        return CallWaiting;
    }

    async ValueTask ISupplementaryServices.SetCallWaiting(ServiceClass classes, bool on, CancellationToken stop)
    {
        await Answering(stop);
        CallWaiting = on ? CallWaiting | classes : CallWaiting & ~classes;
    }

    /// <summary>The time that the network takes for a request.</summary>
    private Task Answering(CancellationToken stop) => Task.Delay(AnswerTime, time, stop);
}
