using AtRun.Module.Commands.Network;
using AtRun.Module.Messages;
using AtRun.Module.Ppp;
using AtRun.Module.Services;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Commands.Modem;

[AtHandler]
internal sealed class DialHandler : Handler<Dial>
{
    /// <summary>+FCLASS=8</summary>
    private const int VoiceClass = 8;

    // Numbers that a module calls without a SIM (22.101 §10.1).
    private static readonly string[] _emergency = ["112", "911"];

    // A dial string has commas of its own.
    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters)
    {
        if (parameters.Trim((byte)' ').IsEmpty) return Error;
        if (!DialString.TryParse(parameters, out var dialled)) return Answer(CmeError.InvalidCharactersInDialString);
        switch (dialled.Target)
        {
            case DialTarget.LastNumber:
                return call.Module.Calls.LastNumber is { } last ? Call(call, last, dialled.Voice) : Answer(CmeError.NotFound);
            case DialTarget.StoredNumber:
                return NumberList.Find(call.Module, dialled.Place) is { } stored ? Call(call, stored, dialled.Voice) : Answer(CmeError.NotFound);
            case DialTarget.PhoneBook:
                if (call.Module.Sim.Refusal is { } locked) return Answer(locked);
                return PhonebookNumber(call, dialled.Number) is { } entry ? Call(call, entry, dialled.Voice) : Answer(CmeError.NotFound);
            case DialTarget.Packet when dialled.Place is < 1 or > CgDcont.Contexts:
                return Answer(CmeError.InvalidIndex);
            case DialTarget.Packet:
                return call.Module.Sim.Refusal is { } refusal ? Answer(refusal) : Packet(call, dialled.Place);
            case DialTarget.Number when ServiceCode.Is(dialled.Number):
                return ServiceCode.Run(call, dialled.Number);
            default:
                return dialled.Number.Length > DialString.MaxDigits ? Answer(CmeError.DialStringTooLong) : Call(call, dialled.Number, dialled.Voice);
        }
    }

    /// <summary>What cannot be ends like any call that comes to nothing.</summary>
    private static async ValueTask<FinalResult> Packet(AtCall call, int cid) =>
        await PppCall.Begin(call, cid) is { IsSuccess: true } connected ? connected : FinalResult.NoCarrier;

    /// <summary>The number of <c>"name"</c>, of <c>SM6</c>, or of <c>6</c> in the phonebook that is selected; null: no such entry.</summary>
    private static string? PhonebookNumber(AtCall call, string what)
    {
        var storage = call.Get<Cpbs>().Storage;
        if (what[0] == '"')
        {
            return TeText.TryRead(what.Trim('"'), call.Get<Cscs>(), out var name)
                ? call.Module.Phonebooks.Of(storage)?.All.Where(e => e.Entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(e => e.Entry.Number.ToString()).FirstOrDefault()
                : null;
        }
        if (!char.IsAsciiDigit(what[0]))
        {
            storage = what[..Math.Min(2, what.Length)].ToUpperInvariant();
            what = what[storage.Length..];
        }
        return int.TryParse(what, out var index) && index >= 1 && call.Module.Phonebooks.Of(storage) is { } phonebook && index <= phonebook.Capacity ? phonebook[index]?.Number.ToString() : null;
    }

    private static ValueTask<FinalResult> Call(AtCall call, string number, bool voice)
    {
        var emergency = _emergency.Contains(number);
        if (!emergency && call.Module.Sim.Refusal is { } refusal) return Answer(refusal);
        // What fixed dialling forbids ends like a call that failed (AT reference 80000ST10025a p286, cause 240).
        if (!emergency && !(SmsAddress.TryParse(number, out var called) && FixedDialling.Allows(call.Module.Sim.Card, called))) return Answer(FinalResult.NoCarrier);
        if (emergency ? call.Module.World.Radio.Serving is null : !call.Module.Network.IsRegistered) return Answer(CmeError.NoNetworkService);
        var kind = voice || call.Get<Fclass>().N == VoiceClass ? CallKind.Voice : CallKind.Data;
        var patience = kind == CallKind.Voice ? Timers.VoiceConnect.Default : TimeSpan.FromSeconds(call.Get<S7>().Value);
        return new(call.Module.Calls.Dial(call.Instance, number, kind, patience, call.Stop));
    }
}
