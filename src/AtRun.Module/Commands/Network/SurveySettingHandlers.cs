using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

/// <summary>The read form prints the value without the name (AT reference 80000ST10025a p517-519).</summary>
internal abstract class SurveySettingHandler<T> : Handler<T> where T : class, IAtRecord<T>, new()
{
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.BeginLine();
        Command.FormatObject(call.Get<T>(), call.Out.Output);
        call.Out.EndLine();
        return Ok;
    }
}

[AtHandler]
internal sealed class CSurvFHandler : SurveySettingHandler<CSurvF>;

[AtHandler]
internal sealed class CSurvNlfHandler : SurveySettingHandler<CSurvNlf>;

[AtHandler]
internal sealed class CSurvExtHandler : SurveySettingHandler<CSurvExt>;
