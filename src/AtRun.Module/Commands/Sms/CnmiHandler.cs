using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sms;

[AtHandler]
internal sealed class CnmiHandler : Handler<Cnmi>
{
    /// <summary>What was kept is shown behind the OK, or dropped (AT reference 80000ST10025a p225).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Cnmi value)
    {
        var messages = call.Module.Messages;
        var instance = call.Instance;
        if (value is { Mode: > 0, Bfr: 1 }) messages.DropKept(instance);
        else if (value.Mode > 0) instance.AfterLine(() => messages.ShowKept(instance));
        return call.Store(value);
    }
}
