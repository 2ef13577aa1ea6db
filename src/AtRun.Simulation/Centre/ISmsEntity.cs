using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;

namespace AtRun.Simulation.Centre;

/// <summary>A subscriber that is no module: an application behind SMPP, a phone of a test.</summary>
public interface ISmsEntity
{
    /// <summary>A message for it. Not taken: the centre tries again.</summary>
    ValueTask<SmsReceipt> Deliver(SmsDeliver message, SmsAddress destination);

    /// <summary>The final state of a message that it submitted and wanted to know of.</summary>
    ValueTask<SmsReceipt> Report(CentreMessage message);
}
