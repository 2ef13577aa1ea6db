using AtRun.Module.Messages;
using AtRun.Module.Services.Subscriber;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class CnumHandler : Handler<Cnum>
{
    /// <summary>The first of the SIM's own numbers (AT reference 80000ST10025a p94: the others are shown with #ENS alone); in the old styles without its name.</summary>
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        if (new SimPhonebook(call.Module.Sim.Card.OwnNumbers)[1] is not { Number.IsNone: false } own) return Ok;
        var set = call.Get<Cscs>();
        call.Out.BeginLine();
        call.Out.Text($"{Command.Name}: ");
        if (!call.OldStyle)
        {
            call.Out.Text("\"");
            TeText.Write(own.Name, set, call.Out.Output);
            call.Out.Text("\",");
        }
        call.Out.Text("\"");
        TeText.Write(own.Number.ToString(), set, call.Out.Output);
        call.Out.Text($"\",{own.Number.TypeOfAddress}");
        call.Out.EndLine();
        return Ok;
    }
}
