using AtRun.Module.Settings;
using AtRun.Protocol.Commands.Calls;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Calls;

/// <summary>One setting under two names: <c>#ACAL</c> says the mode of <c>#ACALEXT</c>, which exists on instance 1 alone.</summary>
internal static class AutomaticCall
{
    public static SettingValues Settings(AtCall call) => call.Module.Instance(1).Settings;
}

[AtHandler]
internal sealed class AcalHandler : Handler<Acal>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Acal value)
    {
        AutomaticCall.Settings(call).Set(AcalExt.Command, new AcalExt { Mode = value.Mode });
        return Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {AutomaticCall.Settings(call).Get<AcalExt>().Mode}");
        return Ok;
    }
}

[AtHandler]
internal sealed class AcalExtHandler : Handler<AcalExt>
{
    private const int LastNumber = 9;

    protected override ValueTask<FinalResult> Write(AtCall call, AcalExt value)
    {
        if (value.Mode == AcalExt.Module && value.Index > LastNumber) return Answer(Refusal);
        AutomaticCall.Settings(call).Set(AcalExt.Command, value);
        return Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Values(AutomaticCall.Settings(call).Get<AcalExt>());
        return Ok;
    }
}
