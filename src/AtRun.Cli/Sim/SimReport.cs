using System.Net;
using System.Text.Json;
using AtRun.Host;
using AtRun.Module;
using AtRun.Runtimes.Python;

namespace AtRun.Cli.Sim;

/// <summary>Says what is there: on standard error for people, with <c>--json</c> one object per line on standard output.</summary>
internal sealed class SimReport(Simulator simulator, SimulatorOptions options, Invocation invocation)
{
    /// <summary>Modules that are described to people; of the others their number is told.</summary>
    private const int Described = 10;

    private readonly HashSet<int> _listening = [];

    public void Begin()
    {
        simulator.Listening += Listening;
        simulator.InitFailed += InitFailed;
        simulator.InitDone += number => Tell(new("ready", number));
        var modules = simulator.Modules;
        invocation.Say($"atrun: network \"{options.Operator}\" with {(modules.Count == 1 ? "1 module" : $"{modules.Count} modules")} {options.Product.Name}; Ctrl-C ends it");
        for (var i = 0; i < modules.Count && (i < Described || invocation.Json); i++) Describe(i + 1, modules[i]);
        if (modules.Count > Described) invocation.Say($"  and {modules.Count - Described} more, IMEI and numbers counting on");
        if (simulator.Smpp is { } smpp)
        {
            Tell(new("smpp") { Address = smpp.Local.ToString(), SystemId = smpp.Options.SystemId });
            invocation.Say($"  message centre {simulator.Messages.Number}: SMPP on {smpp.Local}, system id {smpp.Options.SystemId}, password {smpp.Options.Password}");
        }
        else if (simulator.SmppMissing is { } why) invocation.Error.WriteLine($"atrun: warning: the message centre does not listen for SMPP on {options.Smpp}: {why} (--smpp HOST:PORT for another place)");
        DescribeControl();
        DescribeScripts();
    }

    private void DescribeScripts()
    {
        if (options.Scripts is PythonRuntime { Interpreter: var interpreter })
        {
            Tell(new("scripts") { Path = interpreter.Path, Version = interpreter.Version.ToString() });
            invocation.Say($"  scripts are run by {interpreter.Description}");
        }
        else if (options.Product.HasPython)
            invocation.Say("  scripts are not run: there is neither python2.7 nor python3 with lib2to3 (Debian: python3-lib2to3); --python PATH for another place");
    }

    private void DescribeControl()
    {
        if (simulator.Control is { } control)
        {
            Tell(new("control") { Path = control.Path });
            invocation.Say($"  control socket {control.Path}: atrun sim ctl");
        }
        else if (simulator.ControlMissing is { } why) invocation.Error.WriteLine($"atrun: warning: there is no control socket {options.Control}: {why} (--control PATH for another place)");
    }

    private void Describe(int number, CellularModule module)
    {
        string[] ports = [.. simulator.PortsOf(number)];
        Tell(new("module", number) { Imei = module.Imei, Number = module.World.Sim.OwnNumber, Ports = ports });
        if (number > Described) return;
        var where = ports.Length == 0 ? "" : $", serial port {string.Join(" and ", ports)}";
        invocation.Say($"  module {number}: IMEI {module.Imei}, number {module.World.Sim.OwnNumber}{where}");
    }

    private void Listening(int number, IPEndPoint local)
    {
        Tell(new("listening", number) { Address = local.ToString() });
        if (number <= Described || invocation.Verbose) invocation.Say($"  module {number}: listening on {local}");
        if (_listening.Add(number) && _listening.Count == simulator.Modules.Count && _listening.Count > Described)
            invocation.Say($"  all {_listening.Count} modules are listening");
    }

    private void InitFailed(int number, string command, string answer)
    {
        Tell(new("init", number) { Command = command, Answer = answer });
        invocation.Error.WriteLine($"atrun: warning: --init: module {number} answered {command} with {answer}");
    }

    private void Tell(SimEvent what)
    {
        if (invocation.Json) invocation.Out.WriteLine(JsonSerializer.Serialize(what, CliJson.Plain.SimEvent));
    }
}
