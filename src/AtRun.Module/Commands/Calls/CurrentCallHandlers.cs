using AtRun.Module.Services.Calls;
using AtRun.Protocol.Commands.Calls;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Calls;

[AtHandler]
internal sealed class ChupHandler : Handler<Chup>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        call.Module.Calls.HangUpVoice();
        return Ok;
    }
}

[AtHandler]
internal sealed class ClccHandler : Handler<Clcc>
{
    /// <summary>The name stands in the new style alone (AT reference 80000ST10025a p126).</summary>
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        foreach (var one in call.Module.Calls.All)
        {
            var line = $"{Command.Name}: {one.Id},{(one.IsIncoming ? 1 : 0)},{(int)one.Status},{(one.Kind == CallKind.Voice ? 0 : 1)},{(one.IsMultiparty ? 1 : 0)},{CallTexts.Number(one)}";
            call.Out.Line(call.OldStyle ? line : $"{line},{CallTexts.Name(call.Instance, one)}");
        }
        return Ok;
    }
}

[AtHandler]
internal sealed class ChldHandler : Handler<Chld>
{
    /// <summary>What cannot be done now is not allowed; data calls are never held.</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Chld value)
    {
        var calls = call.Module.Calls;
        var done = value.N switch
        {
            0 => calls.ReleaseHeld(),
            1 => calls.ReleaseActive(call.Instance),
            2 => calls.Swap(call.Instance),
            3 => calls.Join(),
            4 => calls.Transfer(),
            < 20 => calls.ReleaseOne(value.N - 10),
            _ => calls.HoldAllBut(value.N - 20),
        };
        return done ? Ok : Answer(CmeError.OperationNotAllowed);
    }

    /// <summary>As printed in AT reference 80000ST10025a p120-121.</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {(call.OldStyle ? "(0,1,2,3)" : "(0,1,1X,2,2X,3,4)")}");
        return Ok;
    }
}

[AtHandler]
internal sealed class CtfrHandler : Handler<Ctfr>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Ctfr value)
    {
        if (!Modem.DialString.IsNumber(value.Number)) return Answer(CmeError.InvalidCharactersInDialString);
        var number = value.Type == 145 && value.Number[0] != '+' ? "+" + value.Number : value.Number;
        return call.Module.Calls.Deflect(number) ? Ok : Answer(CmeError.OperationNotAllowed);
    }

    /// <summary>Only tells that the command is there (AT reference 80000ST10025a p373).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class CeerHandler : Handler<Ceer>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {(call.Module.Calls.Last?.Cause.Text ?? (call.OldStyle ? "No error" : CallCause.Unspecified.Text))}");
        return Ok;
    }
}

[AtHandler]
internal sealed class CeerNumberHandler : Handler<CeerNumber>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {call.Module.Calls.Last?.Cause.Number ?? 0}");
        return Ok;
    }
}
