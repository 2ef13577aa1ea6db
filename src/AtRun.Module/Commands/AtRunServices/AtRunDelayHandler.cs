using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

[AtHandler]
internal sealed class AtRunDelayHandler : Handler<AtRunDelay>
{
    /// <summary>A blank follows the comma, as printed (AT reference 80000ST10025a p389).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        for (var service = 0; service <= 1; service++)
            call.Out.Line($"{Command.Name}: {service}, {call.Get<AtRunDelay>(service).Delay}");
        return Ok;
    }
}
