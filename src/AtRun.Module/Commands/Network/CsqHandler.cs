using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

[AtHandler]
internal sealed class CsqHandler : Handler<Csq>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        if (call.Module.World.Radio.Serving is { } cell) call.Out.Line($"{Command.Name}: {Math.Clamp((cell.PowerDbm + 113) / 2, 0, 31)},{cell.RxQual}");
        else call.Out.Line("+CSQ: 99,99"u8);
        return Ok;
    }

    /// <summary>An action without parameters that says what its values may be, as 27.007 wants it.</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line("+CSQ: (0-31,99),(0-7,99)"u8);
        return Ok;
    }
}
