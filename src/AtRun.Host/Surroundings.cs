using AtRun.Module;
using AtRun.Simulation;
using AtRun.Simulation.Faults;

namespace AtRun.Host;

/// <summary>A module of a simulation with what surrounds it: where faults are made.</summary>
/// <param name="Number">From 1.</param>
public sealed record Surroundings(int Number, CellularModule Module, SimCard Sim, Radio Radio, PacketService Packet, LinkConditions Link)
{
    /// <summary>The sky above it.</summary>
    public Sky Sky { get; } = (Sky)Module.World.Sky;

    /// <summary>The temperature sensor on its board.</summary>
    public TemperatureSensor Sensor { get; } = new(Module.Board);

    /// <summary>What the network knows of its subscriber.</summary>
    public Subscriber Subscriber { get; } = (Subscriber)Module.World.Supplementary;
}
