using System.CommandLine;
using System.Text.Json;
using AtRun.Cli.Bridge;
using AtRun.Client;
using AtRun.Transport;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun mux</c>: the channels of a module's multiplexer as pseudo terminals.</summary>
internal static class MuxVerb
{
    private const string AllChannels = "1,2,3";

    public static Command Create()
    {
        var port = new Argument<string>("PORT") { Description = "the port that the module is on: serial:/dev/ttyX[?baud=115200] or pty:PATH" };
        var dlc = new Option<string>("--dlc") { Description = "channels to open, which are the instances of the module", HelpName = "N,…", DefaultValueFactory = _ => AllChannels };
        var pty = new Option<string?>("--pty") { Description = "name for the pseudo terminals, to which the number of the channel is added (default: their own, which are printed)", HelpName = "PATH" };
        var advanced = new Option<bool>("--advanced") { Description = "the advanced option of the multiplexer (AT+CMUX=1), where the module has it" };
        var pcap = new Option<string?>("--pcap") { Description = "writes all frames to this file, for packet analysers, which read those of the basic option alone", HelpName = "FILE" };
        var command = new Command("mux", "Starts the multiplexer (27.010) of the module on a port, and offers its channels as pseudo terminals; Ctrl-C ends it.") { port, dlc, pty, advanced, pcap };
        command.SetAction(parse =>
        {
            var invocation = new Invocation(parse);
            if (invocation.TargetOf(port) is not SerialTarget { Dlc: null } target) throw new CliException(ExitCode.Usage, "the port is serial:/dev/ttyX or pty:PATH.");
            if (invocation.Get(advanced) && invocation.Get(pcap) is not null) throw new CliException(ExitCode.Usage, "--pcap goes without --advanced: packet analysers read the basic option alone.");
            target = target with { Advanced = invocation.Get(advanced) };
            var channels = Channels(invocation.Get(dlc)!);
            using var interrupt = invocation.Interruptible();
            var code = ClientLoop.Run((loop, stop) => Run(invocation, loop, target, channels, invocation.Get(pty), invocation.Get(pcap), stop), interrupt.Token);
            return (int)(code == ExitCode.Interrupted ? interrupt.ServerCode : code);
        });
        return command;
    }

    private static int[] Channels(string text)
    {
        var channels = text.Split(',').Select(n => int.TryParse(n, out var number) && number is >= 1 and <= SerialTarget.MaxDlc ? number : 0).ToArray();
        return channels.Contains(0) || channels.Distinct().Count() < channels.Length
            ? throw new CliException(ExitCode.Usage, $"--dlc: numbers from 1 to {SerialTarget.MaxDlc}, each once.") : channels;
    }

    private static async Task<ExitCode> Run(Invocation invocation, EventLoop loop, SerialTarget target, int[] channels, string? name, string? pcap, CancellationToken stop)
    {
        using var capture = pcap is null ? null : new FrameCapture(Created(pcap), loop.Time);
        var terminals = new List<TerminalSide>();
        var over = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var port = await SerialSession.Multiplex(loop, target, capture is null ? null : capture.Frame, stop);
        try
        {
            port.Ended += why => over.TrySetResult(why);
            foreach (var channel in channels) terminals.Add(await Publish(invocation, loop, port, channel, name));
            invocation.Say($"atrun: the channels of {target}; Ctrl-C ends it");
            using (stop.UnsafeRegister(_ => over.TrySetCanceled(stop), null))
                throw new CliException(ExitCode.Unreachable, await over.Task + ".");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (IOException e)
        {
            throw new CliException(ExitCode.Unreachable, e.Message);
        }
        finally
        {
            port.Close();
            foreach (var terminal in terminals) terminal.Close();
        }
    }

    private static async Task<TerminalSide> Publish(Invocation invocation, EventLoop loop, MultiplexedPort port, int channel, string? name)
    {
        var joint = new Joint();
        var terminal = new TerminalSide(loop, name is null ? null : $"{name}{channel}", joint.FromLocal);
        joint.Local = terminal;
        terminal.Paused = true;
        try
        {
            joint.Module = await port.OpenChannel(channel, joint.FromModule);
        }
        catch
        {
            terminal.Close();
            throw;
        }
        terminal.Paused = false;
        invocation.Out.WriteLine(invocation.Json ? JsonSerializer.Serialize(new MuxEvent("open", channel, terminal.Where), CliJson.Plain.MuxEvent) : $"{channel} {terminal.Where}");
        invocation.Out.Flush();
        return terminal;
    }

    private static FileStream Created(string path)
    {
        try
        {
            return File.Create(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Usage, $"--pcap {path}: {e.Message}");
        }
    }
}

/// <summary>What <c>atrun mux --json</c> tells: one line each.</summary>
/// <param name="Event"><c>open</c>: programs may use it.</param>
/// <param name="Channel">Its number.</param>
/// <param name="Path">The pseudo terminal.</param>
internal sealed record MuxEvent(string Event, int Channel, string Path);
