using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

[AtHandler]
internal sealed class BndHandler : Handler<Bnd>
{
    /// <summary>The radio changes over when the answer is out: it may lose the network that carries it.</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Bnd value)
    {
        var module = call.Module;
        call.Instance.AfterLine(() =>
        {
            if (module.IsOn) module.Network.SelectBands();
        });
        return call.Store(value);
    }
}
