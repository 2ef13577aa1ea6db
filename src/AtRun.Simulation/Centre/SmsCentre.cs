using System.Globalization;
using AtRun.Module.Worlds;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;
using AtRun.Simulation.Circuits;

namespace AtRun.Simulation.Centre;

/// <summary>The service centre of the simulated network: takes messages, keeps them, delivers them to modules and entities, reports.</summary>
/// <remarks>23.040 §3, §10. One turn touches it. Time and chance are the world's.</remarks>
public sealed class SmsCentre
{
    /// <summary>Messages kept for one subscriber; one more is refused.</summary>
    public const int MaxWaiting = 10_000;

    /// <summary>Messages kept altogether.</summary>
    public const int MaxWaitingInAll = 500_000;

    private const byte FirstReplaceType = 0x41;
    private const byte LastReplaceType = 0x47;

    /// <summary>A message that is tried once is kept for as long if it cannot be.</summary>
    private static readonly TimeSpan SingleShot = TimeSpan.FromMinutes(1);

    private readonly Nowhere _nowhere;
    private long _sequence;

    public SmsCentre(TimeProvider time, Random random, SmsCentreOptions? options = null)
    {
        (Time, Random, Options) = (time, random, options ?? new());
        (Directory, Ledger, _nowhere) = (new(this), new(this), new(this));
    }

    public TimeProvider Time { get; }

    public Random Random { get; }

    public SmsCentreOptions Options { get; set; }

    public SmsAddress Number => new(Options.Number.TrimStart('+'), TypeOfNumber.International);

    internal Directory Directory { get; }

    internal Ledger Ledger { get; }

    internal DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Messages and reports that wait.</summary>
    public int Waiting { get; internal set; }

    /// <summary>A module's way to the centre; it stays the same over its power-offs.</summary>
    /// <param name="number">The subscriber's number, e.g. <c>+393468686711</c>.</param>
    /// <param name="line">Of the same subscriber: what it bars for messages is barred here. Null: nothing is.</param>
    public ISmsBearer Join(string number, CircuitLine? line = null) => Directory.Join(number, line);

    /// <summary>Connects an entity; what waits for its numbers is delivered to it. Disposed of, messages wait again.</summary>
    /// <param name="entity">Who.</param>
    /// <param name="numbers">A number, a prefix with <c>*</c>, or null: a number of its own is given to it.</param>
    /// <remarks>
    /// An entity also has the numbers that it submits from, but a module's own. Of several that have one number, the one that last submitted from it gets its
    /// messages, else the one that is connected for it longest. A number stays known when nobody is connected for it any more: its messages wait.
    /// </remarks>
    public IDisposable Connect(ISmsEntity entity, string? numbers) => Directory.Connect(entity, numbers);

    /// <summary>Takes a message of an entity, synchronously; null: refused, and the failure says why.</summary>
    public CentreMessage? Submit(ISmsEntity from, CentreSubmission submission, out CmsError? failure)
    {
        var peer = Directory.PeerOf(from);
        if (submission.Source.IsNone) submission = submission with { Source = peer?.Number ?? default };
        if (submission.Source.IsNone || submission.Destination.IsNone)
        {
            failure = CmsError.InvalidSmeAddress;
            return null;
        }
        return Take(submission, new(peer), out failure);
    }

    /// <summary>A message by its id; final ones are remembered for a while.</summary>
    public CentreMessage? Find(string id) => Ledger.Find(id)?.Message;

    /// <summary>Deletes a message that is not delivered yet; false: there is none.</summary>
    public bool Cancel(string id) => Ledger.Find(id) is { } held && Ledger.Cancel(held, DeliveryStatus.DeletedBySender);

    /// <summary>Sends a page of cell broadcast to all modules that can be reached.</summary>
    public void Broadcast(ReadOnlyMemory<byte> page)
    {
        foreach (var module in Directory.Modules) module.Receiver?.Broadcast(page);
    }

    internal long NextSequence() => ++_sequence;

    /// <summary>Takes a message; null: refused.</summary>
    internal CentreMessage? Take(CentreSubmission submission, Origin origin, out CmsError? failure)
    {
        var route = (Source: Directory.KeyOf(submission.Source), Destination: Directory.KeyOf(submission.Destination));
        // Also where the message is refused: whoever submits from a number has it.
        if (origin.Peer is { } peer) Directory.EntityAt(route.Source)?.SubmittedBy(peer);
        var mailbox = Directory.Find(submission.Destination) ?? _nowhere;
        failure = mailbox.Count >= MaxWaiting || Waiting >= MaxWaitingInAll ? CmsError.ServiceCentreBusy
            : origin.Submit is { RejectDuplicates: true } submit && Ledger.FindByReference(route, submit.Reference) is { Message.State: MessageState.Enroute } ? CmsError.DuplicateShortMessage
            : null;
        if (failure is not null) return null;
        if ((submission.Replace || submission.ProtocolId is >= FirstReplaceType and <= LastReplaceType) && Ledger.FindReplaceable(route, submission.ProtocolId) is { } former)
            Ledger.Cancel(former, DeliveryStatus.Replaced);
        var held = Hold(submission, origin, route, mailbox);
        Ledger.Open(held);
        if (Draw(Options.Loss)) Ledger.Close(held, MessageState.Unknown, DeliveryStatus.NoResponse, silently: true);
        else mailbox.Put(held);
        return held.Message;
    }

    private HeldMessage Hold(CentreSubmission submission, Origin origin, (string, string) route, Mailbox mailbox)
    {
        var (now, sequence) = (Now, NextSequence());
        var due = now + Options.Latency;
        if (Options.Jitter > TimeSpan.Zero) due += Options.Jitter * Random.NextDouble();
        if (submission.Schedule is { } schedule && schedule > due) due = schedule;
        var single = origin.Submit is { Validity.IsSingleShot: true };
        var expiry = submission.Validity is { } span ? now + span : due + Options.Validity;
        if (single && expiry > due + SingleShot) expiry = due + SingleShot;
        return new()
        {
            Sequence = sequence,
            Due = due,
            Expiry = expiry,
            Ledger = Ledger,
            Message = new() { Id = sequence.ToString("X8", CultureInfo.InvariantCulture), Submission = submission, Taken = now },
            Route = route,
            Mailbox = mailbox,
            Origin = origin,
            StatusReport = origin.Submit is { StatusReportRequest: true },
            SingleShot = single,
            Doubled = Draw(Options.Doubling),
        };
    }

    private bool Draw(double chance) => chance > 0 && Random.NextDouble() < chance;
}
