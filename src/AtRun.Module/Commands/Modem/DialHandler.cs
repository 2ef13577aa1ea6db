using AtRun.Module.Commands.Network;
using AtRun.Module.Messages;
using AtRun.Module.Ppp;
using AtRun.Module.Services.Calls;
using AtRun.Module.Services.Subscriber;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Calls;
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
                return call.Module.Calls.LastNumber is { } last ? Call(call, last, dialled) : Answer(CmeError.NotFound);
            case DialTarget.StoredNumber:
                return NumberList.Find(call.Module, dialled.Place) is { } stored ? Call(call, stored, dialled) : Answer(CmeError.NotFound);
            case DialTarget.PhoneBook:
                if (call.Module.Sim.Refusal is { } locked) return Answer(locked);
                return PhonebookNumber(call, dialled.Number) is { } entry ? Call(call, entry, dialled) : Answer(CmeError.NotFound);
            case DialTarget.Packet when dialled.Place is < 1 or > CgDcont.Contexts:
                return Answer(CmeError.InvalidIndex);
            case DialTarget.Packet:
                return call.Module.Sim.Refusal is { } refusal ? Answer(refusal) : Packet(call, dialled.Place);
            case DialTarget.Number when ServiceCode.Is(dialled.Number):
                return ServiceCode.Run(call, dialled.Number);
            default:
                return dialled.Number.Length > DialString.MaxDigits ? Answer(CmeError.DialStringTooLong) : Call(call, dialled.Number, dialled);
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

    private static ValueTask<FinalResult> Call(AtCall call, string number, DialString dialled)
    {
        var (module, settings) = (call.Module, call.Instance.Settings);
        var emergency = _emergency.Contains(number);
        if (!emergency && module.Sim.Refusal is { } refusal) return Answer(refusal);
        var request = new CallRequest(
            number,
            dialled.Voice || emergency || call.Get<Fclass>().N == VoiceClass ? Bearer.Voice : CallTexts.BearerOf(call.Get<Cbst>()),
            dialled.Identity ?? (CallerIdentity)call.Get<Clir>().N,
            dialled.ChecksGroup || call.Get<Ccug>().N == 1 ? GroupOf(call.Get<Ccug>()) : null);
        // What fixed dialling forbids ends like a call that failed (AT reference 80000ST10025a p286, cause 240).
        var forbidden = emergency ? null
            : !(SmsAddress.TryParse(number, out var called) && FixedDialling.Allows(module.Sim.Card, called)) ? CallCause.FixedDialling
            : module.Calls.Meter.IsExhausted ? CallCause.MeterExhausted
            : null;
        if (forbidden is not null)
        {
            module.Calls.Fail(request, forbidden);
            return Answer(FinalResult.NoCarrier);
        }
        if (emergency ? module.World.Radio.Serving is null : !module.Network.IsRegistered || !module.Attach.HasCircuitService) return Answer(CmeError.NoNetworkService);
        if (settings.Get<CestHlck>().ClosureType == 1) call.Instance.ForbidAbort();
        return new(module.Calls.Dial(call.Instance, request, call.Stop));
    }

    private static GroupCall GroupOf(Ccug said) => new(said.Index == Ccug.Preferential ? null : said.Index, (said.Info & 1) != 0, (said.Info & 2) != 0);
}
