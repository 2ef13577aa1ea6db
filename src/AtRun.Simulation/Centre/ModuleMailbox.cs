using AtRun.Module.Worlds;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;
using AtRun.Simulation.Circuits;

namespace AtRun.Simulation.Centre;

/// <summary>A module as the centre sees it: what waits for it, and its way to the centre.</summary>
internal sealed class ModuleMailbox(SmsCentre centre, SmsAddress number) : Mailbox(centre), ISmsBearer
{
    /// <summary>Of the time that a message takes, what it takes on a link that is open already.</summary>
    private const double OnOpenLink = 0.4;

    private ISmsReceiver? _receiver;
    private bool _keepsLink;
    private bool _linked;

    public SmsAddress Number { get; } = number;

    /// <summary>The line of the subscriber, whose barring holds for messages too (class 8 of 27.007 §7.4); null: nothing is barred.</summary>
    public CircuitLine? Line { get; set; }

    public ISmsReceiver? Receiver
    {
        get => _receiver;
        set
        {
            if (_receiver == value) return;
            _receiver = null;
            GiveUp();
            _receiver = value;
            if (value is not null) Alert();
        }
    }

    protected override bool IsReachable => _receiver is not null;

    public bool KeepsLink
    {
        get => _keepsLink;
        set => (_keepsLink, _linked) = (value, _linked && value);
    }

    public void MemoryAvailable() => Alert();

    /// <remarks>A centre that the network has no route to: cause 38, what networks answer to a wrong +CSCA (24.011 annex E-2).</remarks>
    public async ValueTask<SmsSubmission> Submit(SmsAddress centre, ReadOnlyMemory<byte> tpdu, CancellationToken stop)
    {
        await Task.Delay(Centre.Options.SubmitTime * (_linked ? OnOpenLink : 1), Centre.Time, stop);
        _linked = _keepsLink;
        if (!IsOurs(centre)) return new(CmsError.NetworkOutOfOrder, null);
        if (!Tpdu.TryDecode(tpdu.Span, TpduDirection.ToCentre, out var decoded, out _)) return new(CmsError.ProtocolError, null);
        var failure = decoded switch
        {
            SmsSubmit submit => Take(submit),
            SmsCommand command => CommandDesk.Run(Centre, this, command),
            _ => CmsError.TpduNotSupported,
        };
        return new(failure, new SmsSubmitReport { FailureCause = failure is { Number: >= 128 and <= 255 } ? (byte)failure.Number : null, Time = StampOf(Centre.Now) });
    }

    /// <summary>A report about a message that this module sent, or about a command on one.</summary>
    public void PutReport(HeldMessage held, byte reference, bool aboutCommand) =>
        PutReport(held.Message.Submission.Destination, held.Message.Taken, held.Message.Final, held.Message.Status, reference, aboutCommand);

    /// <inheritdoc cref="PutReport(HeldMessage, byte, bool)"/>
    public void PutReport(SmsAddress recipient, DateTimeOffset taken, DateTimeOffset? final, byte status, byte reference, bool aboutCommand)
    {
        if (Count >= SmsCentre.MaxWaiting) return;
        var now = Centre.Now;
        var report = new SmsStatusReport
        {
            AboutCommand = aboutCommand,
            Reference = reference,
            Recipient = recipient,
            Time = StampOf(taken),
            DischargeTime = StampOf(final ?? now),
            Status = status,
        };
        Put(new ModuleReport { Sequence = Centre.NextSequence(), Due = now + Centre.Options.Latency, Expiry = now + Centre.Options.Validity, Report = report });
    }

    /// <remarks>What is barred is tried again, as 23.040 §3.3.2 has it of this error.</remarks>
    protected override ValueTask<SmsReceipt> Hand(Parcel parcel, bool moreMessages)
    {
        if (Line is { } line && line.IsBarredHere(ServiceClass.Sms)) return new(new SmsReceipt(CmsError.CallBarred.Number));
        Tpdu tpdu = parcel switch
        {
            HeldMessage held => held.ToDeliver(moreMessages, Centre.Options.Zone),
            ModuleReport report => report.Report with { MoreMessages = moreMessages },
            _ => throw new InvalidOperationException("an entity's report came to a module"),
        };
        return _receiver!.Deliver(Centre.Number, tpdu.ToArray());
    }

    private bool IsOurs(SmsAddress centre) =>
        Centre.Directory.KeyOf(centre) == Centre.Number.Digits || (centre.Type == TypeOfNumber.Unknown && centre.Digits == Centre.Number.Digits);

    private SmsTimestamp StampOf(DateTimeOffset moment) => SmsTimestamp.Of(moment.ToOffset(Centre.Options.Zone));

    private CmsError? Take(SmsSubmit submit)
    {
        // The number of the message decides, not that of the centre (24.011 annex E-2, cause 10).
        if (Line is { } line && line.IsBarredTo(submit.Destination.ToString(), ServiceClass.Sms)) return CmsError.CallBarred;
        var submission = new CentreSubmission
        {
            Source = Number,
            Destination = submit.Destination,
            ProtocolId = submit.ProtocolId,
            Coding = submit.Coding,
            UserData = submit.UserData,
            Validity = submit.Validity.Span(Centre.Now),
        };
        Centre.Take(submission, new(null, this, submit), out var failure);
        return failure;
    }
}
