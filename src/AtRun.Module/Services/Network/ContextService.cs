using System.Net;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;

namespace AtRun.Module.Services.Network;

/// <summary>PDP contexts: definitions, activation by command and by itself, addresses.</summary>
public sealed partial class ContextService(RunningModule module)
{
    /// <summary>Contexts active at a time (IP Easy guide 80000ST10028 p27).</summary>
    public const int MaxActive = 2;

    private readonly PdpContext[] _contexts = [.. Enumerable.Range(1, CgDcont.Contexts).Select(cid => new PdpContext(cid))];

    /// <summary>A context came up or went down.</summary>
    public event Action<int>? Changed;

    /// <summary>Context 1 to 5, or the GSM context 0.</summary>
    public PdpContext this[int cid] => cid == GsmCid ? _gsm : _contexts[cid - 1];

    /// <summary>PDP contexts.</summary>
    public IEnumerable<PdpContext> Defined => _contexts.Where(c => IsDefined(c.Cid));

    /// <summary>The GSM context, and PDP contexts.</summary>
    public IEnumerable<PdpContext> DefinedOfAny => IsDefined(GsmCid) ? Defined.Prepend(_gsm) : Defined;

    /// <summary>The address for sockets on that context; null while it is down, or up for something else.</summary>
    public IPAddress? AddressOf(int cid) => cid is >= GsmCid and <= CgDcont.Contexts && this[cid] is { CarriesSockets: true } up ? up.Address : null;

    public bool IsDefined(int cid) => cid == GsmCid ? module.Nvm.Has(GsmCont.Command) : module.Nvm.Has(CgDcont.Command, cid);

    /// <summary>A socket stands on the context by its #SCFG.</summary>
    public bool HasSocket(int cid) => module.Sockets.All.Any(s => s.Cid == cid);

    /// <summary>What +CGPADDR shows: a fixed address as it was defined, else that of the last activation; empty if there is none. Of the GSM context the present one.</summary>
    public string ShownAddress(int cid) =>
        cid == GsmCid ? _gsm.Address?.ToString() ?? "" : FixedAddress(module.Nvm.Get<CgDcont>(cid)) is { Length: > 0 } fix ? fix : this[cid].LastAddress?.ToString() ?? "";

    /// <summary>A definition changed: it counts from the next activation on.</summary>
    public void Redefined(int cid) => this[cid].LastAddress = this[cid].Address;

    internal void Start()
    {
        module.World.Packet.Deactivated += Deactivated;
        module.Attach.Changed += AttachChanged;
        module.Calls.AccessEnded += CallEnded;
    }

    internal void End()
    {
        module.World.Packet.Deactivated -= Deactivated;
        module.Attach.Changed -= AttachChanged;
        module.Calls.AccessEnded -= CallEnded;
    }

    /// <summary>Activates a defined context; <paramref name="carriesSockets"/>: by #SGACT or by itself, not by +CGACT.</summary>
    public async ValueTask<FinalResult> Activate(int cid, string user, string password, bool carriesSockets, CancellationToken stop)
    {
        var context = this[cid];
        while (context.Activating is { } other)
        {
            var byItself = context.Automatic is not null;
            await other.Task.WaitAsync(stop);
            // Whoever asks while the context comes up by itself gets what he asked for.
            if (byItself && carriesSockets && context.IsActive) return FinalResult.Ok;
        }
        if (context.IsActive) return CmeError.ContextAlreadyActivated;
        // AT reference 80000ST10025a p416, p467
        if (_gsm.IsActive || _gsm.Activating is not null) return CmeError.OperationNotAllowed;
        if (!module.Attach.IsAttached || _contexts.Count(c => c.IsActive || c.Activating is not null) >= MaxActive) return CmeError.ActivationFailed;
        var done = context.Activating = new();
        try
        {
            var answer = await Ask(Request(cid, user, password), stop);
            if (answer.Refusal is { } refusal && NetworkService.CauseOf(refusal) is { } cause) module.Network.RejectCause = cause;
            if (answer.Address is null || !module.Attach.IsAttached) return answer.Refusal ?? CmeError.ActivationFailed;
            if (!answer.Quality.Satisfies(LeastQuality(cid)))
            {
                module.World.Packet.Deactivate(cid);
                return CmeError.QosNotAccepted;
            }
            Up(context, answer, carriesSockets);
            return FinalResult.Ok;
        }
        finally
        {
            // Who waited for this goes on in here: everything is settled before.
            context.Activating = null;
            done.SetResult();
        }
    }

    /// <summary>Deactivates a context by the user's wish: it does not come back by itself before the next attach.</summary>
    public async ValueTask Deactivate(int cid, CancellationToken stop)
    {
        var context = this[cid];
        context.Automatic?.Cancel();
        while (context.Activating is { } other) await other.Task.WaitAsync(stop);
        if (!context.IsActive) return;
        if (cid == GsmCid)
        {
            module.Calls.HangUpAccess();
            return;
        }
        module.World.Packet.Deactivate(cid);
        module.PacketEvents.Deactivated(context, byNetwork: false);
        Down(context, byNetwork: false);
    }

    /// <summary>+CGCMOD: asks for what +CGQREQ says now. What is given then and is less than +CGQMIN takes the context down.</summary>
    public async ValueTask<FinalResult> Modify(int cid, CancellationToken stop)
    {
        if (await module.World.Packet.Modify(cid, WantedQuality(cid), stop) is not { } given) return CmeError.UnspecifiedGprsError;
        if (given.Satisfies(LeastQuality(cid))) return FinalResult.Ok;
        await Deactivate(cid, stop);
        return CmeError.QosNotAccepted;
    }

    private QualityOfService WantedQuality(int cid) =>
        module.Nvm.Get<CgQreq>(cid) is var q ? new(q.Precedence, q.Delay, q.Reliability, q.Peak, q.Mean) : default;

    private QualityOfService LeastQuality(int cid) =>
        module.Nvm.Get<CgQmin>(cid) is var q ? new(q.Precedence, q.Delay, q.Reliability, q.Peak, q.Mean) : default;

    /// <summary>At most 150 s (AT reference 80000ST10025a p21).</summary>
    private async ValueTask<ContextAnswer> Ask(ContextRequest request, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(Sgact.Command.Facts.TimeLimit), module.World.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            await module.PacketGate.Opened(either.Token);
            return await module.World.Packet.Activate(request, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return new(null, CmeError.ActivationFailed);
        }
    }

    private ContextRequest Request(int cid, string user, string password)
    {
        var definition = module.Nvm.Get<CgDcont>(cid);
        var authentication = (ContextAuthentication)module.Volatile.Get<SgactAuth>().Type;
        if (authentication == ContextAuthentication.None) (user, password) = ("", "");
        return new(cid, definition.Apn, FixedAddress(definition), authentication, user, password) { Quality = WantedQuality(cid) };
    }

    private static string FixedAddress(CgDcont definition) => definition.PdpAddr == "0.0.0.0" ? "" : definition.PdpAddr;

    private void Deactivated(int cid)
    {
        // The service of updates has one of its own.
        if (cid > CgDcont.Contexts || !this[cid].IsActive) return;
        module.Network.RejectCause = NetworkService.RegularDeactivation;
        module.PacketEvents.Deactivated(this[cid], byNetwork: true);
        Down(this[cid], byNetwork: true);
        BringUpByItself(cid);
    }

    private void AttachChanged()
    {
        foreach (var context in _contexts)
        {
            if (module.Attach.IsAttached)
            {
                BringUpByItself(context.Cid);
                continue;
            }
            context.Automatic?.Cancel();
            if (context.IsActive) Down(context, byNetwork: true);
        }
    }

    private void Up(PdpContext context, ContextAnswer answer, bool carriesSockets)
    {
        (context.Address, context.LastAddress, context.CarriesSockets) = (answer.Address, answer.Address, carriesSockets);
        context.NameServers = answer.NameServers;
        context.Activator = null;
        Changed?.Invoke(context.Cid);
    }

    /// <summary>The context is down: its sockets are closed with that reason, and who holds one is told.</summary>
    private void Down(PdpContext context, bool byNetwork)
    {
        context.Address = null;
        context.Activator = null;
        context.NameServers = [];
        Changed?.Invoke(context.Cid);
        foreach (var socket in module.Sockets.All)
            if (socket.Cid == context.Cid) socket.ContextDown(byNetwork);
    }
}
