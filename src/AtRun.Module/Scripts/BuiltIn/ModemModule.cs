using AtRun.Module.Instances;
using AtRun.Protocol.Links;

namespace AtRun.Module.Scripts.BuiltIn;

/// <summary>MDM and MDM2: an AT instance as the script's (Telit 80000ST10020a §3.2, §3.3).</summary>
internal sealed class ModemModule : BuiltInModule
{
    private readonly ScriptRun _run;
    private readonly AtInstance _instance;
    private readonly ScriptTerminal _terminal;

    public ModemModule(string name, int instance, ScriptRun run) : base(name)
    {
        (_run, _instance) = (run, run.Module.Instance(instance));
        _terminal = new(_instance, run);
        Waiting("send", 2, 2, async a => Of(await _terminal.Send(a.Octets(0), a.Tenths(1))));
        Waiting("receive", 1, 1, a => _terminal.Receive(a.Tenths(0)));
        Waiting("read", 0, 0, _ => _terminal.Receive(TimeSpan.Zero));
        Waiting("sendbyte", 2, 2, async a => Of(await _terminal.Send(new[] { a.Octet(0) }, a.Tenths(1))));
        Waiting("receivebyte", 1, 1, a => _terminal.ReceiveOctet(a.Tenths(0)));
        Waiting("readbyte", 0, 0, _ => _terminal.ReceiveOctet(TimeSpan.Zero));
        Function("getDCD", 0, 0, _ => Level(_terminal.Shows(PortLines.Dcd)));
        Function("getCTS", 0, 0, _ => Level(_terminal.Shows(PortLines.Cts)));
        Function("getDSR", 0, 0, _ => Level(_terminal.Shows(PortLines.Dsr)));
        Function("getRI", 0, 0, _ => Level(_terminal.Shows(PortLines.Ri)));
        Function("setRTS", 1, 1, a => Switch(PortLines.Rts, a));
        Function("setDTR", 1, 1, a => Switch(PortLines.Dtr, a));
    }

    public override void Imported() => Take();

    public override void End() => _terminal.GiveBack();

    /// <summary>Takes the instance; where it is a service's, the log says so.</summary>
    public void Take() => _run.WithInstance(_instance, () =>
    {
        if (!_terminal.Take()) Log.ScriptWithoutInstance(_run.Module.World.Log, _run.Name, _instance.Number, _instance.User.Owner);
    });

    private Worlds.ScriptValue Switch(PortLines line, ScriptArguments arguments)
    {
        _terminal.Switch(line, arguments.Switch(0));
        return default;
    }
}
