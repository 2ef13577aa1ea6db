using AtRun.Module.Messages;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sms;

[AtHandler]
internal sealed class CsmpHandler : Handler<Csmp>
{
    private const int TypeBits = 0x03, Submit = 0x01, DuplicatesBit = 0x04;

    /// <remarks>
    /// AT reference 80000ST10025a p208-213. Without the improved mode the message is always a SUBMIT, an enhanced validity period becomes
    /// none, and an absolute one cannot be set. The bit of rejecting duplicates means nothing in either mode.
    /// </remarks>
    protected override ValueTask<FinalResult> Write(AtCall call, Csmp value)
    {
        var fo = value.Fo;
        if (!call.Module.Messages.IsImproved)
        {
            fo = (fo & ~(TypeBits | DuplicatesBit)) | Submit;
            var validity = fo & Csmp.ValidityBits;
            if (validity == Csmp.ValidityBits) return Answer(Refusal);
            if (validity != Csmp.RelativeValidity) fo &= ~Csmp.ValidityBits;
        }
        else if ((fo & TypeBits) > Submit) return Answer(Refusal);
        else if (!MessageComposer.IsDeliver(value)) fo &= ~DuplicatesBit;
        value = value with { Fo = fo };
        // A first octet that asks for the relative form gets 24 hours, where the period until now is of another form.
        if (!MessageComposer.IsDeliver(value) && !MessageComposer.TryReadValidity(value, out _))
        {
            value = value.Vp == call.Get<Csmp>().Vp ? value with { Vp = ((Csmp)Command.Default()).Vp } : value;
            if (!MessageComposer.TryReadValidity(value, out _)) return Answer(Refusal);
        }
        return call.Store(value);
    }

    /// <summary>A relative period is a number; in the improved mode none is an empty string.</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var value = call.Get<Csmp>();
        var none = call.Module.Messages.IsImproved && !MessageComposer.IsDeliver(value) && (value.Fo & Csmp.ValidityBits) == 0;
        var vp = none ? "\"\"" : byte.TryParse(value.Vp, out _) ? value.Vp : $"\"{value.Vp}\"";
        call.Out.Line($"{Command.Name}: {value.Fo},{vp},{value.Pid},{value.Dcs}");
        return Ok;
    }

    /// <summary>Nothing is listed (AT reference 80000ST10025a p210).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}
