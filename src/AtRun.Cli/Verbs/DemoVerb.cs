using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using AtRun.Cli.Demo;
using AtRun.Cli.Sim;
using AtRun.Client;
using AtRun.Host;
using AtRun.Host.Smpp;
using AtRun.Transport;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun demo</c>: the tour, in one process and with nothing else installed.</summary>
internal static class DemoVerb
{
    /// <summary>The port that the tour has the module listen on.</summary>
    private const int Port = 1024;

    /// <summary>A module that restarts takes its time: the tour does not wait for all of it.</summary>
    private const double Speed = 2.5;

    private const string Credentials = "testuser:testpassw";

    private const string BySms = "sms:+393468686711?";

    /// <summary>Messages travel faster here than they do usually.</summary>
    private static readonly TimeSpan Latency = TimeSpan.FromSeconds(0.25);

    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "end after the tour: exit code 0 if all was as expected, else 1" };
        var speed = new Option<double>("--speed") { Description = "simulated seconds per real second", HelpName = "X", DefaultValueFactory = _ => Speed };
        speed.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and < double.PositiveInfinity)) result.AddError("--speed: a number above 0.");
        });
        var command = new Command("demo", "A tour: a module in a simulated network, set up and then used over TCP and by SMS before your eyes; then it stays up for you.") { once, speed };
        command.SetAction(parse => (int)Run(new Invocation(parse), parse.GetValue(once), parse.GetValue(speed)));
        return command;
    }

    private static ExitCode Run(Invocation invocation, bool once, double speed)
    {
        using var interrupt = invocation.Interruptible();
        return ClientLoop.Run((loop, stop) => Tour(invocation, loop, once, stop), interrupt.Token, speed) ?? interrupt.ServerCode;
    }

    /// <summary>Null: it was told to stop.</summary>
    private static async Task<ExitCode?> Tour(Invocation invocation, EventLoop loop, bool once, CancellationToken stop)
    {
        var script = new DemoScript(invocation, loop.Time, stop);
        var addresses = FreeAddresses(script);
        using var simulator = Make(invocation, addresses, loop);
        simulator.Messages.Options = simulator.Messages.Options with { Latency = Latency };
        script.Say($"A simulated network with a module in it, {simulator.Modules[0].Product.Name}, IMEI {simulator.Modules[0].Imei}, and another one that is the operator's modem.");
        var local = await new DemoTour(loop, simulator, script).Run();
        script.Verdict();
        if (once) return script.Failed == 0 ? ExitCode.Done : ExitCode.Fault;
        script.Title("The module stays up: try it by hand");
        script.Say($"""
              telnet {local.Address} {local.Port}   (user testuser, password testpassw)
              atrun exec tcp://{Credentials}@{local} AT+CREG? AT#MONI
              atrun shell pty:{simulator.Terminals[0].Path}   (its serial port)
              atrun exec '{BySms}via=pty:{simulator.TerminalsOf(2)[0].Path}&password={SmsTour.Password}' AT+COPS?
            """);
        if (simulator.Smpp is { } smpp) script.Say($"  atrun exec '{BySms}via=smpp://atrun:atrun@{smpp.Local}&password={SmsTour.Password}' AT+COPS?");
        script.Say("Ctrl-C ends it.");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, loop.Time, stop);
        }
        catch (OperationCanceledException)
        {
        }
        return null;
    }

    private static Simulator Make(Invocation invocation, IPNetwork addresses, EventLoop loop)
    {
        var folder = "atrun-demo";
        while (true)
            try
            {
                var port = SimOptions.DefaultPort(invocation.Variable, folder);
                return new Simulator(new()
                {
                    Modules = 2,
                    Addresses = addresses,
                    Ports = [port],
                    OtherPorts = [port + "-modem"],
                    Smpp = SmppFaceOptions.DefaultEndpoint,
                    SmppRequired = false,
                    Scripts = ScriptOptions.Find(invocation.Variable, new()),
                }, loop, new ConsoleLog(invocation));
            }
            catch (IOException) when (folder == "atrun-demo")
            {
                // Another user's demo was there first.
                folder = $"atrun-demo-{Environment.ProcessId}";
            }
            catch (IOException e)
            {
                throw new CliException(ExitCode.Usage, e.Message);
            }
    }

    /// <summary>The usual addresses; others where a simulation that runs already has those.</summary>
    private static IPNetwork FreeAddresses(DemoScript script)
    {
        var usual = new SimulatorOptions().Addresses;
        if (IsFree(usual)) return usual;
        for (byte i = 11; i < 100; i++)
        {
            var other = new IPNetwork(new IPAddress([127, i, 0, 0]), 16);
            if (!IsFree(other)) continue;
            script.Say($"{First(usual)}:{Port} is in use, by another simulation perhaps: the module gets {First(other)} instead.");
            return other;
        }
        throw new CliException(ExitCode.Fault, $"port {Port} is in use on {First(usual)} and on all other addresses tried");
    }

    private static IPAddress First(IPNetwork network)
    {
        var octets = network.BaseAddress.GetAddressBytes();
        octets[3]++;
        return new(octets);
    }

    private static bool IsFree(IPNetwork network)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(First(network), Port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
