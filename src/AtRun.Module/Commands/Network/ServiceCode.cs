using System.Text;
using AtRun.Module.Messages;
using AtRun.Module.Services.Subscriber;
using AtRun.Protocol;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Commands.Network;

/// <summary>Codes that are dialled and are no numbers: supplementary services, PINs, the IMEI, and USSD for all others (22.030 §6.5).</summary>
/// <remarks>
/// <code>
/// (** | * | *# | ## | #) SC [* SIA [* SIB [* SIC]]] #      register, activate, query, erase, deactivate
/// </code>
/// Each is run as the AT command that does the same, and answered like it: the manuals do not say how.
/// </remarks>
internal static class ServiceCode
{
    // Codes of calls that are forwarded, to <reason> of +CCFC.
    private static readonly Dictionary<string, int> _forwarding = new() { ["21"] = 0, ["67"] = 1, ["61"] = 2, ["62"] = 3, ["002"] = 4, ["004"] = 5 };

    private static readonly Dictionary<string, string> _barring = new()
    {
        ["33"] = "AO", ["331"] = "OI", ["332"] = "OX", ["35"] = "AI", ["351"] = "IR", ["330"] = "AB", ["333"] = "AG", ["353"] = "AC",
    };

    // Basic service groups (22.030 annex C), to classes.
    private static readonly Dictionary<string, int> _classes = new()
    {
        [""] = 7, ["10"] = 13, ["11"] = 1, ["12"] = 12, ["13"] = 4, ["16"] = 8, ["19"] = 5, ["20"] = 2, ["21"] = 32, ["22"] = 16, ["24"] = 16, ["25"] = 32,
    };

    /// <summary>It is such a code: it ends with # and begins with * or #.</summary>
    public static bool Is(string dialled) => dialled is ['*' or '#', .., '#'];

    public static ValueTask<FinalResult> Run(AtCall call, string code)
    {
        if (code == "*#06#")
        {
            call.Out.Line($"{call.Module.Imei}");
            return new(FinalResult.Ok);
        }
        var sim = call.Module.Sim;
        var (how, parts) = Split(code);
        // A new password stands there twice.
        if (parts is ["03" or "04" or "042" or "05" or "052", .., var once, var again] && once != again) return new(CmeError.IncorrectPassword);
        if (how == "**" && parts is ["05" or "052", var puk, var pin, _]) return Unblock(sim, parts[0] == "05", puk, pin);
        if (sim.Refusal is { } refusal) return new(refusal);
        // Codes are fixed numbers like any other (22.101 §A.24).
        if (!(SmsAddress.TryParse(code, out var number) && FixedDialling.Allows(sim.Card, number)) && sim.Card.FixedDialling) return new(FinalResult.NoCarrier);
        return RunCommand(call, Translate(call, how, parts) ?? $"{Cusd.Command.Name}={call.Get<Cusd>().N},{Quoted(call, code)},{Worlds.UssdText.Gsm7}");
    }

    private static (string How, string[] Parts) Split(string code)
    {
        var how = code[..(code.Length > 2 && code[1] is '*' or '#' ? 2 : 1)];
        return (how, code[how.Length..^1].Split('*'));
    }

    /// <summary>The command that does the same; null: there is none.</summary>
    private static string? Translate(AtCall call, string how, string[] parts)
    {
        var (service, first, second, third) = (parts[0], At(1), At(2), At(3));
        if (how == "**" && parts is ["04" or "042", var old, var pin, _]) return $"{Cpwd.Command.Name}=\"{(service == "04" ? "SC" : "P2")}\",\"{old}\",\"{pin}\"";
        if (how is "*" or "**" && parts is ["03", "" or "330", var before, var password, _]) return $"{Cpwd.Command.Name}=\"AB\",\"{before}\",\"{password}\"";
        if (_forwarding.TryGetValue(service, out var reason) && _classes.TryGetValue(second, out var forwarded))
            return how switch
            {
                "*#" => $"{Ccfc.Command.Name}={reason},2,,,{Class(At(1), forwarded)}",
                "*" or "**" when first.Length > 0 => $"{Ccfc.Command.Name}={reason},3,{Quoted(call, first)},,{forwarded}{(third.Length > 0 ? $",,,{third}" : "")}",
                "*" => $"{Ccfc.Command.Name}={reason},1,,,{forwarded}",
                "#" => $"{Ccfc.Command.Name}={reason},0,,,{forwarded}",
                "##" => $"{Ccfc.Command.Name}={reason},4,,,{forwarded}",
                _ => null,
            };
        if (_barring.TryGetValue(service, out var facility) && _classes.TryGetValue(second, out var barred))
            return how switch
            {
                "*#" => $"{Clck.Command.Name}=\"{facility}\",2,,{Class(first, barred)}",
                "*" => $"{Clck.Command.Name}=\"{facility}\",1,\"{first}\",{barred}",
                "#" => $"{Clck.Command.Name}=\"{facility}\",0,\"{first}\",{barred}",
                _ => null,
            };
        return (how, service) switch
        {
            ("*", "43") when _classes.TryGetValue(first, out var waiting) => $"+CCWA=,1,{waiting}",
            ("#", "43") when _classes.TryGetValue(first, out var waiting) => $"+CCWA=,0,{waiting}",
            ("*#", "43") when _classes.TryGetValue(first, out var waiting) => $"+CCWA=,2,{waiting}",
            ("*#", "30") => "+CLIP?",
            ("*#", "31") => "+CLIR?",
            _ => null,
        };

        string At(int place) => place < parts.Length ? parts[place] : "";
    }

    /// <summary>A query may name its group behind the code at once.</summary>
    private static int Class(string group, int otherwise) => group.Length > 0 && _classes.TryGetValue(group, out var known) ? known : otherwise;

    private static string Quoted(AtCall call, string text)
    {
        var typed = new OctetBuffer();
        TeText.Write(text, call.Get<Cscs>(), typed);
        return $"\"{typed}\"";
    }

    private static ValueTask<FinalResult> RunCommand(AtCall call, string text)
    {
        var position = 0;
        if (!CommandLine.TryNext(Encoding.Latin1.GetBytes(text), ref position, out var syntax) || CommandTable.Find(syntax.Name) is not { } command
            || HandlerTable.Of(command) is not { } handler) return new(CmeError.OperationNotSupported);
        return handler.Run(new AtCall(call.Instance, command), syntax);
    }

    private static async ValueTask<FinalResult> Unblock(SimService sim, bool isPin, string puk, string pin) =>
        isPin ? sim.ResultOf(await sim.Unblock(puk, pin)) : sim.ResultOfPin2(await sim.Card.Unblock2(puk, pin));
}
