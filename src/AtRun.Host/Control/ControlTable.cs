using AtRun.Protocol.Commands.Packet;

namespace AtRun.Host.Control;

/// <summary>All that can be done to a simulation while it runs: the only place that lists it.</summary>
public static class ControlTable
{
    /// <summary>Asks how the modules are, and does nothing to them.</summary>
    public const string Status = "status";

    private const int LeastMillivolts = 0;
    private const int MostMillivolts = 5000;
    private const int MostPin = 99;

    public static IReadOnlyList<ControlCommand> All { get; } =
    [
        new(Status, "", "how the modules are: registration, contexts, services, sockets, who holds each instance", static (_, _) => null),
        new("context drop", "[CID]", "the network deactivates a context, or all that are active", DropContext),
        new("network drop", "", "the module is out of coverage", static (m, _) => Did(m.Radio.Drop)),
        new("network back", "", "coverage is back; the module registers again within seconds", static (m, _) => Did(m.Radio.Restore)),
        new("sim remove", "", "the SIM is taken out", static (m, _) => Did(m.Sim.Remove)),
        new("sim insert", "", "the SIM is put in", static (m, _) => Did(m.Sim.Insert)),
        new("power cycle", "", "the power goes, and comes back after the time that the module needs to start", static (m, _) => Did(m.Module.Restart)),
        new("power off", "", "the power goes: what is not in non-volatile memory is lost", static (m, _) => Did(m.Module.PowerOff)),
        new("power on", "", "the power comes", static (m, _) => Did(m.Module.PowerOn)),
        new("pin", "N 0|1|free", "a level is put on a pin from outside, or nothing drives it any more", DrivePin),
        new("battery", "MILLIVOLTS", "voltage at the supply pins", SetSupply),
    ];

    private static string? Did(Action what)
    {
        what();
        return null;
    }

    private static string? DropContext(SimulatedModule module, ReadOnlySpan<string> parameters)
    {
        if (parameters.Length == 0)
        {
            var active = module.Packet.Active.Keys.ToArray();
            foreach (var one in active) module.Packet.Drop(one);
            return active.Length > 0 ? null : "no context is active";
        }
        if (!ControlCommand.TryNumber(parameters[0], 1, CgDcont.Contexts, out var cid)) return $"a context is a number from 1 to {CgDcont.Contexts}";
        if (!module.Packet.Active.ContainsKey(cid)) return $"context {cid} is not active";
        module.Packet.Drop(cid);
        return null;
    }

    private static string? DrivePin(SimulatedModule module, ReadOnlySpan<string> parameters)
    {
        if (!ControlCommand.TryNumber(parameters[0], 1, MostPin, out var pin)) return $"a pin is a number from 1 to {MostPin}";
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

    private static string? SetSupply(SimulatedModule module, ReadOnlySpan<string> parameters)
    {
        if (!ControlCommand.TryNumber(parameters[0], LeastMillivolts, MostMillivolts, out var millivolts)) return $"a voltage is a number from {LeastMillivolts} to {MostMillivolts}";
        module.Module.Board.Supply = millivolts / 10;
        return null;
    }
}
