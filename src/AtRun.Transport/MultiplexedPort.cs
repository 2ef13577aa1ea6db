using System.Text;
using AtRun.Protocol;
using AtRun.Protocol.Links;
using AtRun.Protocol.Multiplexing;

namespace AtRun.Transport;

/// <summary>A port on which the module runs the multiplexer (27.010), opened from here: each channel is a link. Used on the thread that owns the port.</summary>
public sealed class MultiplexedPort : IMultiplexerOwner, ILinkReceiver
{
    /// <summary>Octets looked at for the answer of +CMUX; what came before them is forgotten.</summary>
    private const int MaxAnswer = 1024;

    /// <summary>How long +CMUX may take, and again after a multiplexer that may run has been closed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Slower modules than ours are given time, and a module that restarts is noticed.</summary>
    private static readonly MultiplexerOptions Options = new() { T1 = TimeSpan.FromSeconds(1), T2 = TimeSpan.FromSeconds(1), KeepAlive = TimeSpan.FromSeconds(30) };

    private readonly TimeProvider _time;
    private readonly Framing _framing;
    private readonly OctetBuffer _answer = new();
    private readonly Dictionary<int, TaskCompletionSource> _opening = [];
    private TaskCompletionSource<bool>? _answered;
    private TaskCompletionSource? _started;
    private Multiplexer? _multiplexer;
    private ILink _port = null!;
    private bool _over;

    private MultiplexedPort(TimeProvider time, Framing framing) => (_time, _framing) = (time, framing);

    private string Command => $"AT+CMUX={(int)_framing}";

    /// <summary>It is over, other than by <see cref="Close"/>: the channels were told. The text says why.</summary>
    public event Action<string>? Ended;

    /// <summary>Starts the multiplexer of a module.</summary>
    /// <param name="open">Opens the port for that receiver.</param>
    /// <param name="time">The clock of the port's thread.</param>
    /// <param name="framing">The option that is asked for.</param>
    /// <param name="tap">Sees each frame; null: nobody does.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="IOException">The port cannot be opened, or the module does not do it; the text says which.</exception>
    public static async Task<MultiplexedPort> Open(Func<ILinkReceiver, ILink> open, TimeProvider time, Framing framing = Framing.Basic, FrameTap? tap = null, CancellationToken stop = default)
    {
        var port = new MultiplexedPort(time, framing);
        port._port = open(port);
        try
        {
            await port.Begin(tap, stop);
            return port;
        }
        catch
        {
            port.Close();
            throw;
        }
    }

    /// <summary>Opens a channel.</summary>
    /// <param name="dlci">1 to 3 are the instances of the module.</param>
    /// <param name="receiver">Receives its octets.</param>
    /// <exception cref="IOException">It is refused, as where a service has the instance, or it is over.</exception>
    public async Task<MultiplexerChannel> OpenChannel(int dlci, ILinkReceiver receiver)
    {
        if (_over || _multiplexer is not { IsOpen: true } multiplexer) throw new IOException("The multiplexer is closed.");
        var opened = _opening[dlci] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var channel = multiplexer.Open(dlci, receiver);
        await opened.Task;
        return channel;
    }

    /// <summary>Closes all channels, the multiplexer (CLD) and the port.</summary>
    public void Close()
    {
        if (_over) return;
        _over = true;
        _multiplexer?.Close(tell: true);
        Fail("it was closed");
        _port.Close();
    }

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        if (_multiplexer is { } multiplexer)
        {
            multiplexer.Received(octets);
            return;
        }
        if (_answer.Count + octets.Length > MaxAnswer) _answer.Clear();
        _answer.Add(octets[..Math.Min(octets.Length, MaxAnswer)]);
        var said = Encoding.Latin1.GetString(_answer.Written);
        if (said.Contains("OK\r", StringComparison.Ordinal) || said.EndsWith("\r0\r", StringComparison.Ordinal) || said == "0\r") _answered?.TrySetResult(true);
        else if (said.Contains("ERROR", StringComparison.Ordinal) || said.EndsWith("4\r", StringComparison.Ordinal)) _answered?.TrySetResult(false);
    }

    void ILinkReceiver.Drained() => _multiplexer?.Drained();

    void ILinkReceiver.Ended(LinkEnd how)
    {
        if (_multiplexer is ILinkReceiver multiplexer) multiplexer.Ended(how);
        else Over("the port is gone");
    }

    void IMultiplexerOwner.Started() => _started?.TrySetResult();

    void IMultiplexerOwner.Opened(MultiplexerChannel channel)
    {
        if (_opening.Remove(channel.Dlci, out var opening)) opening.TrySetResult();
    }

    void IMultiplexerOwner.Refused(MultiplexerChannel channel)
    {
        if (_opening.Remove(channel.Dlci, out var opening)) opening.TrySetException(new IOException($"channel {channel.Dlci} is refused: a service may have its instance."));
    }

    void IMultiplexerOwner.Ended(MultiplexerEnd how) => Over(how switch
    {
        MultiplexerEnd.Closed => "the module closed the multiplexer",
        MultiplexerEnd.Refused => "the module refuses the control channel",
        MultiplexerEnd.Silent => "the multiplexer of the module does not answer",
        _ => "the port is gone",
    });

    private async Task Begin(FrameTap? tap, CancellationToken stop)
    {
        var answered = await Ask(stop);
        if (answered is null)
        {
            // A program that ended without closing it may have left it running, with either framing.
            var close = new OctetBuffer();
            var message = new OctetBuffer();
            new ControlMessage(ControlType.Cld, isCommand: true, default).Write(message);
            var frame = new Frame(0, commandBit: true, FrameType.Uih, poll: false, message.Written);
            frame.Write(close, Framing.Advanced);
            frame.Write(close, Framing.Basic);
            _port.Send(close.Written);
            answered = await Ask(stop);
        }
        if (answered != true) throw new IOException($"{Command} is {(answered is null ? "not answered" : "answered by ERROR")}.");
        _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _multiplexer = new(_port, MultiplexerRole.Initiator, this, _time, Options with { Framing = _framing }) { Tap = tap };
        _multiplexer.Start();
        using (stop.UnsafeRegister(_ => _started.TrySetCanceled(stop), null)) await _started.Task;
    }

    /// <summary>Null: there is no answer.</summary>
    private async Task<bool?> Ask(CancellationToken stop)
    {
        _answer.Clear();
        var answered = _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _port.Send(Encoding.Latin1.GetBytes(Command + "\r"));
        using var late = _time.CreateTimer(_ => answered.TrySetException(new TimeoutException()), null, Patience, Timeout.InfiniteTimeSpan);
        using var stopped = stop.UnsafeRegister(_ => answered.TrySetCanceled(stop), null);
        try
        {
            return await answered.Task;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private void Over(string why)
    {
        if (_over) return;
        _over = true;
        Fail(why);
        _port.Close();
        Ended?.Invoke(why);
    }

    private void Fail(string why)
    {
        _answered?.TrySetException(new IOException(why + "."));
        _started?.TrySetException(new IOException(why + "."));
        foreach (var opening in _opening.Values) opening.TrySetException(new IOException(why + "."));
        _opening.Clear();
    }
}
