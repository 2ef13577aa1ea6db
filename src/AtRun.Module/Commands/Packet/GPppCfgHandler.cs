using System.Buffers.Binary;
using System.Net;
using AtRun.Module.Ip;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

[AtHandler]
internal sealed class GPppCfgHandler : Handler<GPppCfg>
{
    protected override ValueTask<FinalResult> Write(AtCall call, GPppCfg value) =>
        AddressRule.TryParse(value.HostIpAddress, out var address) ? call.Store(value with { HostIpAddress = new IPAddress(BinaryPrimitives.ReverseEndianness(address)).ToString() }) : Answer(Refusal);

    /// <summary>The ranges of the numbers alone (AT reference 80000ST10025a p348).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {Command.Parameters[1].Domain},{Command.Parameters[2].Domain}");
        return Ok;
    }
}
