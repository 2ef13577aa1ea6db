using System.Diagnostics.CodeAnalysis;

namespace AtRun.Protocol.Sms;

/// <summary>Which way a TPDU goes: the same message type value means another type each way (23.040 §9.2.3.1).</summary>
public enum TpduDirection
{
    /// <summary>From the service centre: DELIVER, SUBMIT-REPORT, STATUS-REPORT.</summary>
    ToMobile,

    /// <summary>To the service centre: SUBMIT, DELIVER-REPORT, COMMAND.</summary>
    ToCentre,
}

/// <summary>A transport PDU of the short message service (23.040 §9.2.2).</summary>
public abstract record Tpdu
{
    /// <summary>Octets of the longest (27.005: 164 is the most that AT commands take).</summary>
    public const int MaxLength = 164;

    /// <summary>Reads one. Exactly one of TPDU and error is given.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> octets, TpduDirection direction, [NotNullWhen(true)] out Tpdu? tpdu, out DecodeError error) => throw new NotImplementedException();

    /// <summary>Writes it; returns its length in octets.</summary>
    /// <param name="to">At least <see cref="MaxLength"/> octets.</param>
    public abstract int Encode(Span<byte> to);

    public byte[] ToArray()
    {
        Span<byte> octets = stackalloc byte[MaxLength];
        return octets[..Encode(octets)].ToArray();
    }
}

/// <summary>SMS-DELIVER (23.040 §9.2.2.1).</summary>
public sealed record SmsDeliver : Tpdu
{
    /// <summary>TP-MMS: more messages wait at the centre (the bit is then 0).</summary>
    public bool MoreMessages { get; init; }

    /// <summary>TP-LP</summary>
    public bool LoopPrevention { get; init; }

    /// <summary>TP-RP</summary>
    public bool ReplyPath { get; init; }

    /// <summary>TP-SRI: the sender gets a status report.</summary>
    public bool StatusReportIndication { get; init; }

    /// <summary>TP-OA</summary>
    public required SmsAddress Originator { get; init; }

    /// <summary>TP-PID</summary>
    public byte ProtocolId { get; init; }

    /// <summary>TP-DCS</summary>
    public DataCoding Coding { get; init; }

    /// <summary>TP-SCTS</summary>
    public SmsTimestamp Time { get; init; }

    public UserData UserData { get; init; }

    public override int Encode(Span<byte> to) => throw new NotImplementedException();
}

/// <summary>SMS-SUBMIT (23.040 §9.2.2.2).</summary>
public sealed record SmsSubmit : Tpdu
{
    /// <summary>TP-RD: the centre refuses one with the same reference and destination as one that it still has.</summary>
    public bool RejectDuplicates { get; init; }

    /// <summary>TP-RP</summary>
    public bool ReplyPath { get; init; }

    /// <summary>TP-SRR</summary>
    public bool StatusReportRequest { get; init; }

    /// <summary>TP-MR</summary>
    public byte Reference { get; init; }

    /// <summary>TP-DA</summary>
    public required SmsAddress Destination { get; init; }

    /// <summary>TP-PID</summary>
    public byte ProtocolId { get; init; }

    /// <summary>TP-DCS</summary>
    public DataCoding Coding { get; init; }

    /// <summary>TP-VP with TP-VPF</summary>
    public ValidityPeriod Validity { get; init; }

    public UserData UserData { get; init; }

    public override int Encode(Span<byte> to) => throw new NotImplementedException();
}

/// <summary>SMS-STATUS-REPORT (23.040 §9.2.2.3).</summary>
public sealed record SmsStatusReport : Tpdu
{
    public bool MoreMessages { get; init; }
    public bool LoopPrevention { get; init; }

    /// <summary>TP-SRQ: the result of an SMS-COMMAND, not of an SMS-SUBMIT.</summary>
    public bool AboutCommand { get; init; }

    /// <summary>TP-MR of what it is about.</summary>
    public byte Reference { get; init; }

    /// <summary>TP-RA: where that went.</summary>
    public required SmsAddress Recipient { get; init; }

    /// <summary>TP-SCTS: when the centre took it.</summary>
    public SmsTimestamp Time { get; init; }

    /// <summary>TP-DT: when it was delivered, or last tried.</summary>
    public SmsTimestamp DischargeTime { get; init; }

    /// <summary>TP-ST (23.040 §9.2.3.15): 0 received; 32-63 the centre still tries; 64-127 it does not any more.</summary>
    public byte Status { get; init; }

    /// <summary>TP-PI and what it names; null: not there.</summary>
    public byte? ProtocolId { get; init; }

    public DataCoding? Coding { get; init; }

    public UserData? UserData { get; init; }

    public override int Encode(Span<byte> to) => throw new NotImplementedException();
}

/// <summary>SMS-DELIVER-REPORT (23.040 §9.2.2.1a).</summary>
public sealed record SmsDeliverReport : Tpdu
{
    /// <summary>TP-FCS (23.040 §9.2.3.22), in an RP-ERROR; null: an RP-ACK, which has none.</summary>
    public byte? FailureCause { get; init; }

    public byte? ProtocolId { get; init; }
    public DataCoding? Coding { get; init; }
    public UserData? UserData { get; init; }

    public override int Encode(Span<byte> to) => throw new NotImplementedException();
}

/// <summary>SMS-SUBMIT-REPORT (23.040 §9.2.2.2a).</summary>
public sealed record SmsSubmitReport : Tpdu
{
    /// <inheritdoc cref="SmsDeliverReport.FailureCause"/>
    public byte? FailureCause { get; init; }

    /// <summary>TP-SCTS: when the centre took the message.</summary>
    public SmsTimestamp Time { get; init; }

    public byte? ProtocolId { get; init; }
    public DataCoding? Coding { get; init; }
    public UserData? UserData { get; init; }

    public override int Encode(Span<byte> to) => throw new NotImplementedException();
}

/// <summary>SMS-COMMAND (23.040 §9.2.2.4).</summary>
public sealed record SmsCommand : Tpdu
{
    public bool StatusReportRequest { get; init; }
    public byte Reference { get; init; }
    public byte ProtocolId { get; init; }

    /// <summary>TP-CT: 0 enquiry, 1 cancel the status report, 2 delete the message, 3 enable the status report.</summary>
    public byte CommandType { get; init; }

    /// <summary>TP-MN: reference of the message it is about.</summary>
    public byte MessageNumber { get; init; }

    public required SmsAddress Destination { get; init; }

    /// <summary>TP-CD</summary>
    public ReadOnlyMemory<byte> CommandData { get; init; }

    public override int Encode(Span<byte> to) => throw new NotImplementedException();
}
