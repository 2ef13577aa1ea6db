using System.Text.Json;
using AtRun.Client;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Links;
using AtRun.Transport;

namespace AtRun.Cli.Bridge;

/// <summary>Joins something of this machine with a serial port of a module until one of them ends or the user wants it.</summary>
/// <param name="invocation">What was typed.</param>
/// <param name="target">The module.</param>
/// <param name="port">Its port.</param>
/// <param name="open">Makes this machine's end.</param>
internal sealed class BridgeRun(Invocation invocation, Target target, TcpAtConSer port, Func<EventLoop, ILinkReceiver, LocalSide> open)
{
    /// <summary>For what waits to be sent, and for the module's OK, in the end.</summary>
    private static readonly TimeSpan UsualLeave = TimeSpan.FromSeconds(10);

    public async Task<ExitCode> Run(EventLoop loop, CancellationToken stop)
    {
        var joint = new Joint();
        // First what costs nothing to be refused.
        var local = open(loop, joint.FromLocal);
        local.Paused = true;
        joint.Local = local;
        try
        {
            var session = await Sessions.Open(loop, target, invocation.ConnectOptions, stop);
            var transparent = await Joined(session, joint, stop);
            return await Bridged(transparent, local, joint, stop);
        }
        finally
        {
            local.Close();
        }
    }

    private async Task<TransparentSession> Joined(ICommandSession session, Joint joint, CancellationToken stop)
    {
        try
        {
            return await TransparentSession.Open(session, port, joint.FromModule, invocation.Timeout, stop);
        }
        catch (CommandFailedException e)
        {
            session.Close();
            throw new CliException(ExitCode.ModuleError, $"{e.Message} (the port is not there or in use, the multiplexer runs, or the module does not know it)");
        }
        catch
        {
            session.Close();
            throw;
        }
    }

    private async Task<ExitCode> Bridged(TransparentSession transparent, LocalSide local, Joint joint, CancellationToken stop)
    {
        joint.Module = transparent;
        local.Paused = false;
        Tell(local.IsTerminal ? new("open") { Path = local.Where } : new("open") { Address = local.Where }, local.Where);
        invocation.Say($"atrun: {local.Where} is serial port {port.Port} of {target} at {port.Rate} bit/s; Ctrl-C ends it");
        var ended = new TaskCompletionSource();
        using (stop.UnsafeRegister(static e => ((TaskCompletionSource)e!).TrySetResult(), ended)) await Task.WhenAny(joint.Over, ended.Task);
        var gone = transparent.EndedBecause;
        local.Paused = true;
        var left = gone is null && await transparent.Leave(invocation.Timeout ?? UsualLeave);
        transparent.Close();
        var why = gone ?? (stop.IsCancellationRequested ? "interrupted." : "the program here closed the connection.");
        Tell(new("end") { Sent = transparent.Sent, Received = transparent.Received, Left = left, Why = why }, null);
        invocation.Say($"atrun: {why} {transparent.Sent} octets to the module, {transparent.Received} from it");
        if (local.Unsent > 0) invocation.Error.WriteLine($"atrun: warning: {local.Unsent} octets from the module were not taken here");
        if (gone is not null) return ExitCode.Unreachable;
        if (!left) invocation.Error.WriteLine("atrun: the module did not answer the escape sequence in time; the connection was closed");
        return !left ? ExitCode.TimedOut : stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;
    }

    private void Tell(BridgeEvent what, string? text)
    {
        if (invocation.Json) invocation.Out.WriteLine(JsonSerializer.Serialize(what, CliJson.Plain.BridgeEvent));
        else if (text is not null) invocation.Out.WriteLine(text);
        invocation.Out.Flush();
    }
}
