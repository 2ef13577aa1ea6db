using System.CommandLine;
using System.Net.Sockets;
using System.Text.Json;
using AtRun.Cli.Sim;
using AtRun.Host;
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
        command.Subcommands.Add(SimCtlVerb.Create(options));
        command.SetAction(parse => (int)Run(options, new Invocation(parse)));
        return command;
    }

    private static ExitCode Run(SimOptions options, Invocation invocation)
    {
        if (options.WantsProducts(invocation)) return ListProducts(invocation);
        var wanted = options.Read(invocation);
        using var interrupt = invocation.Interruptible();
        Descriptors.RaiseLimit();
        using var loop = new EventLoop(options.Speed(invocation));
        using var simulator = Make(wanted, loop, new ConsoleLog(invocation));
        new SimReport(simulator, wanted, invocation).Begin();
        simulator.Start();
        loop.Run(interrupt.Token);
        return interrupt.ServerCode;
    }

    /// <exception cref="CliException">State, serial port, record or SMPP port cannot be had.</exception>
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
        catch (SocketException e)
        {
            throw new CliException(ExitCode.Fault, $"--smpp: the message centre cannot listen on {options.Smpp}: {e.Message}.");
        }
    }

    private static ExitCode ListProducts(Invocation invocation)
    {
        if (invocation.Json)
            foreach (var product in ProductTable.All) invocation.Out.WriteLine(JsonSerializer.Serialize(ProductEntry.Of(product), CliJson.Plain.ProductEntry));
        else WriteTable(invocation.Out, [.. ProductTable.All.Select(ProductEntry.Of)]);
        return ExitCode.Done;
    }

    private static void WriteTable(TextWriter to, IReadOnlyList<ProductEntry> products)
    {
        var width = products.Max(p => p.Name.Length);
        to.WriteLine($"{"product".PadRight(width)}  family       software   ports  pins  adc  Python  AppZone  GPS  3G   #SELINT  commands");
        foreach (var p in products)
            to.WriteLine($"{p.Name.PadRight(width)}  {p.Family,-11}  {p.Software}  {p.Ports,5}  {p.Pins,4}  {p.Converters,3}  {p.Python ?? "-",-6}  {Mark(p.Appzone),-7}  {Mark(p.Gps),-3}  {Mark(p.Umts),-3}  {string.Join(',', p.Styles),-7}  {p.Commands,8}");

        static string Mark(bool has) => has ? "yes" : "-";
    }
}
