using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Modem;

/// <summary>Commands of landline modems that programs still send: accepted, without effect (AT reference 80000ST10025a p49-50, p66-69, p76).</summary>
internal abstract class NoEffectHandler<T> : Handler<T> where T : class, IAtRecord<T>, new()
{
    protected override ValueTask<FinalResult> Write(AtCall call, T value) => Ok;
}

[AtHandler]
internal sealed class SpeakerLoudnessHandler : NoEffectHandler<SpeakerLoudness>;

[AtHandler]
internal sealed class SpeakerModeHandler : NoEffectHandler<SpeakerMode>;

[AtHandler]
internal sealed class ToneDialHandler : NoEffectHandler<ToneDial>;

[AtHandler]
internal sealed class PulseDialHandler : NoEffectHandler<PulseDial>;

[AtHandler]
internal sealed class AutoRetrainHandler : NoEffectHandler<AutoRetrain>;

[AtHandler]
internal sealed class LineLevelHandler : NoEffectHandler<LineLevel>;

[AtHandler]
internal sealed class LineQualityHandler : NoEffectHandler<LineQuality>;

[AtHandler]
internal sealed class S10Handler : NoEffectHandler<S10>;
