using AtRun.Protocol.Sms;

namespace AtRun.Simulation.Centre;

/// <summary>What waits in a <see cref="Mailbox"/>: a message or a report.</summary>
internal abstract class Parcel
{
    /// <summary>Order among those that are due at the same time.</summary>
    public required long Sequence { get; init; }

    /// <summary>No attempt before.</summary>
    public required DateTimeOffset Due { get; set; }

    /// <summary>No attempt after.</summary>
    public required DateTimeOffset Expiry { get; init; }

    /// <summary>Attempts that failed by an error.</summary>
    public int Failures { get; set; }

    /// <summary>It was handed over.</summary>
    public abstract void Delivered();

    /// <summary>Its time is over.</summary>
    public abstract void Expired();

    /// <summary>An attempt failed; the status of a message until the next.</summary>
    public virtual void Failed(byte status) { }
}

/// <summary>Where a message is from: an entity, or a module and what it submitted.</summary>
internal readonly record struct Origin(Peer? Peer, ModuleMailbox? Module = null, SmsSubmit? Submit = null);

/// <summary>A message on its way.</summary>
internal sealed class HeldMessage : Parcel
{
    public required Ledger Ledger { get; init; }
    public required CentreMessage Message { get; init; }

    /// <summary>Source and destination as the centre compares them.</summary>
    public required (string Source, string Destination) Route { get; init; }

    public Mailbox? Mailbox { get; set; }

    public required Origin Origin { get; init; }

    /// <summary>TP-SRR; a command may change it (23.040 §9.2.3.19).</summary>
    public bool StatusReport { get; set; }

    /// <summary>No attempt after the first (23.040 §9.2.3.12.3).</summary>
    public bool SingleShot { get; init; }

    /// <summary>The air delivers it twice.</summary>
    public bool Doubled { get; set; }

    public bool WantsReport(bool success) => StatusReport || (success ? Message.Submission.ReportSuccess : Message.Submission.ReportFailure);

    public SmsDeliver ToDeliver(bool moreMessages, TimeSpan zone) => new()
    {
        MoreMessages = moreMessages,
        ReplyPath = Origin.Submit is { ReplyPath: true },
        StatusReportIndication = WantsReport(true),
        Originator = Message.Submission.Source,
        ProtocolId = Message.Submission.ProtocolId,
        Coding = Message.Submission.Coding,
        Time = SmsTimestamp.Of(Message.Taken.ToOffset(zone)),
        UserData = Message.Submission.UserData,
    };

    public override void Delivered() => Ledger.Delivered(this);

    public override void Expired() => Ledger.Close(this, MessageState.Expired, DeliveryStatus.Expired);

    public override void Failed(byte status)
    {
        if (Message.State == MessageState.Enroute) Message.Status = status;
    }
}

/// <summary>A report for a module; nobody is told what becomes of it.</summary>
internal sealed class ModuleReport : Parcel
{
    public required SmsStatusReport Report { get; init; }

    public override void Delivered() { }

    public override void Expired() { }
}

/// <summary>A report for an entity; nobody is told what becomes of it.</summary>
internal sealed class EntityReport : Parcel
{
    public required CentreMessage Message { get; init; }

    /// <summary>Who submitted the message: has the report while it is connected.</summary>
    public required Peer? Peer { get; init; }

    public override void Delivered() { }

    public override void Expired() { }
}
