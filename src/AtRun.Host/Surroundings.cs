using AtRun.Module;
using AtRun.Simulation;
using AtRun.Simulation.Circuits;
using AtRun.Simulation.Faults;

namespace AtRun.Host;

/// <summary>A module of a simulation with what surrounds it: where faults are made.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Circuits">The network that its calls go through; one for all modules.</param>
/// <param name="Line">What it has of that.</param>
public sealed record Surroundings(int Number, CellularModule Module, SimCard Sim, Radio Radio, PacketService Packet, LinkConditions Link, CircuitNetwork Circuits, CircuitLine Line)
{
    /// <summary>The sky above it.</summary>
    public Sky Sky { get; } = (Sky)Module.World.Sky;

    /// <summary>Where its software comes from.</summary>
    public required UpdateServer Updates { get; init; }

    /// <summary>The temperature sensor on its board.</summary>
    public TemperatureSensor Sensor { get; } = new(Module.Board);

    /// <summary>What the network knows of its subscriber.</summary>
    public Subscriber Subscriber { get; } = (Subscriber)Module.World.Supplementary;
}
