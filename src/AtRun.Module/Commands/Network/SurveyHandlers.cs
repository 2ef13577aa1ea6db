using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

[AtHandler]
internal sealed class CSurvHandler : Handler<CSurv>
{
    protected override ValueTask<FinalResult> Write(AtCall call, CSurv value) => SurveyRun.Between(call, value.S, value.E, inFigures: false);
}

[AtHandler]
internal sealed class CSurvCHandler : Handler<CSurvC>
{
    protected override ValueTask<FinalResult> Write(AtCall call, CSurvC value) => SurveyRun.Between(call, value.S, value.E, inFigures: true);
}

/// <summary>Any number of channels, each once; none given: channel 0 (AT reference 80000ST10025a p512).</summary>
internal abstract class ChannelSurveyHandler<T>(bool inFigures) : Handler<T> where T : class, IAtRecord<T>, new()
{
    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters)
    {
        var values = new ParameterReader(parameters);
        var channels = new HashSet<int>();
        do
        {
            var channel = 0;
            if (!((IntParameter)Command.Parameters[0]).Bind(ref values, ref channel)) return Answer(Refusal);
            channels.Add(channel);
        }
        while (!values.AtEnd);
        var available = SurveyRun.ChannelsOf(call.Module);
        return channels.All(available.Contains) ? new SurveyRun(channels) { InFigures = inFigures, Silent = true }.For(call) : Answer(CmeError.SurveyWrongRequest);
    }
}

[AtHandler]
internal sealed class CSurvUHandler() : ChannelSurveyHandler<CSurvU>(inFigures: false);

[AtHandler]
internal sealed class CSurvUCHandler() : ChannelSurveyHandler<CSurvUC>(inFigures: true);

/// <summary>As many cells as there are channels at most; the test form says how many (AT reference 80000ST10025a p515).</summary>
internal abstract class CountSurveyHandler<T>(bool inFigures) : Handler<T> where T : class, IAtRecord<T>, new()
{
    protected ValueTask<FinalResult> Run(AtCall call, int cells)
    {
        var channels = SurveyRun.ChannelsOf(call.Module);
        return cells > channels.Count ? Answer(Refusal) : new SurveyRun(channels) { InFigures = inFigures, Cells = cells }.For(call);
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"(1-{SurveyRun.ChannelsOf(call.Module).Count})");
        return Ok;
    }
}

[AtHandler]
internal sealed class CSurvBHandler() : CountSurveyHandler<CSurvB>(inFigures: false)
{
    protected override ValueTask<FinalResult> Write(AtCall call, CSurvB value) => Run(call, value.N);
}

[AtHandler]
internal sealed class CSurvBCHandler() : CountSurveyHandler<CSurvBC>(inFigures: true)
{
    protected override ValueTask<FinalResult> Write(AtCall call, CSurvBC value) => Run(call, value.N);
}

/// <summary>A network by its number; the test form says nothing (AT reference 80000ST10025a p520).</summary>
internal abstract class NetworkSurveyHandler<T>(bool inFigures) : Handler<T> where T : class, IAtRecord<T>, new()
{
    protected ValueTask<FinalResult> Run(AtCall call, string plmn) =>
        plmn.All(char.IsAsciiDigit) ? new SurveyRun(SurveyRun.ChannelsOf(call.Module)) { InFigures = inFigures, Plmn = plmn }.For(call) : Answer(Refusal);

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class CSurvPHandler() : NetworkSurveyHandler<CSurvP>(inFigures: false)
{
    protected override ValueTask<FinalResult> Write(AtCall call, CSurvP value) => Run(call, value.Plmn);
}

[AtHandler]
internal sealed class CSurvPCHandler() : NetworkSurveyHandler<CSurvPC>(inFigures: true)
{
    protected override ValueTask<FinalResult> Write(AtCall call, CSurvPC value) => Run(call, value.Plmn);
}
