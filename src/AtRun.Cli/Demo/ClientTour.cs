using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AtRun.Client;
using AtRun.Client.Listening;
using AtRun.Host;
using AtRun.Transport;

namespace AtRun.Cli.Demo;

/// <summary>The third part of the tour: a module that nobody can reach dials its operator, and comes back when the network drops it.</summary>
/// <remarks>The set-up is that of Telit 80000NT10029a §3.3.</remarks>
internal sealed class ClientTour(EventLoop loop, Simulator simulator, DemoScript script, DemoTerminal module)
{
    private static readonly (string Command, string Answer)[] Commands =
    [
        ("AT+CREG?", @"\A\+CREG: 0,1\nOK\z"),
        ("AT#SS=1", @"\A#SS: 1,1,[0-9.]+,\d+,127\.0\.0\.1,\d+\nOK\z"),
        ("AT+COPS?", @"\A\+COPS: 0,0,""vodafone IT""\nOK\z"),
    ];

    public async Task Run()
    {
        using var listener = new ModuleListener(loop, new IPEndPoint(IPAddress.Loopback, 0));
        var host = Regex.Escape(listener.Local.Address.ToString());
        script.Title($"8. Client mode: the operator listens on {listener.Local}, and the module, which nobody needs to reach, dials");
        await module.Command("at#tcpatrunl=0");
        await module.Command($"at#tcpatruncfg=1,2,1024,{listener.Local.Port.ToString(CultureInfo.InvariantCulture)},\"{listener.Local.Address}\",1,5,1,5,1");
        var known = new TaskCompletionSource<RemoteModule>(TaskCreationOptions.RunContinuationsAsynchronously);
        listener.Identified += known.SetResult;
        await module.Answer("at#tcpatrund=1", $@"at#tcpatrund=1\r\r\nOK\r\n\r\n#TCPATRUN: {host}\r\n");
        var remote = await script.Within(known.Task, "The module has not dialled");
        script.Check("it is identified", remote.Imei, $@"\A{simulator.Modules[0].Imei}\z");
        script.Say($"  The host knows it: IMEI {remote.Imei}, {remote.Identity.Product}");
        foreach (var (command, answer) in Commands) await Execute(remote, command, answer);

        script.Title("9. The network deactivates the module's context: it activates it again, dials again, and is recognised");
        var back = new TaskCompletionSource<RemoteModule>(TaskCreationOptions.RunContinuationsAsynchronously);
        listener.Back += back.SetResult;
        simulator.Packet.Drop(simulator.Simulated[0].Packet, 1);
        var again = await script.Within(back.Task, "The module has not dialled again");
        script.Check("it is recognised", again == remote ? "the same module" : again.Imei, @"\Athe same module\z");
        script.Say($"  The host knows it again: IMEI {again.Imei}, connection {again.Connections}");
        await module.Expect("the module shows it", $@"\r\n#TCPATRUN: DISCONNECT\r\n\r\n#TCPATRUN: {host}\r\n");
        await Execute(again, Commands[0].Command, Commands[0].Answer);
    }

    private async Task Execute(RemoteModule remote, string command, string answer)
    {
        script.Typed("host", command);
        var response = await remote.Execute(command, DemoScript.Patience, script.Stop);
        string[] lines = [.. response.Lines, response.ResultText];
        foreach (var line in lines) script.Shown("host", line);
        script.Check(command, string.Join('\n', lines), answer);
    }
}
