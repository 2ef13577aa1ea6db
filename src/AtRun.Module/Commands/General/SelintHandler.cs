using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

[AtHandler]
internal sealed class SelintHandler : Handler<Selint>
{
    /// <summary>Not while the multiplexer runs, nor while the improved mode of the message commands is on (AT reference 80000ST10025a p42-43).</summary>
    protected override async ValueTask<FinalResult> Write(AtCall call, Selint value)
    {
        if (!call.Module.Product.Flavour.Styles.Contains(value.Style)) return Refusal;
        if (call.Module.Multiplexer.IsOn) return FinalResult.Error;
        if (value != call.Get<Selint>() && call.Module.Messages.IsImproved) return FinalResult.Error;
        var stored = await call.Store(value);
        foreach (var instance in call.Module.Instances) instance.ApplyFormat();
        return stored;
    }

    /// <summary>Those of the product.</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        var styles = call.Module.Product.Flavour.Styles;
        call.Out.Line($"{Command.Name}: {(styles.Count > 1 ? Command.Parameters[0].Domain : $"({styles[0]})")}");
        return Ok;
    }
}
