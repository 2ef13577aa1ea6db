using System.Net;
using System.Text;
using AtRun.Host;
using AtRun.Module.Worlds;
using AtRun.Runtimes.Python;
using AtRun.Transport;

namespace AtRun.Cli.Demo;

/// <summary>The last part of the tour: a script goes onto the module from afar, runs, and is replaced.</summary>
/// <remarks>The recipe is that of Telit 80000NT10029a §3.9 (TCP-40).</remarks>
internal sealed class ScriptTour(EventLoop loop, Simulator simulator, DemoScript script, DemoTerminal module, IScriptRuntime? runtime)
{
    private const string Name = "lamp.py";

    public async Task Run()
    {
        if (runtime is not PythonRuntime { Interpreter: var interpreter })
        {
            script.Say("\nThere is no Python here that runs a module's scripts: that part of the tour is left out.");
            return;
        }
        script.Title($"10. A script is put onto the module over TCP, octet for octet; the module restarts and runs it ({interpreter.Description})");
        await module.Expect("the operator of before is gone", @"\r\n#TCPATRUN: DISCONNECT\r\n");
        await module.Command("at#tcpatrund=0");
        await module.Command("at#tcpatruncfg=1,2,1024,12345,\"212.141.125.127\",1,5,1,5,1");
        await module.Command("at#startmodescr=2");
        var listening = NextListening();
        await module.Command("at#tcpatrunl=1");
        var local = await script.Within(listening, "The module does not listen");
        local = await Put(local, LampIs(1), @"\r\n#GPIO: 1,1\r\n");

        script.Title("11. The script that runs is replaced the same way");
        await Put(local, LampIs(0), @"\r\n#GPIO: 1,0\r\n");
    }

    private static string LampIs(int value) => $"import MDM, GPIO\r\nGPIO.setIOdir(1, {value}, 1)\r\nwhile 1:\r\n    MDM.send('AT#GPIO=1,{value},1\\r', 10)\r\n    MDM.receive(20)\r\n";

    /// <summary>Writes and selects a script, restarts the module, and sees the pin that the script drives.</summary>
    private async Task<IPEndPoint> Put(IPEndPoint at, string source, string pin)
    {
        var (client, link) = await Dial(at);
        await client.Octets($"at#wscript=\"{Name}\",{source.Length}", @"\r\n>>>", Encoding.Latin1.GetBytes(source), $"({source.Length} octets)");
        await client.Command($"at#escript=\"{Name}\"");
        var listening = NextListening();
        await client.Command("at#reboot");
        link.Close();
        at = await script.Within(listening, "The module does not come back");
        (client, link) = await Dial(at);
        await client.Await("at#gpio=1,2", pin);
        link.Close();
        return at;
    }

    private async Task<(DemoTerminal Client, TcpLink Link)> Dial(IPEndPoint at)
    {
        var client = new DemoTerminal(script, "tcp");
        var link = await DemoTour.Dial(loop, at, client);
        await DemoTour.LogIn(client);
        return (client, link);
    }

    private Task<IPEndPoint> NextListening()
    {
        var next = new TaskCompletionSource<IPEndPoint>(TaskCreationOptions.RunContinuationsAsynchronously);
        simulator.Listening += Listens;
        return next.Task;

        void Listens(int which, IPEndPoint local)
        {
            if (which != 1) return;
            simulator.Listening -= Listens;
            next.TrySetResult(local);
        }
    }
}
