using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Links;
using AtRun.Protocol.Multiplexing;

namespace AtRun.Module.Instances;

/// <summary>The multiplexer of a serial port: its channels 1 to 3 are terminals of the instances 1 to 3 (Telit 30268ST10299A).</summary>
/// <remarks>
/// A channel is had as a service has its instance: from nobody or from the port that stands before it, which gets it back; what a service
/// has is refused (INS-3). The channel of the port's own instance is the port's terminal: what that has suspended stays. Channel 4, the output of scripts, is there while one runs. It ends with CLD, with DISC of channel
/// 0, with any change of the port's DTR (p24), or if no control channel comes in time (AT reference 80000ST10025a p84).
/// </remarks>
public sealed class MultiplexerService(RunningModule module) : IMultiplexerOwner, ILinkReceiver
{
    private readonly ChannelPort?[] _terminals = new ChannelPort?[RunningModule.InstanceCount + 1];
    private Multiplexer? _multiplexer;
    private LocalPort? _port;
    private ITimer? _unopened;
    private PortLines _lines;

    /// <summary>It has the port, with or without a channel.</summary>
    public bool IsOn => _multiplexer is not null;

    /// <summary>What it was started with; null: it does not run.</summary>
    internal Cmux? Running { get; private set; }

    /// <summary>It was started for a script: channel 1 is SER while that runs.</summary>
    internal bool IsForScript { get; private set; }

    /// <summary>The advanced option is the owner's choice.</summary>
    internal bool Offers(Cmux asked) => (Framing)asked.Mode == Framing.Basic || module.Options.AdvancedMultiplexer;

    /// <summary>It runs on one port at a time, and not with #STARTMODESCR=2 (Telit 80000ST10020a p83).</summary>
    internal bool CanStart(LocalPort port) => !IsOn && port is { IsJoined: false, Link: not null } && !module.Script.PortIsOnThird;

    /// <summary>Takes the port from its instance, which is free for a channel then.</summary>
    internal void Start(LocalPort port, Cmux with) => Start(port, with, with.Rate, Timers.MultiplexerStart.Default);

    /// <summary>Starts it for a script (#CMUXSCR): however long it takes until somebody opens it.</summary>
    internal bool StartForScript(LocalPort port, int rate)
    {
        if (!CanStart(port)) return false;
        Start(port, new(), rate, Timeout.InfiniteTimeSpan);
        IsForScript = true;
        return true;
    }

    private void Start(LocalPort port, Cmux with, int? rate, TimeSpan patience)
    {
        if (!module.IsOn || !CanStart(port)) return;
        var options = new MultiplexerOptions { Framing = (Framing)with.Mode, FrameSize = Math.Min(with.FrameSize, Frame.MaxSent) };
        (_port, Running) = (port, with);
        _multiplexer = new(port.Link!, MultiplexerRole.Responder, this, module.World.Time, options);
        _lines = port.Lines;
        if (port.Instance is { } instance && instance.User == port) instance.HandTo(module.Nobody, sameTerminal: true);
        port.Join(this, rate);
        _unopened = module.World.Time.CreateTimer(_ => Stop(), null, patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A line that asks for it and for nothing else; null: it is another one.</summary>
    internal Cmux? Asked(ReadOnlySpan<byte> line)
    {
        var position = 0;
        if (module.Nvm.Get<Selint>().Style < 2 || !CommandLine.TryNext(line, ref position, out var syntax) || syntax.Form != Form.Write) return null;
        if (CommandTable.Find(syntax.Name) != Cmux.Command || CommandLine.TryNext(line, ref position, out _)) return null;
        var values = new ParameterReader(syntax.Parameters);
        return Cmux.Command.TryBind(ref values, new(), out var asked) && Offers(asked) ? asked : null;
    }

    /// <summary>Power-off: nothing more is said.</summary>
    internal void End() => Stop();

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        if (_multiplexer is not { } multiplexer || _port is not { } port) return;
        multiplexer.Received(octets);
        if (multiplexer is { IsOver: true, Rest.IsEmpty: false }) port.Received(multiplexer.Rest.Span);
    }

    void ILinkReceiver.Drained() => _multiplexer?.Drained();

    void ILinkReceiver.LinesChanged(PortLines lines)
    {
        var changed = (lines ^ _lines) & PortLines.Dtr;
        _lines = lines;
        if (changed != 0) Stop();
    }

    void ILinkReceiver.Ended(LinkEnd how) => Stop();

    void IMultiplexerOwner.Started() => _unopened?.Dispose();

    ILinkReceiver? IMultiplexerOwner.Accept(MultiplexerChannel channel)
    {
        if (module.Script.Accept(channel) is { } script) return script;
        if (channel.Dlci > RunningModule.InstanceCount || !module.CanReserve(channel.Dlci)) return null;
        var terminal = new ChannelPort(module.Instance(channel.Dlci), channel);
        _terminals[channel.Dlci] = terminal;
        module.Reserve(channel.Dlci, terminal, IsOfPort(channel.Dlci));
        return terminal;
    }

    void IMultiplexerOwner.Closed(MultiplexerChannel channel)
    {
        if (channel.Dlci <= RunningModule.InstanceCount) GiveBack(channel.Dlci);
    }

    /// <summary>PSC is +CFUN=0 (Telit 30268ST10299A p17).</summary>
    void IMultiplexerOwner.SleepAsked() =>
        HandlerTable.Of(Cfun.Command)!.Run(new(module.Instance(1), Cfun.Command), new(default, Form.Write, "0"u8));

    void IMultiplexerOwner.Ended(MultiplexerEnd how) => Leave();

    private void Stop()
    {
        _multiplexer?.Close(tell: false);
        Leave();
    }

    private void Leave()
    {
        _unopened?.Dispose();
        (_multiplexer, Running, IsForScript) = (null, null, false);
        _port?.Part();
        _port = null;
    }

    private bool IsOfPort(int number) => _port?.Instance?.Number == number;

    private void GiveBack(int number)
    {
        var terminal = _terminals[number];
        _terminals[number] = null;
        if (terminal is not null && module.Instance(number).User == terminal) module.Release(number, IsOfPort(number));
    }
}
