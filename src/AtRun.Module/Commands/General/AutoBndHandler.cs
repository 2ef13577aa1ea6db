using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

[AtHandler]
internal sealed class AutoBndHandler : Handler<AutoBnd>
{
    /// <summary>All four bands at once counts from now on, the search from the next power-on (AT reference 80000ST10025a p343).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, AutoBnd value)
    {
        var module = call.Module;
        call.Instance.AfterLine(() =>
        {
            if (module.IsOn) module.Network.SelectBands();
        });
        return call.Store(value);
    }
}
