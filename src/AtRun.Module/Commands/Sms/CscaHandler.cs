using AtRun.Module.Messages;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Commands.Sms;

[AtHandler]
internal sealed class CscaHandler : Handler<Csca>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Csca value)
    {
        if (!MessageComposer.TryReadAddress(value.Number, value.Type, call.Get<Cscs>(), out var centre) || centre.Type == TypeOfNumber.Alphanumeric) return Answer(Refusal);
        call.Module.Messages.Settings.Centre = centre;
        return Ok;
    }

    /// <summary>Without one an error is reported (AT reference 80000ST10025a p207).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var centre = call.Module.Messages.Settings.Centre;
        if (centre.IsNone) return Answer(CmsError.ServiceCentreAddressUnknown);
        call.Out.BeginLine();
        call.Out.Text($"{Command.Name}: \"");
        TeText.Write(centre.ToString(), call.Get<Cscs>(), call.Out.Output);
        call.Out.Text($"\",{centre.TypeOfAddress}");
        call.Out.EndLine();
        return Ok;
    }

    /// <summary>Nothing is listed (AT reference 80000ST10025a p207).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}
