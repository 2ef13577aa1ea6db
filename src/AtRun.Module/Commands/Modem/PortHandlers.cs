using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Modem;

[AtHandler]
internal sealed class IprHandler : Handler<Ipr>
{
    /// <summary>With the speed, the framing is found out too (AT reference 80000ST10025a p59).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Ipr value)
    {
        if (value.Rate == 0) call.Store(new Icf());
        return call.Store(value);
    }

    /// <summary>Two lists: speeds that can be found out, and that can be fixed (p59).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        var rates = Command.Parameters[0].Domain;
        call.Out.Line($"{Command.Name}: {rates},{rates}");
        return Ok;
    }
}

[AtHandler]
internal sealed class IcfHandler : Handler<Icf>
{
    /// <summary>Formats 2 and 5 have a parity, the others show it as 0 (AT reference 80000ST10025a p61).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Icf value) =>
        call.Store(value.Format is 2 or 5 ? value : value with { Parity = 0 });
}

[AtHandler]
internal sealed class MsHandler : Handler<Ms>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Ms value) =>
        OneOf.Allows(Command.Parameters[0], value.Carrier) ? call.Store(value with { Carrier = value.Carrier.ToUpperInvariant() }) : Answer(Refusal);
}
