using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

[AtHandler]
internal sealed class CgRegHandler : Handler<CgReg>
{
    /// <summary>Two values in every mode (AT reference 80000ST10025a p184-185): area and cell are in the unsolicited form alone.</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {call.Get<CgReg>().N},{(int)call.Module.Network.PacketState}");
        return Ok;
    }
}
