using AtRun.Protocol.Sms;

namespace AtRun.Simulation.Centre;

/// <summary>All messages that the centre has, and for a while those that it had.</summary>
internal sealed class Ledger(SmsCentre centre)
{
    /// <summary>Final messages that are remembered, and for how long.</summary>
    private const int Remembered = 10_000;

    private static readonly TimeSpan RememberedFor = TimeSpan.FromDays(1);

    private readonly Dictionary<string, HeldMessage> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<((string, string) Route, byte Reference), HeldMessage> _byReference = [];
    private readonly Dictionary<((string, string) Route, byte ProtocolId), HeldMessage> _latest = [];
    private readonly Queue<HeldMessage> _final = [];

    public HeldMessage? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The latest message that a module sent to a destination with that reference.</summary>
    public HeldMessage? FindByReference((string, string) route, byte reference) => _byReference.GetValueOrDefault((route, reference));

    /// <summary>The latest message on that way with that TP-PID that is still on its way.</summary>
    public HeldMessage? FindReplaceable((string, string) route, byte protocolId) => _latest.GetValueOrDefault((route, protocolId));

    public void Open(HeldMessage held)
    {
        _byId.Add(held.Message.Id, held);
        _latest[(held.Route, held.Message.Submission.ProtocolId)] = held;
        if (held.Origin.Submit is { } submit) _byReference[(held.Route, submit.Reference)] = held;
    }

    public void Delivered(HeldMessage held)
    {
        if (held.Doubled)
        {
            held.Doubled = false;
            held.Due = centre.Now + centre.Options.Latency;
            held.Mailbox!.Put(held);
        }
        Close(held, MessageState.Delivered, DeliveryStatus.Received);
    }

    /// <summary>Deletes a message that waits; false: it does not.</summary>
    public bool Cancel(HeldMessage held, byte status)
    {
        if (held.Message.State != MessageState.Enroute || !held.Mailbox!.TakeOut(held)) return false;
        Close(held, MessageState.Deleted, status);
        return true;
    }

    /// <summary>A message has its final state, and the sender hears of it if it wants to. Nothing where it has one.</summary>
    public void Close(HeldMessage held, MessageState state, byte status, bool silently = false)
    {
        var message = held.Message;
        if (message.State != MessageState.Enroute) return;
        (message.State, message.Status, message.Final) = (state, status, centre.Now);
        Remove(_latest, (held.Route, message.Submission.ProtocolId), held);
        _final.Enqueue(held);
        while (_final.Count > Remembered || (_final.TryPeek(out var oldest) && centre.Now - oldest.Message.Final > RememberedFor)) Forget(_final.Dequeue());
        if (!silently && held.WantsReport(state == MessageState.Delivered)) Report(held);
    }

    private void Report(HeldMessage held)
    {
        if (held.Origin is { Module: { } module, Submit: { } submit })
        {
            module.PutReport(held, submit.Reference, aboutCommand: false);
            return;
        }
        if (centre.Directory.EntityAt(held.Route.Source) is not { Count: < SmsCentre.MaxWaiting } mailbox) return;
        var now = centre.Now;
        mailbox.Put(new EntityReport { Sequence = centre.NextSequence(), Due = now, Expiry = now + centre.Options.Validity, Message = held.Message, Peer = held.Origin.Peer });
    }

    private void Forget(HeldMessage held)
    {
        _byId.Remove(held.Message.Id);
        if (held.Origin.Submit is { } submit) Remove(_byReference, (held.Route, submit.Reference), held);
    }

    private static void Remove<T>(Dictionary<T, HeldMessage> table, T key, HeldMessage held) where T : notnull
    {
        if (table.TryGetValue(key, out var present) && present == held) table.Remove(key);
    }
}
