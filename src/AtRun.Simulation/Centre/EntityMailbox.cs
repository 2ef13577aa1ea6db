using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;

namespace AtRun.Simulation.Centre;

/// <summary>What waits for a number that is no module's.</summary>
internal sealed class EntityMailbox(SmsCentre centre, string key) : Mailbox(centre)
{
    public string Key { get; } = key;

    /// <summary>Entities that are connected and submitted from this number, the latest last.</summary>
    public List<Peer> Submitters { get; } = [];

    protected override bool IsReachable => Peer is not null;

    private Peer? Peer => Submitters.Count > 0 ? Submitters[^1] : Centre.Directory.ConnectedFor(Key);

    /// <summary>Somebody has it now.</summary>
    public void Found() => Alert();

    /// <summary>An entity submitted from this number: what waits here is for it.</summary>
    public void SubmittedBy(Peer peer)
    {
        if (Submitters.Count > 0 && Submitters[^1] == peer) return;
        var wasReachable = IsReachable;
        Submitters.Remove(peer);
        Submitters.Add(peer);
        peer.Mailboxes.Add(this);
        if (!wasReachable) Alert();
    }

    /// <summary>The entity that something is being handed to is gone.</summary>
    public void Lost() => GiveUp();

    protected override async ValueTask<SmsReceipt> Hand(Parcel parcel, bool moreMessages)
    {
        var peer = parcel is EntityReport { Peer: { IsConnected: true } submitter } ? submitter : Peer!;
        peer.Handing.Add(this);
        try
        {
            return parcel switch
            {
                HeldMessage held => await peer.Entity.Deliver(held.ToDeliver(moreMessages, Centre.Options.Zone), held.Message.Submission.Destination),
                EntityReport report => await peer.Entity.Report(report.Message),
                _ => throw new InvalidOperationException("a module's report came to an entity"),
            };
        }
        finally
        {
            peer.Handing.Remove(this);
        }
    }
}

/// <summary>What is for numbers that nobody has: each is looked for once more when it is due.</summary>
internal sealed class Nowhere(SmsCentre centre) : Mailbox(centre)
{
    protected override bool IsReachable => true;

    protected override ValueTask<SmsReceipt> Hand(Parcel parcel, bool moreMessages) => new(SmsReceipt.Taken);

    protected override void Handed(Parcel parcel)
    {
        var held = (HeldMessage)parcel;
        if (Centre.Directory.Find(held.Message.Submission.Destination) is { } found)
        {
            held.Mailbox = found;
            found.Put(held);
        }
        else held.Ledger.Close(held, MessageState.Undeliverable, DeliveryStatus.NotObtainable);
    }
}
