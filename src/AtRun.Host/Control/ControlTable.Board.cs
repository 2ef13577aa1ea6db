namespace AtRun.Host.Control;

/// <content>What happens to the module's board.</content>
public static partial class ControlTable
{
    private const int MostMillivolts = 5000;
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
