using System.Globalization;
using AtRun.Module.Instances;
using AtRun.Module.Messages;
using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.Commands.Calls;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Services.Calls;

/// <summary>How calls are written down.</summary>
internal static class CallTexts
{
    /// <summary>bit/s of a speed of +CBST (27.007 §6.7); what any modem takes is 9600 here.</summary>
    public static Bearer BearerOf(Cbst bearer) => new(true, bearer.Speed switch
    {
        1 or 65 => 300,
        2 or 3 or 66 => 1200,
        4 or 68 => 2400,
        6 or 70 => 4800,
        14 or 75 => 14400,
        _ => 9600,
    }, bearer.Ce == Cbst.Transparent);

    /// <summary>+CRING, +CR &lt;serv&gt;; in the old styles +CRING says DATA (AT reference 80000ST10025a p91).</summary>
    public static string Service(Bearer bearer, bool oldStyle = false) =>
        !bearer.IsData ? "VOICE" : oldStyle ? "DATA" : bearer.IsTransparent ? "ASYNC" : "REL ASYNC";

    /// <summary>Behind CONNECT: the speed; under \V1 also error control and compression, an own choice: the manual prints no example.</summary>
    public static string ConnectText(Bearer bearer, AtInstance instance)
    {
        var settings = instance.Settings;
        var speed = bearer.Speed.ToString(CultureInfo.InvariantCulture);
        if (settings.Get<Cbst>().Speed == 3 && bearer.Speed == 1200) speed = "1200/75";
        return instance.Module.Volatile.Get<SingleLineConnect>().Value == 0 ? speed : speed + (bearer.IsTransparent ? "/NONE/NONE" : "/RLP/NONE");
    }

    /// <summary>What is told before CONNECT: +CR, +DR, +ILRR (27.007 §6.9; V.250 §6.6.2, §6.2.13).</summary>
    public static IEnumerable<string> ConnectReports(Bearer bearer, AtInstance instance)
    {
        var settings = instance.Settings;
        if (settings.Get<Cr>().Mode == 1) yield return $"{Cr.Command.Name}: {Service(bearer)}";
        if (settings.Get<Dr>().N == 1) yield return $"{Dr.Command.Name}: NONE";
        if (settings.Get<Ilrr>().N == 1) yield return $"{Ilrr.Command.Name}: {settings.Get<Ipr>().Rate}";
    }

    /// <summary><c>"number",type</c></summary>
    public static string Number(Call call) => $"\"{call.Number}\",{call.TypeOfNumber}";

    /// <summary>The name that the phonebook has for the number, in quotes, in the terminal's character set.</summary>
    public static string Name(AtInstance instance, Call call)
    {
        var module = instance.Module;
        var text = new OctetBuffer(16);
        text.Add((byte)'"');
        if (SmsAddress.TryParse(call.Number, out var number))
        {
            var name = new OctetBuffer(16);
            TeText.Write(module.Sim.NameOf(number), instance.Settings.Get<Cscs>(), name);
            text.AddText(name.ToString().Replace("\\", "\\5C", StringComparison.Ordinal).Replace("\"", "\\22", StringComparison.Ordinal));
        }
        text.Add((byte)'"');
        return text.ToString();
    }
}
