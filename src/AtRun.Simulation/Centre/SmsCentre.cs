using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;

namespace AtRun.Simulation.Centre;

/// <summary>How the centre and the air treat messages. All chances 0-1, drawn by seed.</summary>
public sealed record SmsCentreOptions
{
    /// <summary>The centre's own number: the one of the published messages.</summary>
    public string Number { get; init; } = "+393492000200";

    /// <summary>From when the centre has a message to its first delivery attempt.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What is added to <see cref="Latency"/> at most: later messages then overtake earlier ones.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>A message is taken and never delivered.</summary>
    public double Loss { get; init; }

    /// <summary>A message is delivered twice.</summary>
    public double Doubling { get; init; }

    /// <summary>Where a message says nothing of its validity.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromDays(2);

    /// <summary>Zone of the time stamps.</summary>
    public TimeSpan Zone { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>Where a message is (SMPP 3.4 §5.2.28).</summary>
public enum MessageState
{
    Enroute = 1,
    Delivered = 2,
    Expired = 3,
    Deleted = 4,
    Undeliverable = 5,
    Accepted = 6,
    Unknown = 7,
    Rejected = 8,
}

/// <summary>What an entity gives to the centre.</summary>
public sealed record CentreSubmission
{
    /// <summary>None: the centre gives the number of the entity.</summary>
    public SmsAddress Source { get; init; }

    public required SmsAddress Destination { get; init; }
    public byte ProtocolId { get; init; }
    public DataCoding Coding { get; init; }
    public UserData UserData { get; init; }

    /// <summary>Null: as the centre keeps messages by default.</summary>
    public TimeSpan? Validity { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset? Schedule { get; init; }

    /// <summary>The sender wants a report of the final state.</summary>
    public bool ReportSuccess { get; init; }

    /// <inheritdoc cref="ReportSuccess"/>
    public bool ReportFailure { get; init; }

    /// <summary>Takes the place of a message from the same source to the same destination with the same reference that is still there.</summary>
    public bool Replace { get; init; }
}

/// <summary>A message that the centre has or had.</summary>
public sealed class CentreMessage
{
    /// <summary>Hexadecimal, unlike any other of this centre.</summary>
    public required string Id { get; init; }

    public required CentreSubmission Submission { get; init; }
    public required DateTimeOffset Taken { get; init; }
    public MessageState State { get; internal set; } = MessageState.Enroute;

    /// <summary>When the state became final.</summary>
    public DateTimeOffset? Final { get; internal set; }

    /// <summary>TP-ST of its report (23.040 §9.2.3.15).</summary>
    public byte Status { get; internal set; }
}

/// <summary>A subscriber that is no module: an application behind SMPP, a phone of a test.</summary>
public interface ISmsEntity
{
    /// <summary>A message for it. Not taken: the centre tries again.</summary>
    ValueTask<SmsReceipt> Deliver(SmsDeliver message, SmsAddress destination);

    /// <summary>The final state of a message that it submitted and wanted to know of.</summary>
    ValueTask<SmsReceipt> Report(CentreMessage message);
}

/// <summary>The service centre of the simulated network: takes messages, keeps them, delivers them to modules and entities, reports.</summary>
/// <remarks>23.040 §3, §10. One turn touches it. Time and chance are the world's.</remarks>
public sealed class SmsCentre(TimeProvider time, Random random, SmsCentreOptions? options = null)
{
    public TimeProvider Time { get; } = time;

    public Random Random { get; } = random;

    /// <summary>Messages kept for one subscriber; one more is refused.</summary>
    public const int MaxWaiting = 10_000;

    public SmsCentreOptions Options { get; set; } = options ?? new();

    public SmsAddress Number => throw new NotImplementedException();

    /// <summary>A module's way to the centre; it stays the same over its power-offs.</summary>
    /// <param name="number">The subscriber's number, e.g. <c>+393468686711</c>.</param>
    public ISmsBearer Join(string number) => new Unserved();

    private sealed class Unserved : ISmsBearer
    {
        public ISmsReceiver? Receiver { get; set; }

        public void MemoryAvailable() { }

        public ValueTask<SmsSubmission> Submit(SmsAddress centre, ReadOnlyMemory<byte> tpdu, CancellationToken stop) => new(new SmsSubmission(Protocol.Results.CmsError.NoNetworkService, null));
    }

    /// <summary>Connects an entity; what waits for its numbers is delivered to it. Disposed of, messages wait again.</summary>
    /// <param name="entity">Who.</param>
    /// <param name="numbers">A number, a prefix with <c>*</c>, or null: a number of its own is given to it.</param>
    public IDisposable Connect(ISmsEntity entity, string? numbers) => throw new NotImplementedException();

    /// <summary>Takes a message of an entity, synchronously; null: refused, and the failure says why.</summary>
    public CentreMessage? Submit(ISmsEntity from, CentreSubmission submission, out Protocol.Results.CmsError? failure) => throw new NotImplementedException();

    /// <summary>A message by its id; final ones are remembered for a while.</summary>
    public CentreMessage? Find(string id) => throw new NotImplementedException();

    /// <summary>Deletes a message that is not delivered yet; false: there is none.</summary>
    public bool Cancel(string id) => throw new NotImplementedException();

    /// <summary>Sends a page of cell broadcast to all modules that can be reached.</summary>
    public void Broadcast(ReadOnlyMemory<byte> page) => throw new NotImplementedException();
}
