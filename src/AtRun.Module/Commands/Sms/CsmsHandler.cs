using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sms;

/// <summary>Messages to and from the module and cell broadcast are supported; the answers say so by three times 1.</summary>
[AtHandler]
internal sealed class CsmsHandler : Handler<Csms>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Csms value)
    {
        if (value.Service != 0 && !HasAcknowledgement(call)) return Answer(Refusal);
        call.Out.Line($"{Command.Name}: 1,1,1");
        return call.Store(value);
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {call.Get<Csms>().Service},1,1,1");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        if (HasAcknowledgement(call)) return base.Test(call);
        call.Out.Line($"{Command.Name}: (0)");
        return Ok;
    }

    private static bool HasAcknowledgement(AtCall call) => call.Module.Product.Has(Cnma.Command);
}
