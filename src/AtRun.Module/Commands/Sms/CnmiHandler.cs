using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sms;

[AtHandler]
internal sealed class CnmiHandler : Handler<Cnmi>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Cnmi value)
    {
        call.Module.Messages.IndicationsSet(call.Instance, value);
        return call.Store(value);
    }
}
