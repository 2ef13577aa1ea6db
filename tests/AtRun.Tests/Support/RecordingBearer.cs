using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;

namespace AtRun.Tests.Support;

/// <summary>Stands between a module and the centre: keeps what the module sent and the centre took, and which messages the module refused.</summary>
public sealed class RecordingBearer(ISmsBearer inner) : ISmsBearer
{
    private Recorder? _recorder;

    /// <summary>What nobody has looked at yet, in order.</summary>
    public List<(SmsAddress Centre, ReadOnlyMemory<byte> Tpdu)> Sent { get; } = [];

    /// <summary>Causes of messages that the module refused, in order.</summary>
    public List<SmsReceipt> Refused { get; } = [];

    public ISmsReceiver? Receiver
    {
        get => _recorder?.Receiver;
        set => inner.Receiver = _recorder = value is null ? null : new(this, value);
    }

    public bool KeepsLink
    {
        get => inner.KeepsLink;
        set => inner.KeepsLink = value;
    }

    public async ValueTask<SmsSubmission> Submit(SmsAddress centre, ReadOnlyMemory<byte> tpdu, CancellationToken stop)
    {
        var octets = tpdu.ToArray();
        var outcome = await inner.Submit(centre, tpdu, stop);
        if (outcome.Failure is null) Sent.Add((centre, octets));
        return outcome;
    }

    public void MemoryAvailable() => inner.MemoryAvailable();

    /// <summary>Hands a TPDU to the module as it is, past the centre; false: the module cannot be reached.</summary>
    public bool Hand(SmsAddress centre, ReadOnlyMemory<byte> tpdu)
    {
        if (_recorder is null) return false;
        HandTo(_recorder, centre, tpdu);
        return true;
    }

    private static async void HandTo(Recorder recorder, SmsAddress centre, ReadOnlyMemory<byte> tpdu) => await recorder.Deliver(centre, tpdu);

    private sealed class Recorder(RecordingBearer bearer, ISmsReceiver receiver) : ISmsReceiver
    {
        public ISmsReceiver Receiver => receiver;

        public async ValueTask<SmsReceipt> Deliver(SmsAddress centre, ReadOnlyMemory<byte> tpdu)
        {
            var receipt = await receiver.Deliver(centre, tpdu);
            if (!receipt.IsTaken) bearer.Refused.Add(receipt);
            return receipt;
        }

        public void Broadcast(ReadOnlyMemory<byte> page) => receiver.Broadcast(page);
    }
}
