using AtRun.Module.Messages;
using AtRun.Module.Services.Subscriber;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class SpnHandler : Handler<Spn>
{
    private const int File = 0x6F46, Length = 17;

    /// <summary>Behind an octet about when it is to be shown: the GSM alphabet, FF behind it (GSM 11.11 §10.3.11).</summary>
    protected override async ValueTask<FinalResult> Execute(AtCall call)
    {
        var answer = await SimFileAccess.Run(call.Module.Sim, File, Crsm.ReadBinary, 0, 0, Length, default);
        if (answer.Length < Length) return FinalResult.Ok;
        var name = GsmAlphabet.Decode(answer.AsSpan(1, Length - 1).TrimEnd((byte)0xFF));
        if (name.Length == 0) return FinalResult.Ok;
        call.Out.BeginLine();
        call.Out.Text($"{Command.Name}: ");
        TeText.Write(name, call.Get<Cscs>(), call.Out.Output);
        call.Out.EndLine();
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class SnumHandler : Handler<Snum>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, Snum value)
    {
        var (file, set) = (new SimPhonebook(call.Module.Sim.Card.OwnNumbers), call.Get<Cscs>());
        if (value is { Number: "", Alpha: "" })
        {
            await file.Set(value.Index, null);
            return FinalResult.Ok;
        }
        if (!TeText.TryRead(value.Number, set, out var digits) || digits.Length == 0 || digits.Length > Phonebook.MaxDigits || !digits.All(char.IsAsciiDigit)) return FinalResult.Error;
        if (!TeText.TryRead(value.Alpha, set, out var name)) return FinalResult.Error;
        return await file.Set(value.Index, new(new(digits, TypeOfNumber.Unknown), name)) ? FinalResult.Ok : FinalResult.Error;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class SimInCfgHandler : Handler<SimInCfg>
{
    /// <summary>As many pins as the product has.</summary>
    protected override async ValueTask<FinalResult> Write(AtCall call, SimInCfg value)
    {
        if (value.GpioPin > call.Module.Product.Pins) return FinalResult.Error;
        var stored = await call.Store(value);
        call.Module.Sim.Wired();
        return stored;
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: (0-{call.Module.Product.Pins})");
        return Ok;
    }
}
