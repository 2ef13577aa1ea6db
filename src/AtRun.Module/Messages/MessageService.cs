using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Messages;

/// <summary>Short messages of the module: what comes is tested for SMSATRUN first, then stored or shown (27.005); what goes is checked and given to the network.</summary>
public sealed partial class MessageService(RunningModule module) : ISmsReceiver
{
    /// <summary>A message came that was delivered as usual, before it is stored or shown.</summary>
    public event Action<SmsDeliver>? Arrived;

    internal void Start() { }

    internal void End() => module.World.Sms.Receiver = null;

    public async ValueTask<SmsReceipt> Deliver(SmsAddress centre, ReadOnlyMemory<byte> tpdu)
    {
        if (!Tpdu.TryDecode(tpdu.Span, TpduDirection.ToMobile, out var message, out _)) return SmsReceipt.ProtocolError;
        if (message is SmsDeliver deliver)
        {
            // SMS-3: a message that SMSATRUN recognises leaves no trace here.
            if (await module.SmsAtRun.Take(deliver) is { } receipt) return receipt;
            Arrived?.Invoke(deliver);
        }
        await Task.CompletedTask;
        return SmsReceipt.Taken;
    }

    public void Broadcast(ReadOnlyMemory<byte> page) { }
}
