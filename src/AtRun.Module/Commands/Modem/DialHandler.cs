using AtRun.Module.Services;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

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
                // The SIM of this module has no phone book: whatever entry is asked for is not there.
                return Answer(call.Module.Sim.Refusal ?? CmeError.NotFound);
            case DialTarget.Packet when dialled.Place is < 1 or > 5:
                return Answer(CmeError.InvalidIndex);
            default:
                return dialled.Number.Length > DialString.MaxDigits ? Answer(CmeError.DialStringTooLong) : Call(call, dialled.Number, dialled.Voice);
        }
    }

    private static ValueTask<FinalResult> Call(AtCall call, string number, bool voice)
    {
        var emergency = _emergency.Contains(number);
        if (!emergency && call.Module.Sim.Refusal is { } refusal) return Answer(refusal);
        if (emergency ? call.Module.World.Radio.Serving is null : !call.Module.Network.IsRegistered) return Answer(CmeError.NoNetworkService);
        var kind = voice || call.Get<Fclass>().N == VoiceClass ? CallKind.Voice : CallKind.Data;
        var patience = kind == CallKind.Voice ? Timers.VoiceConnect.Default : TimeSpan.FromSeconds(call.Get<S7>().Value);
        return new(call.Module.Calls.Dial(call.Instance, number, kind, patience, call.Stop));
    }
}
