using System.Globalization;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Links;

namespace AtRun.Module.Scripts.BuiltIn;

/// <summary>SER, SER2, USB0: a serial port as the script's from the import on (Telit 80000ST10020a §3.4, §3.5).</summary>
/// <remarks>
/// SER2 and USB0 are the second port, which belongs to whichever is imported first. A port that the product does not have, or that
/// somebody else has, takes what is sent and gives nothing: a wire that leads nowhere. Formats are checked; no line here has one to set.
/// </remarks>
internal sealed class SerialModule : BuiltInModule
{
    /// <summary>The main port, the only one with lines (p40-42).</summary>
    private const int Main = 1;

    private static readonly IntParameter Speed = (IntParameter)Ipr.Command.Parameters[0];

    private static readonly string[] Formats = ["8N1", "8N2", "8E1", "8O1", "7N1", "7N2", "7E1", "7O1", "8E2"];

    private readonly ScriptRun _run;
    private readonly int _number;

    public SerialModule(string name, int number, ScriptRun run) : base(name)
    {
        (_run, _number) = (run, number);
        Port = new(run.Module.World.Time, run.Over);
        Function("send", 1, 1, a => Of(Port.Send(a.Octets(0).Span)));
        Waiting("receive", 1, 1, a => Port.Receive(a.Tenths(0)));
        Waiting("read", 0, 0, _ => Port.Receive(TimeSpan.Zero));
        Function("sendbyte", 1, 1, a => Of(Port.Send([a.Octet(0)])));
        Waiting("receivebyte", 1, 1, a => Port.ReceiveOctet(a.Tenths(0)));
        Waiting("readbyte", 0, 0, _ => Port.ReceiveOctet(TimeSpan.Zero));
        Function("set_speed", 1, 2, SetSpeed);
        if (number != Main) return;
        Function("setDCD", 1, 1, a => Show(PortLines.Dcd, a));
        Function("setCTS", 1, 1, a => Show(PortLines.Cts, a));
        Function("setDSR", 1, 1, a => Show(PortLines.Dsr, a));
        Function("setRI", 1, 1, a => Show(PortLines.Ri, a));
        Function("getRTS", 0, 0, _ => Level(Port.Lines.HasFlag(PortLines.Rts)));
        Function("getDTR", 0, 0, _ => Level(Port.Lines.HasFlag(PortLines.Dtr)));
    }

    /// <summary>The port as the script has it.</summary>
    public ScriptSerial Port { get; }

    public override void Imported()
    {
        if (Port.IsConnected || _number > _run.Module.Ports.Count) return;
        var port = _run.Module.Ports[_number - 1];
        if (port.Instance is { } instance) _run.WithInstance(instance, Take);
        else Take();

        void Take()
        {
            if (!Port.Take(port)) Log.ScriptWithoutPort(_run.Module.World.Log, _run.Name, _number);
        }
    }

    public override void End() => Port.GiveBack();

    private ScriptValue SetSpeed(ScriptArguments arguments)
    {
        if (!int.TryParse(arguments.Text(0), NumberStyles.None, CultureInfo.InvariantCulture, out var rate) || rate == 0 || !Speed.Allows(rate)) return Failure;
        if (arguments.Has(1) && !Formats.Contains(arguments.Text(1), StringComparer.OrdinalIgnoreCase)) return Failure;
        Port.SetRate(rate);
        return Success;
    }

    private ScriptValue Show(PortLines line, ScriptArguments arguments)
    {
        Port.Show(line, arguments.Switch(0));
        return default;
    }
}
