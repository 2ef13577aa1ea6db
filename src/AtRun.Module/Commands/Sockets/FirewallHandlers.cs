using System.Net;
using AtRun.Module.Ip;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sockets;

/// <summary>Rules are forgotten at power-off, and have nothing to do with #TCPATRUNFRWL.</summary>
[AtHandler]
internal sealed class FrwlHandler : Handler<Frwl>
{
    /// <summary>Without parameters as the read form (AT reference 80000ST10025a p478).</summary>
    protected override ValueTask<FinalResult> Execute(AtCall call) => Read(call);

    protected override ValueTask<FinalResult> Write(AtCall call, Frwl value)
    {
        var firewall = call.Module.Sockets.Firewall;
        if (value.Action == 2)
        {
            firewall.Clear();
            return Ok;
        }
        if (!AddressRule.TryParse(value.IpAddr, value.NetMask, out var rule)) return Error;
        return (value.Action == 1 ? firewall.Add(rule) : firewall.Remove(rule)) ? Ok : Error;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        foreach (var rule in call.Module.Sockets.Firewall.Rules)
            call.Out.Line($"{Command.Name}: \"{AddressRule.Text(rule.Address)}\",\"{AddressRule.Text(rule.Mask)}\"");
        return Ok;
    }
}

[AtHandler]
internal sealed class IcmpHandler : Handler<Icmp>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, Icmp value)
    {
        var stored = await call.Store(value);
        call.Module.Echoes.Look();
        return stored;
    }
}

[AtHandler]
internal sealed class PingHandler : Handler<Ping>
{
    /// <summary>The context that asks (AT reference 80000ST10025a p484).</summary>
    private const int Cid = 1;

    /// <summary>What stands for an answer that did not come: its time in 100 ms, its time to live.</summary>
    private const int LostTime = 600, LostTtl = 255;

    protected override async ValueTask<FinalResult> Write(AtCall call, Ping value)
    {
        var stop = call.Stop;
        var module = call.Module;
        if (module.Contexts.AddressOf(Cid) is null) return CmeError.ContextNotOpened;
        if (await module.Names.Resolve(value.IpAddr, Cid, stop) is not { } host) return CmeError.CannotResolveDomainName;
        for (var number = 1; number <= value.RetryNum; number++)
        {
            if (module.Contexts.AddressOf(Cid) is not { } local) return CmeError.ContextNotOpened;
            var reply = await module.World.Internet.Ping(local, host, value.Len, value.Ttl, SocketParameters.Tenths(value.Timeout), stop);
            Show(call, number, host, reply is { } answer ? ((int)Math.Round(answer.Time.TotalMilliseconds / 100), answer.Ttl) : (LostTime, LostTtl));
        }
        return FinalResult.Ok;
    }

    private void Show(AtCall call, int number, IPAddress host, (int Time, int Ttl) reply)
    {
        call.Out.Line($"{Command.Name}: {number:D2},\"{host}\",{reply.Time},{reply.Ttl}");
        call.Instance.Flush();
    }
}
