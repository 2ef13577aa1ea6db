using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Worlds;

/// <summary>How a message that the module sent was taken.</summary>
/// <param name="Failure">RP-Cause or TP-FCS, or that the network did not answer; null: the centre has it.</param>
/// <param name="Report">The SUBMIT-REPORT of the centre, for those who ask for it (+CSMS=1); null: it sent none.</param>
public readonly record struct SmsSubmission(CmsError? Failure, SmsSubmitReport? Report);

/// <summary>How the module takes a message that is delivered to it.</summary>
/// <param name="Cause">RP-Cause (24.011 §8.2.5.4): 22 memory capacity exceeded, 111 protocol error; null: taken (RP-ACK).</param>
/// <param name="FailureCause">TP-FCS of the DELIVER-REPORT that goes with it; null: none.</param>
public readonly record struct SmsReceipt(int? Cause, byte? FailureCause = null)
{
    public static SmsReceipt Taken => default;

    /// <summary>No room: the centre tries again once the module says that there is (RP-SMMA).</summary>
    public static SmsReceipt MemoryFull => new(22, 0xD3);

    public static SmsReceipt ProtocolError => new(111, 0xFF);

    /// <summary>The module failed: the message is not in its storage.</summary>
    public static SmsReceipt Failure => new(111, 0xD2);

    public bool IsTaken => Cause is null;
}

/// <summary>The message service of the network as one subscriber has it (24.011).</summary>
public interface ISmsBearer
{
    /// <summary>Gives a SUBMIT or COMMAND to a service centre. Seconds.</summary>
    ValueTask<SmsSubmission> Submit(SmsAddress centre, ReadOnlyMemory<byte> tpdu, CancellationToken stop);

    /// <summary>Who takes messages from now on: the module can be reached. Null: it cannot.</summary>
    ISmsReceiver? Receiver { get; set; }

    /// <summary>The link to the centre stays open after a message, so that the next one leaves faster (27.005 §3.5.6). False: it closes.</summary>
    bool KeepsLink { get; set; }

    /// <summary>There is room again after <see cref="SmsReceipt.MemoryFull"/> (RP-SMMA).</summary>
    void MemoryAvailable();
}

/// <summary>Takes what the network delivers.</summary>
public interface ISmsReceiver
{
    /// <summary>A DELIVER or STATUS-REPORT comes. Once the task is complete the network has its receipt; a message that was taken is durable by then.</summary>
    ValueTask<SmsReceipt> Deliver(SmsAddress centre, ReadOnlyMemory<byte> tpdu);

    /// <summary>A page of cell broadcast: 88 octets (23.041 §9.4.1).</summary>
    void Broadcast(ReadOnlyMemory<byte> page);
}

/// <summary>A linear fixed file of the SIM (GSM 11.11 §6.4.2): records of one length; octets that are not used are FF. A free record of EF SMS begins with 00 (§10.5.3).</summary>
public interface ISimRecords
{
    /// <summary>Records; 0 without a card.</summary>
    int Count { get; }

    /// <summary>Octets of each.</summary>
    int Length { get; }

    /// <summary>The record of that number, from 1.</summary>
    ReadOnlyMemory<byte> Read(int number);

    /// <summary>Stores a record; shorter ones are filled with FF. Once the task is complete it is on the card.</summary>
    ValueTask Write(int number, ReadOnlyMemory<byte> record);
}

/// <summary>A cyclic file of the SIM (GSM 11.11 §6.4.3): record 1 is the youngest.</summary>
public interface ISimCycle : ISimRecords
{
    /// <summary>The record becomes number 1, the others move on, the oldest is lost. Once the task is complete it is on the card.</summary>
    ValueTask Push(ReadOnlyMemory<byte> record);
}

/// <summary>A connection with the SIM below the module's own use of it: the commands of GSM 11.11 §9, with a selection of its own.</summary>
public interface ISimSession
{
    /// <summary>Gives the card a command and has its answer: data perhaps, and two octets of status. What it changes is durable by then.</summary>
    /// <param name="command">Class, instruction, P1, P2, P3, data: at least 5 octets.</param>
    ValueTask<byte[]> Exchange(ReadOnlyMemory<byte> command);
}
