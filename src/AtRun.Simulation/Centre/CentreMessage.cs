using AtRun.Protocol.Sms;

namespace AtRun.Simulation.Centre;

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

    /// <summary>Takes the place of the latest message from the same source to the same destination with the same TP-PID that is still there.</summary>
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
    public byte Status { get; internal set; } = DeliveryStatus.NotTried;
}
