using System.CommandLine;
using System.Net;
using AtRun.Host;
using AtRun.Module;
using AtRun.Module.Products;
using AtRun.Transport;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun sim</c>: a simulated network with modules; runs until it is told to stop.</summary>
internal static class SimVerb
{
    public static Command Create()
    {
        var options = new SimOptions();
        var command = new Command("sim", "A simulated network with modules, reachable over TCP and on a serial port; runs until Ctrl-C.");
        options.AddTo(command);
        command.SetAction(parse => (int)Run(options, new Invocation(parse)));
        return command;
    }

    private static ExitCode Run(SimOptions options, Invocation invocation)
    {
        if (options.WantsProducts(invocation)) return ListProducts(invocation);
        var wanted = options.Read(invocation);
        using var stop = new StopSignals();
        Descriptors.RaiseLimit();
        using var loop = new EventLoop(options.Speed(invocation));
        using var simulator = Make(wanted, loop, new ConsoleLog(invocation));
        var report = new SimReport(simulator, wanted, invocation);
        report.Begin();
        loop.Post(simulator.Start);
        loop.Run(stop.Token);
        return stop.Code;
    }

    /// <exception cref="CliException">State, serial port or record cannot be had.</exception>
    private static Simulator Make(SimulatorOptions options, EventLoop loop, ConsoleLog log)
    {
        try
        {
            return new Simulator(options, loop, log);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new CliException(ExitCode.Usage, e.Message);
        }
    }

    private static ExitCode ListProducts(Invocation invocation)
    {
        foreach (var product in ProductTable.All)
            if (invocation.Json)
                invocation.Out.WriteLine(Json.Line(json =>
                {
                    json.WriteString("name"u8, product.Name);
                    json.WriteString("software"u8, product.Software);
                    json.WriteNumber("ports"u8, product.Ports);
                    json.WriteBoolean("python"u8, product.HasPython);
                    json.WriteBoolean("appzone"u8, product.HasAppZone);
                }));
            else invocation.Out.WriteLine(product.Name);
        return ExitCode.Done;
    }

    /// <summary>Says what is there: on standard error for people, with <c>--json</c> one object per line on standard output.</summary>
    private sealed class SimReport(Simulator simulator, SimulatorOptions options, Invocation invocation)
    {
        /// <summary>Modules that are described; of the others their number is told.</summary>
        private const int Described = 10;

        private readonly HashSet<int> _listening = [];

        public void Begin()
        {
            simulator.Listening += Listening;
            simulator.InitFailed += InitFailed;
            var modules = simulator.Modules;
            invocation.Say($"atrun: network \"{options.Operator}\" with {Count(modules.Count)} {options.Product.Name}; Ctrl-C ends it");
            for (var i = 0; i < modules.Count && (i < Described || invocation.Json); i++) Describe(i + 1, modules[i]);
            if (modules.Count > Described) invocation.Say($"  and {modules.Count - Described} more, their IMEI and numbers counting on");
        }

        private static string Count(int modules) => modules == 1 ? "1 module" : $"{modules} modules";

        private void Describe(int number, CellularModule module)
        {
            var ports = number == 1 ? simulator.Terminals.Select(t => t.Path ?? t.Device).ToArray() : [];
            if (invocation.Json)
                invocation.Out.WriteLine(Json.Line(json =>
                {
                    json.WriteString("event"u8, "module"u8);
                    json.WriteNumber("module"u8, number);
                    json.WriteString("imei"u8, module.Imei);
                    json.WriteString("number"u8, module.World.Sim.OwnNumber);
                    json.WriteStartArray("ports"u8);
                    foreach (var port in ports) json.WriteStringValue(port);
                    json.WriteEndArray();
                }));
            if (number > Described) return;
            var where = ports.Length == 0 ? "" : $", serial port {string.Join(" and ", ports)}";
            invocation.Say($"  module {number}: IMEI {module.Imei}, number {module.World.Sim.OwnNumber}{where}");
        }

        private void Listening(int number, IPEndPoint local)
        {
            if (invocation.Json)
                invocation.Out.WriteLine(Json.Line(json =>
                {
                    json.WriteString("event"u8, "listening"u8);
                    json.WriteNumber("module"u8, number);
                    json.WriteString("address"u8, local.ToString());
                }));
            var first = _listening.Add(number);
            if (number <= Described || invocation.Verbose) invocation.Say($"  module {number}: listening on {local}");
            if (first && _listening.Count == simulator.Modules.Count && _listening.Count > Described)
                invocation.Say($"  all {_listening.Count} modules are listening");
        }

        private void InitFailed(int number, string command, string answer)
        {
            if (invocation.Json)
                invocation.Out.WriteLine(Json.Line(json =>
                {
                    json.WriteString("event"u8, "init failed"u8);
                    json.WriteNumber("module"u8, number);
                    json.WriteString("command"u8, command);
                    json.WriteString("answer"u8, answer);
                }));
            invocation.Error.WriteLine($"atrun: warning: --init: module {number} answered {command} with {answer}");
        }
    }
}
