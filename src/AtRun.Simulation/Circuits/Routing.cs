using AtRun.Module.Worlds;
using AtRun.Protocol.Results;

namespace AtRun.Simulation.Circuits;

/// <summary>The way of one call from its number to somebody who takes it: barring, groups, forwarding, waiting (22.081 to 22.088).</summary>
internal sealed class Routing
{
    private readonly CircuitEnd _caller;
    private readonly CallRequest _request;
    private CircuitLine? _called;
    private CircuitEnd? _end;
    private int _forwardings;
    private bool _offering;
    private bool _alerts;

    private Routing(CircuitEnd caller, CallRequest request) => (_caller, _request) = (caller, request);

    private ServiceClass Class => (_request.Bearer ?? Bearer.Voice).Class;

    /// <summary>The network has heard what number is called.</summary>
    public static void Begin(CircuitEnd caller, CallRequest request)
    {
        var routing = new Routing(caller, request);
        if (!CircuitNetwork.IsEmergency(request.Number) && caller.Line.IsBarredTo(request.Number, routing.Class))
        {
            caller.Tell(r => r.Noticed(CallNotice.OutgoingBarred));
            caller.Line.Network.Post(() => caller.End(CallCause.OutgoingBarred));
        }
        else routing.To(request.Number);
    }

    /// <summary>It rings there.</summary>
    public void Alerts()
    {
        _alerts = true;
        if (_offering) return;
        _caller.Tell(r => r.Alerting());
        Watch();
    }

    private void Watch()
    {
        var (end, forwarding) = (_end!, Active(ForwardingReason.NoReply));
        end.After(forwarding?.After ?? CircuitNetwork.NoAnswerTime, () =>
        {
            end.End(CallCause.TimerExpired);
            if (forwarding is not null) Forward(forwarding);
            else _caller.End(CallCause.NoAnswer);
        });
    }

    /// <summary>The called party does not take it.</summary>
    public void Refused(CallCause cause)
    {
        if (cause == CallCause.UserBusy) Busy();
        else if (cause == CallCause.OutOfOrder) Unreachable();
        else _caller.End(cause);
    }

    /// <summary>The called party sends it elsewhere.</summary>
    public void Deflected(string number) => Forward(new(number, true, default));

    private void To(string number)
    {
        _called = _caller.Line.Network.Find(number);
        if (_called is null) _caller.End(CallCause.Unassigned);
        else if (!CircuitNetwork.IsEmergency(number) && ClosedUserGroups.Refuse(_caller.Line.Subscriber, _called.Subscriber, _request.Group) is { } outside) _caller.End(outside);
        else if (Active(ForwardingReason.Unconditional) is { } everywhere) Forward(everywhere);
        else if (_called.IsBarredHere(Class))
        {
            _caller.Tell(r => r.Noticed(CallNotice.IncomingBarred));
            _caller.Line.Network.Post(() => _caller.End(CallCause.IncomingBarred));
        }
        else if (_called.User is not { IsReachable: true } user) Unreachable();
        else if (_called.Calls > 0 && !MayWait()) Busy();
        else Offer(user);
    }

    private void Offer(ICircuitUser user)
    {
        var waits = _called!.Calls > 0;
        var end = _end = new CircuitEnd(_called, null, _request.Bearer) { Peer = _caller, Routing = this };
        _caller.Peer = end;
        _called.Add(end);
        var (number, validity) = Identity();
        (_offering, _alerts) = (true, false);
        end.Receiver = user.Offer(end, new(number, validity, _request.Bearer, _forwardings > 0, waits));
        _offering = false;
        if (end.Receiver is null)
        {
            end.Release(CallCause.UserBusy);
            return;
        }
        // These come before anything else that the caller is told (22.082, 22.083).
        if (waits) _caller.Tell(r => r.Noticed(CallNotice.Waiting));
        if (Active(ForwardingReason.Busy) is not null || Active(ForwardingReason.NoReply) is not null || Active(ForwardingReason.NotReachable) is not null)
            _caller.Tell(r => r.Noticed(CallNotice.ForwardingActive));
        if (_alerts) Alerts();
        else Watch();
    }

    private void Busy()
    {
        if (Active(ForwardingReason.Busy) is { } forwarding) Forward(forwarding);
        else _caller.End(CallCause.UserBusy);
    }

    private void Unreachable()
    {
        if (Active(ForwardingReason.NotReachable) is { } forwarding) Forward(forwarding);
        else _caller.End(CallCause.OutOfOrder);
    }

    private void Forward(Forwarding where)
    {
        if (_forwardings++ == CircuitNetwork.MaxForwardings)
        {
            _caller.End(CallCause.Unspecified);
            return;
        }
        _caller.Tell(r => r.Noticed(CallNotice.Forwarded));
        To(where.Number);
    }

    private Forwarding? Active(ForwardingReason reason) => _called!.Subscriber.ForwardingOf(reason, Class) is { Active: true } forwarding ? forwarding : null;

    /// <summary>One call in conversation, perhaps one on hold, none that rings or waits; all of them voice (22.083 §1.3).</summary>
    private bool MayWait() =>
        _called!.Subscriber.CallWaiting.HasFlag(Class) && _request.Bearer is not { IsData: true } && _called.Ends.All(e => e is { IsConnected: true, Bearer.IsData: false });

    private (string Number, CallerValidity Validity) Identity()
    {
        var hides = (_caller.Line.Subscriber.Clir, _request.Identity) switch
        {
            (ClirStatus.Permanent, _) => true,
            (ClirStatus.TemporaryRestricted, var said) => said != CallerIdentity.Shown,
            (ClirStatus.TemporaryAllowed, var said) => said == CallerIdentity.Hidden,
            _ => false,
        };
        if (!_called!.Subscriber.Clip) return ("", CallerValidity.Unavailable);
        return hides ? ("", CallerValidity.Withheld) : (_caller.Line.Number, CallerValidity.Valid);
    }
}
