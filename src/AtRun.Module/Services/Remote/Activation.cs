using System.Globalization;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Services.Remote;

/// <summary>Switches SMSATRUN on by a message that the owner's key authenticates (SMS-25, DEC-13); without a key it takes none.</summary>
internal sealed class Activation(SmsAtRunService service)
{
    /// <summary>Unix time of the latest message taken: an older one is not taken any more, nor the same again.</summary>
    private const string LatestKey = "smsatrun/activation";

    /// <summary>True: it was an activation message, of this owner and this day, and what it says is done and stored.</summary>
    public async ValueTask<bool> Take(SmsDeliver message)
    {
        var module = service.Module;
        var data = message.UserData;
        if (module.Options.ActivationKey is not { } key || data.HasHeader || data.Alphabet != SmsAlphabet.Octets || !ActivationSms.HasCode(data.Octets.Span)) return false;
        if (!ActivationSms.TryRead(data.Octets.Span, key.Span, out var activation, out var error))
        {
            Log.ActivationRefused(module.World.Log, error.ToString());
            return false;
        }
        var made = activation.Time.ToUnixTimeSeconds();
        var latest = long.TryParse(module.Nvm.GetText(LatestKey), NumberStyles.None, CultureInfo.InvariantCulture, out var stored) ? stored : -1;
        if ((activation.Time - module.Clock.Now).Duration() > ActivationSms.Tolerance || made <= latest)
        {
            Log.ActivationRefused(module.World.Log, made <= latest ? "it is not newer than the last one" : "its time is more than 24 h from the module's clock");
            return false;
        }
        await module.Nvm.SetText(LatestKey, made.ToString(CultureInfo.InvariantCulture));
        await Admit(WhiteListEntry.Password, activation.Password);
        if (activation.Number is { } number) await Admit(WhiteListEntry.Number, number);
        if (!service.IsOn && service.CanEnable)
        {
            await module.Nvm.Set(new SmsAtRun { Mod = 1 });
            service.Enable(urcInstance: 1);
        }
        Log.Activated(module.World.Log);
        return true;
    }

    /// <summary>At the first free place; where there is none, or two passwords are there, in place of the last of its kind.</summary>
    private async ValueTask Admit(WhiteListEntry type, string text)
    {
        var list = service.WhiteList;
        if (list.All.Any(e => e.EntryType == type && e.String == text)) return;
        var entry = new SmsAtWl { EntryType = type, String = text };
        for (var index = 1; index <= SmsAtWl.Places; index++)
            if (list[index] is null && await list.Put(entry with { Index = index })) return;
        for (var index = SmsAtWl.Places; index >= 1; index--)
            if (list[index]?.EntryType == type && await list.Put(entry with { Index = index })) return;
    }
}
