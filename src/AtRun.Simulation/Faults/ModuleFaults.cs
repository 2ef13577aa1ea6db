namespace AtRun.Simulation.Faults;

/// <summary>What can go wrong around one module, and be put right again.</summary>
public sealed class ModuleFaults(Radio radio, SimCard sim, PacketService packet, LinkConditions link)
{
    /// <summary>The way to the internet: swallow, slow, back; hosts that cannot be reached.</summary>
    public LinkConditions Link => link;

    /// <summary>The module alone is out of coverage.</summary>
    public void DropNetwork() => radio.Drop();

    /// <summary>Coverage is back; the module registers again within seconds.</summary>
    public void RestoreNetwork() => radio.Restore();

    /// <summary>The network deactivates a context. False: it is not up.</summary>
    /// <param name="cid">1-5.</param>
    public bool DropContext(int cid) => packet.Drop(cid);

    /// <summary>The network takes the module's contexts down, and gives them other addresses when they come up again.</summary>
    public void ChangeAddress() => packet.ChangeAddress();

    /// <summary>The card is taken out.</summary>
    public void RemoveSim() => sim.Remove();

    /// <summary>The card is put in.</summary>
    public void InsertSim() => sim.Insert();
}
