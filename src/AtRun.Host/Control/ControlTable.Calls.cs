using AtRun.Module.Worlds;
using AtRun.Simulation.Circuits;

namespace AtRun.Host.Control;

/// <content>What telephones of the network do, with modules and otherwise.</content>
public static partial class ControlTable
{
    private const int MostTones = 100;
    private const int MostSeconds = 3600;
    private const int MostGroup = 9;
    private const int MostCode = 65535;
    private const string ToneNames = "0123456789*#ABCD";

    /// <summary>Calls where no number is given.</summary>
    private const string Somebody = "+393330000000";

    private static string? CallModule(Surroundings module, ReadOnlySpan<string> parameters)
    {
        var kinds = "voice data any";
        var kind = parameters.Length > 0 && kinds.Split(' ').Contains(parameters[^1]) ? parameters[^1] : "voice";
        if (parameters.Length == 2 && kind != parameters[1]) return "a call is voice, data or any";
        var hides = parameters.Length == 0 || parameters[0] == kind;
        if (module.Module.Running is null) return "it is off";
        if (module.Circuits.TelephoneOf(hides ? Somebody : parameters[0]) is not { } phone) return $"{parameters[0]} is no number of a telephone";
        Bearer? bearer = kind switch { "data" => new Bearer(true, Telephone.Speed), "any" => null, _ => Bearer.Voice };
        return phone.Call(module.Line.Number, bearer, hides ? CallerIdentity.Hidden : CallerIdentity.AsSubscribed) ? null : "that telephone has a call already";
    }

    private static string? EndCalls(Surroundings module, ReadOnlySpan<string> parameters)
    {
        // Those whose call has not got there yet, too.
        Telephone[] others = [.. module.Circuits.Telephones.Where(t => t.HasCall && (t.LastCalled == module.Line.Number || module.Line.Others.Contains(t)))];
        foreach (var other in others) other.HangUp();
        return others.Length > 0 ? null : "it has no call with a telephone";
    }

    private static string? Tones(Surroundings module, ReadOnlySpan<string> parameters) =>
        AreTones(parameters[0], out var tones) ?? (module.Line.Others.Count(t => t.Send(tones)) > 0 ? null : "no voice call is up");

    private static string? JoinGroup(Surroundings module, ReadOnlySpan<string> parameters)
    {
        if (!ControlCommand.TryNumber(parameters[0], 0, MostGroup, out var index)) return $"an index is a number from 0 to {MostGroup}";
        if (!ControlCommand.TryNumber(parameters[1], 0, MostCode, out var code)) return $"a code is a number from 0 to {MostCode}";
        module.Line.Subscriber.Groups[index] = code;
        return null;
    }

    private static string? SetTariff(Surroundings module, ReadOnlySpan<string> parameters)
    {
        if (!ControlCommand.TryNumber(parameters[0], 0, MostCode, out var units)) return $"units are a number from 0 to {MostCode}";
        if (!ControlCommand.TryNumber(parameters[1], 1, MostSeconds, out var seconds)) return $"seconds are a number from 1 to {MostSeconds}";
        module.Circuits.Tariff = units == 0 ? null : new(units, TimeSpan.FromSeconds(seconds));
        return null;
    }

    private static string? PhoneAnswers(Surroundings module, ReadOnlySpan<string> parameters)
    {
        var seconds = 3;
        if (parameters.Length > 1 && !ControlCommand.TryNumber(parameters[1], 0, MostSeconds, out seconds)) return $"seconds are a number from 0 to {MostSeconds}";
        return Phone(module, parameters, t => (t.Habit, t.Echoes, t.AnswerAfter) = (TelephoneHabit.Answers, false, TimeSpan.FromSeconds(seconds)));
    }

    private static string? PhoneTones(Surroundings module, ReadOnlySpan<string> parameters) =>
        AreTones(parameters[1], out var tones) ?? Phone(module, parameters, t => t.Send(tones) ? null : "no voice call is up there");

    private static string? PhoneHold(Surroundings module, ReadOnlySpan<string> parameters)
    {
        if (parameters[1] is not ("on" or "off")) return "it is on or off";
        var on = parameters[1] == "on";
        return Phone(module, parameters, t => t.Hold(on) ? null : "no voice call is up there");
    }

    private static string? Phone(Surroundings module, ReadOnlySpan<string> parameters, Func<Telephone, string?> what) =>
        module.Circuits.TelephoneOf(parameters[0]) is { } phone ? what(phone) : $"{Shown(parameters[0])} is no number of a telephone";

    private static string? Phone(Surroundings module, ReadOnlySpan<string> parameters, Action<Telephone> what) => Phone(module, parameters, t =>
    {
        what(t);
        return null;
    });

    private static string? Did(Action<string> what, string parameter)
    {
        what(parameter);
        return null;
    }

    private static string? AreTones(string text, out string tones)
    {
        tones = text.ToUpperInvariant();
        return tones.Length > MostTones || tones.AsSpan().ContainsAnyExcept(ToneNames) ? $"tones are 1 to {MostTones} of {ToneNames}" : null;
    }

    private static string Shown(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
