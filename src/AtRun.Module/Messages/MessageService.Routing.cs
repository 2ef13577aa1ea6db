using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Messages;

/// <content>Where a received message goes.</content>
/// <remarks>
/// AT reference 80000ST10025a p229-231. A row is &lt;mt&gt; of instance 1, where direct messages are shown; the others with &lt;mt&gt; from 1 hear of what is stored.
/// <code>
/// mt   class 0, waiting discard   class 1, none    class 2          class 3          waiting store
/// 0    stored                     stored           stored on SIM    stored           stored
/// 1    stored, +CMTI              stored, +CMTI    SIM, +CMTI       stored, +CMTI    stored, +CMTI
/// 2    +CMT                       +CMT             SIM, +CMTI       +CMT             stored, +CMTI
/// 3    stored, +CMTI              stored, +CMTI    SIM, +CMTI       +CMT             stored, +CMTI
/// </code>
/// A direct message is stored all the same where nobody would see it at once: while the indications are kept (&lt;mode&gt; 0: what the
/// network has its receipt for must not be lost at power-off), and while a service has instance 1.
/// </remarks>
public sealed partial class MessageService
{
    private const byte TypeZero = 0x40, FirstReplaceType = 0x41, LastReplaceType = 0x47;

    /// <summary>23.038 §4: message waiting, store message; GSM 7-bit and UCS2.</summary>
    private const int WaitingStoreGroup = 0xD, WaitingStoreUcs2Group = 0xE;

    private TaskCompletionSource<SmsReceipt>? _acknowledgement;

    /// <summary>A message was shown that the terminal has to acknowledge (+CNMA).</summary>
    public bool AwaitsAcknowledgement => _acknowledgement is not null;

    private AtInstance First => module.Instance(1);

    /// <summary>Somebody who reads what instance 1 says by itself.</summary>
    private bool HasTerminal => First.User.Owner is Owner.LocalPort or Owner.Cmux or Owner.Script or Owner.App;

    /// <summary>+CNMA: the receipt of the message that was shown. False: none waits for it.</summary>
    public bool Acknowledge(SmsReceipt receipt) => _acknowledgement?.TrySetResult(receipt) ?? false;

    private async ValueTask<SmsReceipt> Route(SmsAddress centre, ReadOnlyMemory<byte> tpdu, SmsDeliver deliver)
    {
        var message = new StoredMessage(MessageStatus.ReceivedUnread, centre, tpdu);
        if (IsDirect(deliver.Coding)) return await ShowReceived(message, deliver);
        var (store, index) = await Store(message, deliver);
        if (index == 0) return Overflown();
        foreach (var instance in module.Instances)
            if (IndicationsOf(instance).Mt > 0) Indicate(instance, $"+CMTI: \"{store.Name}\",{index}");
        if (store == Sim && store.IsFull) ShowOverflow();
        return SmsReceipt.Taken;
    }

    private bool IsDirect(DataCoding coding) => IndicationsOf(First) is { Mode: > 0 } indications && HasTerminal && indications.Mt switch
    {
        2 => coding.MessageClass != 2 && coding.Value >> 4 is not (WaitingStoreGroup or WaitingStoreUcs2Group),
        3 => coding.MessageClass == 3,
        _ => false,
    };

    private async ValueTask<(MessageStore Store, int Index)> Store(StoredMessage message, SmsDeliver deliver)
    {
        if (deliver.Coding.MessageClass == 0 && !IsImproved)
        {
            await _equipment.Set(1, message);
            return (_equipment, 1);
        }
        if (deliver.ProtocolId is >= FirstReplaceType and <= LastReplaceType && PlaceOfReplaced(deliver) is { } place)
        {
            await Sim.Set(place, message);
            return (Sim, place);
        }
        return (Sim, await Sim.Add(message));
    }

    /// <summary>23.040 §9.2.3.9: a message of a replace type takes the place of the one of its type and originator.</summary>
    private int? PlaceOfReplaced(SmsDeliver deliver) =>
        Sim.All.Where(m => m.Message is { IsReceived: true, Decoded: SmsDeliver there } && there.ProtocolId == deliver.ProtocolId && there.Originator == deliver.Originator)
            .Select(m => (int?)m.Index).FirstOrDefault();

    /// <summary>Status reports: &lt;ds&gt; of instance 1 decides in the improved mode; before, each instance has its own.</summary>
    private async ValueTask<SmsReceipt> Route(SmsAddress centre, ReadOnlyMemory<byte> tpdu, SmsStatusReport report)
    {
        var message = new StoredMessage(MessageStatus.ReceivedUnread, centre, tpdu);
        var first = IndicationsOf(First);
        var listeners = module.Instances.Where(i => IndicationsOf(i).Ds > 0).ToList();
        // AT reference 80000ST10025a p231; without #SMSMODE=1 it says nothing of reports that nobody wants: they are not stored either.
        if (IsImproved ? first.Ds == 0 : listeners.Count == 0) return SmsReceipt.Taken;
        var direct = first is { Ds: 1, Mode: > 0 } && HasTerminal;
        if (!direct || !IsImproved)
        {
            var index = await Sim.Add(message);
            if (index == 0 && !direct) return Overflown();
            if (index > 0)
                foreach (var instance in listeners)
                    if (!direct || instance != First) Indicate(instance, $"+CDSI: \"{Sim.Name}\",{index}");
            if (index > 0 && Sim.IsFull) ShowOverflow();
        }
        return direct ? await ShowReported(message, report) : SmsReceipt.Taken;
    }

    private ValueTask<SmsReceipt> ShowReceived(StoredMessage message, SmsDeliver deliver)
    {
        var text = new MessageText(First);
        var (header, body) = (new OctetBuffer(), new OctetBuffer());
        header.AddText("+CMT: ");
        text.Received(message, deliver, header);
        text.Body(message, deliver, body);
        Indicate(First, header.ToString(), body.ToString());
        return Acknowledged();
    }

    private ValueTask<SmsReceipt> ShowReported(StoredMessage message, SmsStatusReport report)
    {
        var text = new MessageText(First);
        var (header, body) = (new OctetBuffer(), new OctetBuffer());
        header.AddText("+CDS: ");
        text.Reported(message, report, header);
        Indicate(First, header.ToString(), text.Body(message, report, body) ? body.ToString() : null);
        return Acknowledged();
    }

    /// <summary>The receipt of what was shown: at once, or the terminal's (+CSMS=1). Where it does not come, nothing is shown directly any more.</summary>
    /// <remarks>27.005 §3.4.4; MultiTech S000528C p130</remarks>
    private async ValueTask<SmsReceipt> Acknowledged()
    {
        if (module.Volatile.Get<Csms>().Service == 0) return SmsReceipt.Taken;
        var acknowledgement = _acknowledgement = new();
        try
        {
            return await acknowledgement.Task.WaitAsync(Timers.Acknowledgement.Default, module.World.Time, module.PowerLost);
        }
        catch (TimeoutException)
        {
            First.Settings.Set(Cnmi.Command, IndicationsOf(First) with { Mt = 0, Ds = 0 });
            return SmsReceipt.ProtocolError;
        }
        finally
        {
            _acknowledgement = null;
        }
    }

    private SmsReceipt Overflown()
    {
        ShowOverflow();
        return SmsReceipt.MemoryFull;
    }

    private void ShowOverflow()
    {
        foreach (var instance in module.Instances)
            if (instance.Settings.Get<Smov>().Mode == 1) instance.Unsolicited($"{Smov.Command.Name}: \"{Sim.Name}\"");
    }
}
