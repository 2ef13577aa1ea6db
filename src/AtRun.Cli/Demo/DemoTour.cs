using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using AtRun.Host;
using AtRun.Module;
using AtRun.Transport;

namespace AtRun.Cli.Demo;

/// <summary>The tour: a module is set up for AT Run on its serial port, then run from afar: over TCP, by SMS, and by a host that it dials.</summary>
/// <remarks>The set-up is that of Telit 80000NT10025a §3.1 and §3.2, the session that of its figure 9.</remarks>
internal sealed class DemoTour(EventLoop loop, Simulator simulator, DemoScript script)
{
    private const string Registration = @"\r\n\+CREG: 0,1\r\n";

    private const string Monitor = @"\r\n#MONI: Cell +BSIC +LAC +CellId +ARFCN +Power +C1 +C2 +TA +RxQual +PLMN"
        + @"\r\n#MONI: +S +\d+ +[0-9A-F]{1,4} +[0-9A-F]{1,4} +\d+ +-\d+dbm +-?\d+ +-?\d+ +\d+ +\d +\S[^\r]*"
        + @"(\r\n#MONI: +N\d +[^\r]*)*\r\n";

    private readonly TaskCompletionSource<IPEndPoint> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Goes through all of it; returns where the module listens.</summary>
    /// <exception cref="CliException">It did not come that far.</exception>
    public async Task<IPEndPoint> Run()
    {
        simulator.Listening += (_, local) => _listening.TrySetResult(local);
        simulator.Start();
        foreach (var module in simulator.Modules) await script.Within(Attached(module.Running!), "The modules did not find their network");

        var port = new DemoTerminal(script, "serial");
        using var serial = SerialPort.Open(loop, simulator.Terminals[0].Device, 115200, _ => port);
        port.Link = serial;
        script.Title("1. On the module's serial port: set up AT Run over TCP, server mode");
        await SetUp(port);
        var local = await script.Within(_listening.Task, "The module does not listen");
        await port.Command("at#ss", $@"\r\n#SS: 1,4,{Regex.Escape(local.Address.ToString())},{local.Port}\r\n" + string.Concat(Enumerable.Range(2, 5).Select(i => $@"#SS: {i},0\r\n")));

        script.Title($"2. Far away: connect to {local}, log in, run commands");
        await Operate(local, port);

        var modem = new DemoTerminal(script, "modem");
        using var other = SerialPort.Open(loop, simulator.TerminalsOf(2)[0].Device, 115200, _ => modem);
        modem.Link = other;
        await new SmsTour(script, port, modem, simulator.Modules[0].World.Sim.OwnNumber!, simulator.Modules[1].World.Sim.OwnNumber!).Run();
        await new ClientTour(loop, simulator, script, port).Run();
        await new ScriptTour(loop, simulator, script, port, simulator.Modules[0].World.Scripts).Run();
        return local;
    }

    private static async Task SetUp(DemoTerminal port)
    {
        await port.Command("at+creg?", Registration);
        await port.Command("at+cgdcont=1,\"IP\",\"ibox.tim.it\"");
        await port.Command("at#sgactcfg=1,1");
        await port.Command("at#scfg=1,1,300,0,600,1");
        await port.Command("at#tcpatrunfrwl=1,\"0.0.0.0\",\"0.0.0.0\"");
        await port.Command("at#tcpatrunauth=1,\"testuser\",\"testpassw\"");
        await port.Command("at#tcpatruncfg=1,2,1024,12345,\"212.141.125.127\",1,5,1,5,1");
        await port.Command("at#tcpatrunl=1");
    }

    private async Task Operate(IPEndPoint module, DemoTerminal port)
    {
        var client = new DemoTerminal(script, "tcp");
        var link = await Dial(loop, module, client);
        try
        {
            await LogIn(client);
            await client.Command("at+creg?", Registration);
            await client.Command("at#moni=7");
            await client.Command("at#moni", Monitor);
        }
        finally
        {
            link.Close();
        }
        script.Title("3. Meanwhile on the serial port");
        await port.Expect("the client came and went", @"[\s\S]*\r\n#TCPATRUN: 127\.0\.0\.1\r\n\r\n#TCPATRUN: DISCONNECT\r\n");
    }

    /// <exception cref="CliException">Nobody is there.</exception>
    internal static async Task<TcpLink> Dial(EventLoop loop, IPEndPoint module, DemoTerminal client)
    {
        var connected = new TaskCompletionSource<SocketError>(TaskCreationOptions.RunContinuationsAsynchronously);
        var link = loop.Connect(null, module, _ => client, connected.SetResult);
        client.Link = link;
        return await connected.Task is var error && error != SocketError.Success ? throw new CliException(ExitCode.Fault, $"{module} cannot be reached: {error}") : link;
    }

    internal static async Task LogIn(DemoTerminal client)
    {
        await client.Expect("user name", @"\r\nUsername: ");
        await client.Answer("testuser", @"\r\nPassword: ");
        await client.Answer("testpassw", @"\r\nLogin successful\.\r\n", secret: true);
    }

    private static async Task<bool> Attached(RunningModule module)
    {
        var attached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (module.Attach.IsAttached) attached.TrySetResult();
        }
        module.Attach.Changed += Look;
        Look();
        await attached.Task;
        module.Attach.Changed -= Look;
        return true;
    }
}
