using AtRun.Module.Services;

namespace AtRun.Host.Control;

/// <content>What happens to the module's board and to its calls.</content>
public static partial class ControlTable
{
    private const int MostMillivolts = 5000;
    private const int MostTones = 100;
    private const string ToneNames = "0123456789*#ABCD";

    private static string? Calls(Surroundings module, Func<CallService, string?> what) =>
        module.Module.Running is { } running ? what(running.Calls) : "it is off";

    private static string? Tones(Surroundings module, ReadOnlySpan<string> parameters)
    {
        var tones = parameters[0].ToUpperInvariant();
        if (tones.Length > MostTones || tones.AsSpan().ContainsAnyExcept(ToneNames)) return $"tones are 1 to {MostTones} of {ToneNames}";
        return Calls(module, c => c.Hear(tones) ? null : "no voice call is up");
    }

    private static string? DrivePin(Surroundings module, ReadOnlySpan<string> parameters)
    {
        var pins = module.Module.Product.Pins;
        if (!ControlCommand.TryNumber(parameters[0], 1, pins, out var pin)) return $"a pin is a number from 1 to {pins}";
        bool? level;
        switch (parameters[1])
        {
            case "0": level = false; break;
            case "1": level = true; break;
            case "free": level = null; break;
            default: return "a level is 0, 1 or free";
        }
        module.Module.Board.Drive(pin, level);
        return null;
    }

    private static string? Apply(Surroundings module, ReadOnlySpan<string> parameters)
    {
        var inputs = module.Module.Product.Converters;
        if (!ControlCommand.TryNumber(parameters[0], 1, inputs, out var input)) return $"an input is a number from 1 to {inputs}";
        if (Millivolts(parameters[1], out var millivolts) is { } wrong) return wrong;
        module.Module.Board.Apply(input, millivolts);
        return null;
    }

    private static string? SetDtr(Surroundings module, ReadOnlySpan<string> parameters)
    {
        var ports = module.Module.Product.Ports;
        if (!ControlCommand.TryNumber(parameters[0], 1, ports, out var port)) return $"a port is a number from 1 to {ports}";
        if (parameters[1] is not ("0" or "1")) return "DTR is 0 or 1";
        module.Module.Board.SetDtr(port, parameters[1] == "1");
        return null;
    }

    private static string? SetSupply(Surroundings module, ReadOnlySpan<string> parameters)
    {
        if (Millivolts(parameters[0], out var millivolts) is { } wrong) return wrong;
        module.Module.Board.Supply = millivolts / 10;
        return null;
    }

    private static string? Millivolts(string text, out int millivolts) =>
        ControlCommand.TryNumber(text, 0, MostMillivolts, out millivolts) ? null : $"a voltage is a number from 0 to {MostMillivolts}";
}
