using AtRun.Module.Settings;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

[AtHandler]
internal sealed class RtcStatHandler : Handler<RtcStat>
{
    /// <summary>Nobody can say that the clock is wrong (AT reference 80000ST10025a p349).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, RtcStat value) => value.Status == 0 ? call.Store(value) : Answer(Refusal);

    /// <summary>Without a value it is 0.</summary>
    protected override object Current(AtCall call, int row) => new RtcStat { Status = 0 };
}

[AtHandler]
internal sealed class DacHandler : Handler<Dac>
{
    /// <summary>The output is driven with a value that is given with it (AT reference 80000ST10025a p306).</summary>
    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters) =>
        parameters.Trim((byte)' ').SequenceEqual("1"u8) ? Answer(Refusal) : base.Take(call, parameters);
}

[AtHandler]
internal sealed class VauxHandler : Handler<Vaux>
{
    private const int Query = 2;

    protected override ValueTask<FinalResult> Write(AtCall call, Vaux value)
    {
        if (value is { N: < 0, Stat: < 0 }) return Ok;
        if (value.N < 0 || value.Stat < 0) return Answer(Refusal);
        if (value.Stat == Query) return Read(call);
        call.Module.Outputs.Auxiliary = value.Stat == 1;
        return Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {(call.Module.Outputs.Auxiliary ? 1 : 0)}");
        return Ok;
    }
}

[AtHandler]
internal sealed class VauxSavHandler : Handler<VauxSav>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, VauxSav value)
    {
        await call.Module.Outputs.KeepAuxiliary();
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class SledSavHandler : Handler<SledSav>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, SledSav value)
    {
        await Profiles.StoreSet(call.Module, Saved.LedSet);
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class E2SmsRiHandler : Handler<E2SmsRi>
{
    protected override ValueTask<FinalResult> Write(AtCall call, E2SmsRi value) => value.N is > 0 and < E2SmsRi.Shortest ? Answer(Refusal) : call.Store(value);
}

[AtHandler]
internal sealed class PsmRiHandler : Handler<PsmRi>
{
    protected override ValueTask<FinalResult> Write(AtCall call, PsmRi value) => value.X is > 0 and < E2SmsRi.Shortest ? Answer(Refusal) : call.Store(value);
}

[AtHandler]
internal sealed class SysHaltHandler : Handler<SysHalt>
{
    protected override ValueTask<FinalResult> Write(AtCall call, SysHalt value)
    {
        var module = call.Module;
        call.Instance.AfterLine(() => module.AfterGrace(m => m.ShutDown(terminalWakes: value.DtrWakeupEn == 1)));
        return Ok;
    }

    /// <summary>What it takes when nothing is given (AT reference 80000ST10025a p369).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Values(Command.Default());
        return Ok;
    }
}

[AtHandler]
internal sealed class CmarHandler : Handler<Cmar>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, Cmar value)
    {
        if (value.Code != Cmar.FactoryCode) return CmeError.IncorrectPassword;
        var module = call.Module;
        await module.Nvm.Format();
        call.Instance.AfterLine(() => module.AfterGrace(static m => m.Reboot("+CMAR")));
        return FinalResult.Ok;
    }

    /// <summary>Only tells that the command is there (AT reference 80000ST10025a p50).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class V24CfgHandler : Handler<V24Cfg>
{
    protected override ValueTask<FinalResult> Write(AtCall call, V24Cfg value)
    {
        if (value.Pin >= V24Cfg.FirstInput) return Error;
        var stored = call.Store(value);
        call.ShowMainPort();
        return stored;
    }
}

[AtHandler]
internal sealed class V24Handler : Handler<V24>
{
    protected override ValueTask<FinalResult> Write(AtCall call, V24 value)
    {
        var outputs = call.Module.Outputs;
        if (value.State < 0)
        {
            call.Out.Line($"{Command.Name}: {value.Pin},{outputs.LevelOf(value.Pin)}");
            return Ok;
        }
        if (value.Pin >= V24Cfg.FirstInput || !outputs.IsFree(value.Pin)) return Error;
        outputs.Put(value.Pin, value.State);
        call.ShowMainPort();
        return Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        for (var pin = 0; pin <= V24Cfg.Command.Key!.Max; pin++) call.Out.Line($"{Command.Name}: {pin},{call.Module.Outputs.LevelOf(pin)}");
        return Ok;
    }
}

internal static class MainPort
{
    /// <summary>The lines of the main port are looked at anew.</summary>
    public static void ShowMainPort(this AtCall call)
    {
        var first = call.Module.Instance(1);
        first.User.Show(first.ModuleLines);
    }
}
