using AtRun.Module.Messages;
using AtRun.Module.Services.Subscriber;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Commands.Network;

[AtHandler]
internal sealed class CusdHandler : Handler<Cusd>
{
    /// <summary>Octets of a USSD string (24.080 §4.5): 182 characters of the GSM alphabet.</summary>
    private const int MaxOctets = 160, MaxSeptets = 182;

    // "AT+CUSD=" is 0 in the old styles (AT reference 80000ST10025a p122).
    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters) =>
        call.OldStyle && parameters.IsEmpty ? call.Store(new Cusd()) : base.Take(call, parameters);

    /// <summary>
    /// The command is answered at once, the network by a code later; in the old styles the answer comes before OK and blocks the port (AT reference
    /// 80000ST10025a p122).
    /// </summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Cusd value)
    {
        var ussd = call.Module.Ussd;
        if (value.N == Cusd.Cancel)
        {
            ussd.Cancel();
            return Ok;
        }
        var mode = new Cusd { N = value.N };
        if (value.Str.Length == 0) return call.Store(mode);
        if (Read(value, call.Get<Cscs>(), out var text) is { } wrong) return Answer(wrong);
        if (!call.Module.Network.IsRegistered) return Answer(CmeError.NoNetworkService);
        if (ussd.IsAsking) return Answer(CmeError.OperationNotAllowed);
        call.Instance.Settings.Set(Command, mode);
        if (call.OldStyle) return Wait(call, text);
        ussd.AskFor(call.Instance, text);
        return Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {call.Get<Cusd>().N}");
        return Ok;
    }

    /// <summary>The modes alone are listed.</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {Command.Parameters[0].Domain}");
        return Ok;
    }

    private static async ValueTask<FinalResult> Wait(AtCall call, UssdText text)
    {
        var said = await call.Module.Ussd.Ask(call.Instance, text, call.Stop);
        if (call.Get<Cusd>().N == 1) call.Out.Line($"{UssdService.Show(said, call.Get<Cscs>())}");
        return FinalResult.Ok;
    }

    private static CmeError? Read(Cusd value, Cscs set, out UssdText text)
    {
        text = default;
        var alphabet = BroadcastCoding.AlphabetOf((byte)value.Dcs);
        if (!TeText.TryRead(System.Text.Encoding.Latin1.GetBytes(value.Str), alphabet, set, out var read)) return CmeError.InvalidCharactersInTextString;
        text = new(read, (byte)value.Dcs);
        return alphabet switch
        {
            SmsAlphabet.Gsm7 => GsmAlphabet.CountOf(read) switch { < 0 => CmeError.InvalidCharactersInTextString, > MaxSeptets => CmeError.TextStringTooLong, _ => null },
            SmsAlphabet.Ucs2 => 2 * read.Length > MaxOctets ? CmeError.TextStringTooLong : null,
            _ => read.Length > MaxOctets ? CmeError.TextStringTooLong : null,
        };
    }
}
