using AtRun.Module.Services.Calls;
using AtRun.Protocol.Commands.Calls;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Calls;

[AtHandler]
internal sealed class VtsHandler : Handler<Vts>
{
    private const string Names = "0123456789*#ABCD";
    private const char Pause = 'P';

    protected override ValueTask<FinalResult> Write(AtCall call, Vts value)
    {
        var tones = value.Tones.ToUpperInvariant();
        // One length for one tone (AT reference 80000ST10025a p177).
        if (tones.Any(t => t != Pause && !Names.Contains(t, StringComparison.Ordinal)) || (value.Duration > 0 && tones.Length > 1)) return Answer(Refusal);
        if (!IsSpeaking(call)) return Answer(CmeError.OperationNotAllowed);
        var length = value.Duration > 0 ? TimeSpan.FromMilliseconds(10 * value.Duration)
            : call.Get<Vtd>().Duration is > 0 and var tenths ? TimeSpan.FromMilliseconds(100 * tenths)
            : Timers.Tone.Default;
        return Send(call, tones, length);
    }

    /// <summary>As printed, without the name (AT reference 80000ST10025a p177; empty sets in the old styles, p176).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line(call.OldStyle ? "+VTS: (),(),()" : "(0-9,#,*,A-D),(0-255)");
        return Ok;
    }

    private static bool IsSpeaking(AtCall call) => call.Module.Calls.All.Any(c => c is { Status: CallStatus.Active, Kind: CallKind.Voice });

    private static async ValueTask<FinalResult> Send(AtCall call, string tones, TimeSpan length)
    {
        foreach (var tone in tones)
        {
            if (tone != Pause && !call.Module.Calls.SendTone(tone)) return CmeError.OperationNotAllowed;
            await Task.Delay(tone == Pause ? Timers.TonePause.Default : length, call.Module.World.Time, call.Stop);
        }
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class VtdHandler : Handler<Vtd>
{
    /// <summary>The value without the name (AT reference 80000ST10025a p178).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{call.Get<Vtd>().Duration}");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line("(0-255)");
        return Ok;
    }
}
