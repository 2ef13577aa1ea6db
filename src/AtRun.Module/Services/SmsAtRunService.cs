using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Services;

/// <summary>SMSATRUN: runs the commands of messages that are recognised, one at a time, on the reserved instance, and answers them (SMS-1…SMS-25).</summary>
public sealed class SmsAtRunService
{
    internal SmsAtRunService(RunningModule module) => Module = module;

    public RunningModule Module { get; }

    /// <summary>Takes a message that it recognises (SMS-3); null: it is an ordinary one.</summary>
    internal ValueTask<SmsReceipt?> Take(SmsDeliver message) => new((SmsReceipt?)null);
}
