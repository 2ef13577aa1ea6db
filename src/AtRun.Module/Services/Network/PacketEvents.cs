using AtRun.Module.Instances;
using AtRun.Protocol.Commands.Packet;

namespace AtRun.Module.Services.Network;

/// <summary>Tells terminals what happens to packet service (+CGEREP, +CGEV).</summary>
/// <remarks>
/// 27.007 §10.1.19; AT reference 80000ST10025a p182. A context that goes down with a detach is not told of by itself. What a command of the
/// terminal itself asks for is told, too: several terminals may be there. Losing coverage is no detach.
/// </remarks>
public sealed class PacketEvents(RunningModule module)
{
    private readonly KeptCodes _kept = new();

    internal void ModeSet(AtInstance instance, CgErep value) => _kept.ModeSet(instance, value.Mode, show: value.Bfr == 1);

    internal void Detached(bool byNetwork) => Tell(byNetwork ? "NW DETACH" : "ME DETACH");

    internal void Deactivated(PdpContext context, bool byNetwork) =>
        Tell($"{(byNetwork ? "NW" : "ME")} DEACT \"{CgDcont.Ip}\",\"{context.LastAddress}\",{context.Cid}");

    internal void ClassChanged(string to) => Tell($"ME CLASS \"{to}\"");

    private void Tell(string what)
    {
        if (!module.IsOn) return;
        foreach (var instance in module.Instances)
            if (instance.User.IsTerminal) _kept.Tell(instance, instance.Settings.Get<CgErep>().Mode, $"+CGEV: {what}");
    }
}
