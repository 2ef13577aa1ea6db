using AtRun.Module.Ip;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

[AtHandler]
internal sealed class TcpAtRunFrwlHandler : Handler<TcpAtRunFrwl>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, TcpAtRunFrwl value)
    {
        var rules = call.Module.TcpAtRun.Firewall;
        if (value.Action == 2)
        {
            await rules.Clear();
            return FinalResult.Ok;
        }
        if (!AddressRule.TryParse(value.IpAddr, value.NetMask, out _)) return FinalResult.Error;
        return await (value.Action == 1 ? rules.Add(value) : rules.Remove(value)) ? FinalResult.Ok : FinalResult.Error;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        foreach (var rule in call.Module.TcpAtRun.Firewall.All)
            call.Out.Line($"{Command.Name}: \"{rule.IpAddr}\",\"{rule.NetMask}\"");
        return Ok;
    }
}
