using AtRun.Module.Ip;
using AtRun.Protocol.Commands.Update;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Update;

[AtHandler]
internal sealed class OtaSnapHandler : Handler<OtaSnap>
{
    protected override object Current(AtCall call, int row) => new OtaSnap { CompanyName = call.Get<OtaSnap>().CompanyName };

    /// <summary>An empty name of a company is an error (AT reference 80000ST10025a p399).</summary>
    protected override async ValueTask<FinalResult> Write(AtCall call, OtaSnap value)
    {
        if (value.CompanyName.Length == 0 && call.Get<OtaSnap>().CompanyName.Length > 0) return FinalResult.Error;
        var stored = await call.Store(value);
        call.Module.Update.RegisterBySms();
        return stored;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var value = call.Get<OtaSnap>();
        call.Out.Line($"{Command.Name}: \"{value.Addr}\"{(value.CompanyName.Length > 0 ? $",\"{value.CompanyName}\"" : "")}");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {OtaSnap.NumberLength},{OtaSnap.CompanyLength}");
        return Ok;
    }
}

[AtHandler]
internal sealed class OtaSuanHandler : Handler<OtaSuan>
{
    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters)
    {
        var answers = !parameters.IsEmpty && parameters[0] != ',';
        var values = new ParameterReader(parameters);
        if (!OtaSuan.Command.TryBind(ref values, call.Get<OtaSuan>(), out var value)) return Answer(Refusal);
        call.Module.Update.ModeSet(call.Instance, value);
        call.Store(value with { Response = OtaSuan.Reject });
        return !answers || call.Module.Update.Answer(value.Response) ? Ok : Error;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var value = call.Get<OtaSuan>();
        call.Out.Line($"{Command.Name}: ,{value.Mode},{value.Bfr}");
        return Ok;
    }
}

[AtHandler]
internal sealed class OtaSetRiHandler : Handler<OtaSetRi>
{
    protected override ValueTask<FinalResult> Write(AtCall call, OtaSetRi value) => value.N is > 0 and < OtaSetRi.Shortest ? Answer(Refusal) : call.Store(value);
}

[AtHandler]
internal sealed class OtaIpCfgHandler : Handler<OtaIpCfg>
{
    protected override ValueTask<FinalResult> Write(AtCall call, OtaIpCfg value)
    {
        if (value.IpAddr.Length == 0) value = value with { IpAddr = OtaIpCfg.None };
        return AddressRule.TryParse(value.IpAddr, out _) ? call.Store(value) : Answer(Refusal);
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {Command.Parameters[0].Domain},{Command.Parameters[2].Domain}");
        return Ok;
    }
}

[AtHandler]
internal sealed class OtaIpUpdHandler : Handler<OtaIpUpd>
{
    protected override ValueTask<FinalResult> Execute(AtCall call) => call.Module.Update.Begin() ? Ok : Error;

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {(call.Module.Update.RunsOverIp ? 1 : 0)}");
        return Ok;
    }
}

[AtHandler]
internal sealed class OtaSnapIpHandler : Handler<OtaSnapIp>
{
    /// <summary>Not before the access point is set (AT reference 80000ST10025a p409).</summary>
    protected override async ValueTask<FinalResult> Write(AtCall call, OtaSnapIp value)
    {
        if (call.Get<OtaSnapIpCfg>().Apn.Length == 0) return FinalResult.Error;
        if (value.IpAddr.Length == 0) value = value with { IpAddr = OtaIpCfg.None };
        if (!AddressRule.TryParse(value.IpAddr, out _)) return Refusal;
        if (value.CompanyName.Length == 0 && call.Get<OtaSnapIp>().CompanyName.Length > 0) return FinalResult.Error;
        var stored = await call.Store(value with { MyNumber = "" });
        call.Module.Update.RegisterOverIp(value.MyNumber);
        return stored;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var value = call.Get<OtaSnapIp>();
        call.Out.Line($"{Command.Name}: {value.IpPort},\"{value.IpAddr}\"{(value.CompanyName.Length > 0 ? $",\"{value.CompanyName}\"" : "")},0");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {Command.Parameters[0].Domain},,{OtaSnap.NumberLength},{OtaSnap.CompanyLength}");
        return Ok;
    }
}

[AtHandler]
internal sealed class OtaSnapIpCfgHandler : Handler<OtaSnapIpCfg>
{
    /// <summary>Without a bearer there is no access point either (AT reference 80000ST10025a p412).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, OtaSnapIpCfg value) =>
        call.Store(value.Bearer == OtaSnapIpCfg.Undefined ? new OtaSnapIpCfg { RspTimeout = value.RspTimeout } : value);
}
