using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AtRun.Cli.Bridge;
using AtRun.Client;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Links;
using AtRun.Transport;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun bridge</c>: a serial port of a module, far away, as a pseudo terminal or a TCP port here.</summary>
internal static class BridgeVerb
{
    public static Command Create()
    {
        var target = Arguments.Target();
        var usual = new TcpAtConSer();
        var port = new Option<int>("--port") { Description = "serial port of the module: 0 the main one, 1 the second", HelpName = "N", DefaultValueFactory = _ => usual.Port };
        var rate = new Option<int>("--rate") { Description = $"its speed in bit/s: {TcpAtConSer.Command.Parameters[1].Domain}", HelpName = "R", DefaultValueFactory = _ => usual.Rate };
        var pty = new Option<string?>("--pty") { Description = "name for the pseudo terminal, a symbolic link (default: its own, which is printed)", HelpName = "PATH" };
        var listen = new Option<string?>("--listen") { Description = "a TCP port in place of the pseudo terminal, for one program at a time; the host is 127.0.0.1 unless given, port 0 is a free one", HelpName = "[HOST:]PORT" };
        var once = new Option<bool>("--once") { Description = "ends when the program at --listen closes its connection" };
        var command = new Command("bridge", "Joins a serial port of a module over TCPATRUN with a pseudo terminal or a TCP port here (#TCPATCONSER); Ctrl-C ends it.") { target, port, rate, pty, listen, once };
        command.SetAction(parse =>
        {
            var invocation = new Invocation(parse);
            return (int)Run(invocation, invocation.TargetOf(target), Port(invocation.Get(port), invocation.Get(rate)), Local(invocation.Get(pty), invocation.Get(listen), invocation.Get(once)));
        });
        return command;
    }

    private static ExitCode Run(Invocation invocation, Target target, TcpAtConSer port, Func<EventLoop, ILinkReceiver, LocalSide> open)
    {
        if (target.Channel is not (Channel.Tcp or Channel.TcpDialled)) throw new CliException(ExitCode.Usage, $"{target}: a bridge goes over TCPATRUN: tcp://… or listen://… .");
        using var interrupt = invocation.Interruptible();
        var code = ClientLoop.Run(new BridgeRun(invocation, target, port, open).Run, interrupt.Token);
        return code == ExitCode.Interrupted ? interrupt.ServerCode : code;
    }

    /// <summary>The declaration says which ports and rates there are.</summary>
    private static TcpAtConSer Port(int port, int rate)
    {
        var reader = new ParameterReader(Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{port},{rate}")));
        var parameters = TcpAtConSer.Command.Parameters;
        return TcpAtConSer.Command.TryBind(ref reader, new(), out var record)
            ? record
            : throw new CliException(ExitCode.Usage, $"--port is one of {parameters[0].Domain}, --rate one of {parameters[1].Domain}.");
    }

    private static Func<EventLoop, ILinkReceiver, LocalSide> Local(string? pty, string? listen, bool once)
    {
        if (listen is null) return once ? throw new CliException(ExitCode.Usage, "--once needs --listen: programs leave a terminal unnoticed.") : (loop, receiver) => Made("--pty", () => new TerminalSide(loop, pty, receiver));
        if (pty is not null) throw new CliException(ExitCode.Usage, "--pty and --listen exclude each other.");
        var colon = listen.LastIndexOf(':');
        var host = colon < 0 ? "127.0.0.1" : listen[..colon] is "localhost" ? "127.0.0.1" : listen[..colon];
        if (!IPAddress.TryParse(host, out var address) || address.AddressFamily != AddressFamily.InterNetwork || !ushort.TryParse(listen.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new CliException(ExitCode.Usage, $"--listen: {listen} is neither a port nor an IPv4 address and a port, such as 127.0.0.1:4000.");
        return (loop, receiver) => Made("--listen", () => new PortSide(loop, new(address, number), once, receiver));
    }

    private static LocalSide Made(string option, Func<LocalSide> make)
    {
        try
        {
            return make();
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new CliException(ExitCode.Usage, $"{option}: {e.Message}");
        }
    }
}
