using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

[AtHandler]
internal sealed class Ws46Handler : Handler<Ws46>
{
    /// <summary>The radio changes over when the answer is out: it may lose the network that carries it.</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Ws46 value)
    {
        var module = call.Module;
        if (value.N != Ws46.Gsm && !module.Product.Flavour.HasUmts) return Answer(Refusal);
        call.Instance.AfterLine(() =>
        {
            if (module.IsOn) module.Network.SelectTechnologies();
        });
        return call.Store(value);
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {(call.Module.Product.Flavour.HasUmts ? Command.Parameters[0].Domain : $"({Ws46.Gsm})")}");
        return Ok;
    }
}
