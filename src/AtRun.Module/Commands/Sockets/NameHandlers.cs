using AtRun.Module.Commands.Packet;
using AtRun.Module.Ip;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sockets;

[AtHandler]
internal sealed class QdnsHandler : Handler<Qdns>
{
    protected override ValueTask<FinalResult> Test(AtCall call) => call.OldStyle ? Error : Ok;

    /// <summary>The host becomes the peer of #SKTSET as it was typed, found or not.</summary>
    protected override async ValueTask<FinalResult> Write(AtCall call, Qdns value)
    {
        var (module, contexts, stop) = (call.Module, call.Module.Contexts, call.Stop);
        call.Instance.Settings.Set(SktSet.Command, call.Get<SktSet>() with { RemoteAddr = value.HostName });
        var cid = contexts.AddressOf(0) is not null ? 0 : Gprs.Context;
        var broughtUp = contexts.AddressOf(cid) is null;
        if (broughtUp && await BringUp(call) is { IsSuccess: false } failed) return failed;
        try
        {
            if (await module.Names.Resolve(value.HostName, cid, stop) is not { } address) return CmeError.CannotResolveDomainName;
            call.Out.BeginLine();
            call.Out.Text(Command.Name);
            call.Out.Octets(": "u8);
            call.Out.Output.AddQuoted(value.HostName);
            call.Out.Octets(","u8);
            call.Out.Output.AddQuoted(address.ToString());
            call.Out.EndLine();
            return FinalResult.Ok;
        }
        finally
        {
            if (broughtUp && module.IsOn) await contexts.Deactivate(cid, module.PowerLost);
        }
    }

    private static ValueTask<FinalResult> BringUp(AtCall call)
    {
        if (!call.Module.Contexts.IsDefined(Gprs.Context)) return Answer(CmeError.ContextNotOpened);
        var (user, password) = call.Instance.Login();
        return call.ActivateForSockets(Gprs.Context, user, password);
    }
}

[AtHandler]
internal sealed class CacheDnsHandler : Handler<CacheDns>
{
    protected override ValueTask<FinalResult> Write(AtCall call, CacheDns value)
    {
        if (value.Mode == 0) call.Module.Names.Forget();
        return call.Store(value);
    }

    /// <summary>What is remembered stands in front of the domain (AT reference 80000ST10025a p460).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.BeginLine();
        call.Out.Text(Command.Name);
        call.Out.Octets(": "u8);
        foreach (var (host, address) in call.Module.Names.Cached)
        {
            call.Out.Output.AddQuoted(host);
            call.Out.Octets(","u8);
            call.Out.Output.AddQuoted(address.ToString());
            call.Out.Octets(","u8);
        }
        Command.FormatDomains(call.Out.Output);
        call.Out.EndLine();
        return Ok;
    }
}

[AtHandler]
internal sealed class DnsHandler : Handler<Dns>
{
    /// <summary>For a context that is defined and not active (AT reference 80000ST10025a p461).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Dns value)
    {
        if (!NameService.TryParse(value.Primary, out var primary) || !NameService.TryParse(value.Secondary, out var secondary)) return Answer(Refusal);
        value = value with { Primary = primary.ToString(), Secondary = secondary.ToString() };
        if (value.Primary == Dns.None && value.Secondary != Dns.None) return Answer(Refusal);
        if (!call.Module.Contexts.IsDefined(value.Cid)) return Answer(CmeError.ContextNotOpened);
        return call.Module.Contexts[value.Cid] is { IsActive: false, Activating: null } ? call.Store(value) : Answer(CmeError.ContextAlreadyActivated);
    }

    /// <summary>Defined contexts alone.</summary>
    protected override IEnumerable<object> Rows(AtCall call) => base.Rows(call).Where(row => call.Module.Contexts.IsDefined(((Dns)row).Cid));
}

/// <summary>The lines of #CGPADDR with the servers in place of the address.</summary>
[AtHandler]
internal sealed class NwDnsHandler : Handler<NwDns>
{
    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters) =>
        Addresses.Print(call, parameters, CgPaddrOfAny.MaxCids, Row) ? Ok : Answer(Refusal);

    protected override ValueTask<FinalResult> Test(AtCall call) => Addresses.Test(call);

    private static void Row(AtCall call, int cid)
    {
        var servers = call.Module.Names.ServersOf(cid);
        call.Out.Line($"{call.Command.Name}: {cid},\"{Server(0)}\",\"{Server(1)}\"");

        string Server(int which) => which < servers.Count ? servers[which].ToString() : Dns.None;
    }
}
