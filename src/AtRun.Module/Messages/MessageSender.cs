using System.Globalization;
using AtRun.Module.Services.Subscriber;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Messages;

/// <summary>Gives messages to the network, one at a time and in the order in which they were asked for.</summary>
/// <remarks>23.040 §10.2; 24.011 §2; 27.005 §3.5</remarks>
internal sealed class MessageSender(RunningModule module)
{
    /// <summary>TP-MR of the last message; it survives power-off (GSM 11.11 §10.5.7, "last used TP-MR").</summary>
    private const string ReferenceKey = "sms/reference";

    private Task _last = Task.CompletedTask;
    private ITimer? _link;

    /// <inheritdoc cref="MessageService.Send"/>
    public async ValueTask<(SmsSubmission Outcome, byte Reference)> Send(SmsSubmit message, SmsAddress centre, CancellationToken stop)
    {
        var before = _last;
        var done = new TaskCompletionSource();
        _last = Task.WhenAll(before, done.Task);
        try
        {
            await before.WaitAsync(stop);
            if (centre.IsNone) centre = module.Messages.Settings.Centre;
            if (RefusalOf(message.Destination, centre) is { } refusal) return (new(refusal, null), 0);
            var sent = message with { Reference = await NextReference() };
            return (await Submit(centre, sent.ToArray(), stop), sent.Reference);
        }
        finally
        {
            done.SetResult();
        }
    }

    internal void End() => CloseLink();

    /// <summary>Why a message cannot go now; null: it can.</summary>
    /// <remarks>Fixed dialling looks at the destination alone (SMS-20); what it refuses is 302, operation not allowed.</remarks>
    private CmsError? RefusalOf(SmsAddress destination, SmsAddress centre) =>
        module.Sim.MessageRefusal is { } refusal ? refusal
        : !HasBearer ? CmsError.NoNetworkService
        : !FixedDialling.Allows(module.Sim.Card, destination) ? CmsError.OperationNotAllowed
        : centre.IsNone ? CmsError.ServiceCentreAddressUnknown
        : null;

    /// <summary>What +CGSMS wants to carry messages is there.</summary>
    private bool HasBearer
    {
        get
        {
            var packet = module.Attach.IsAttached && module.World.Packet.CarriesMessages;
            var circuit = module.Network.IsRegistered && module.Attach.HasCircuitService;
            return module.Nvm.Get<CgSms>().Service switch
            {
                MessageBearer.Packet => packet,
                MessageBearer.Circuit => circuit,
                _ => packet || circuit,
            };
        }
    }

    private async ValueTask<byte> NextReference()
    {
        byte.TryParse(module.Nvm.GetText(ReferenceKey), CultureInfo.InvariantCulture, out var last);
        // Before it is used: after a loss of power no message has the reference of another one.
        var next = (byte)(last + 1);
        await module.Nvm.SetText(ReferenceKey, next.ToString(CultureInfo.InvariantCulture));
        return next;
    }

    private async ValueTask<SmsSubmission> Submit(SmsAddress centre, ReadOnlyMemory<byte> tpdu, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop, module.PowerLost);
        _link?.Dispose();
        module.World.Sms.KeepsLink = module.Volatile.Get<Cmms>().N != 0;
        try
        {
            return await module.World.Sms.Submit(centre, tpdu, over.Token).AsTask().WaitAsync(Timers.MessageSubmit.Default, module.World.Time, stop);
        }
        catch (TimeoutException)
        {
            over.Cancel();
            return new(CmsError.NetworkTimeOut, null);
        }
        finally
        {
            if (module.World.Sms.KeepsLink) _link = module.World.Time.CreateTimer(static s => ((MessageSender)s!).CloseLink(), this, Timers.MessageLink.Default, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>No other message came in time (+CMMS).</summary>
    private void CloseLink()
    {
        _link?.Dispose();
        _link = null;
        module.World.Sms.KeepsLink = false;
        if (module.Volatile.Get<Cmms>().N == Cmms.Once) module.Volatile.Set(Cmms.Command, new Cmms());
    }
}
