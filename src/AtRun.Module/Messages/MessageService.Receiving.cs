using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Messages;

/// <content>Receiving: who is asked first, where a message goes, when the network has its receipt.</content>
public sealed partial class MessageService : ISmsReceiver
{
    private Task _last = Task.CompletedTask;
    private bool _listens;
    private bool _roomUntold;

    /// <summary>A message came that SMSATRUN does not recognise, and was stored or shown.</summary>
    public event Action<SmsDeliver>? Arrived;

    /// <summary>The network delivers messages to the module: SIM, registration and class (+CGCLASS) allow it.</summary>
    public bool IsReachable => module.Sim.IsReady && module.Network.IsRegistered && module.Attach.HasCircuitService;

    internal void Start()
    {
        module.Sim.Changed += FollowNetwork;
        module.Network.Changed += FollowNetwork;
        module.Attach.Changed += FollowNetwork;
        FollowNetwork();
    }

    internal void End()
    {
        module.Sim.Changed -= FollowNetwork;
        module.Network.Changed -= FollowNetwork;
        module.Attach.Changed -= FollowNetwork;
        (_listens, module.World.Sms.Receiver) = (false, null);
    }

    /// <summary>One after the other: where a message goes may depend on what became of the one before.</summary>
    public async ValueTask<SmsReceipt> Deliver(SmsAddress centre, ReadOnlyMemory<byte> tpdu)
    {
        var before = _last;
        var done = new TaskCompletionSource();
        _last = done.Task;
        try
        {
            await before;
            return await Take(centre, tpdu);
        }
        catch (Exception fault) when (module.IsOn)
        {
            // What could not be stored was not taken: the network keeps it.
            Log.TaskFailed(module.World.Log, fault);
            return SmsReceipt.Failure;
        }
        finally
        {
            done.SetResult();
        }
    }

    private async ValueTask<SmsReceipt> Take(SmsAddress centre, ReadOnlyMemory<byte> tpdu)
    {
        if (!Tpdu.TryDecode(tpdu.Span, TpduDirection.ToMobile, out var message, out _)) return SmsReceipt.ProtocolError;
        switch (message)
        {
            case SmsDeliver deliver:
                // SMS-3: a message that SMSATRUN recognises leaves no trace here.
                if (await module.SmsAtRun.Take(deliver) is { } receipt) return receipt;
                if (await module.Update.Take(deliver) is { } ofUpdates) return ofUpdates;
                // 23.040 §9.2.3.9: short message type 0 is acknowledged and discarded.
                if (deliver.ProtocolId == TypeZero) return SmsReceipt.Taken;
                var routed = await Route(centre, tpdu, deliver);
                if (routed.IsTaken) Arrived?.Invoke(deliver);
                return routed;
            case SmsStatusReport report:
                return await Route(centre, tpdu, report);
            default:
                return SmsReceipt.ProtocolError;
        }
    }

    private void FollowNetwork()
    {
        if (IsReachable == _listens) return;
        _listens = !_listens;
        module.World.Sms.Receiver = _listens ? this : null;
        if (_listens && _roomUntold) TellOfRoom();
    }

    /// <summary>RP-SMMA, now or as soon as the network can be reached (24.011 §6.2.2).</summary>
    private void TellOfRoom()
    {
        _roomUntold = !IsReachable;
        if (!_roomUntold) module.World.Sms.MemoryAvailable();
    }
}
