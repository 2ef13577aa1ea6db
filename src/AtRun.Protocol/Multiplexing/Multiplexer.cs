using AtRun.Protocol.Links;

namespace AtRun.Protocol.Multiplexing;

/// <summary>Many channels over one line (27.010, UIH, either option): one state machine for both ends.</summary>
/// <remarks>
/// <para>
/// All calls come on the thread that owns the line, and the line's octets come one piece at a time. C/R: a command of the initiator and an
/// answer of the responder have it set, the others not; an answer is also UIH that carries the answer to a control message
/// (Telit 30268ST10299A p10, p21). What arrives is not refused for its C/R bit.
/// </para>
/// <para>
/// Who opened a channel is stopped on it until it has told its lines (p17). Channels take turns, a frame each, and no more than
/// <see cref="LineLimit"/> octets of them wait at the line: what one has much to say does not keep another waiting.
/// </para>
/// </remarks>
public sealed class Multiplexer : ILinkReceiver
{
    /// <summary>Octets of data that wait at the line before the channels keep theirs.</summary>
    public const int LineLimit = 1024;

    /// <summary>Octets of answers that wait at the line before nothing more is read from it.</summary>
    public const int MaxWaiting = 64 * 1024;

    private readonly ILink _line;
    private readonly MultiplexerRole _role;
    private readonly IMultiplexerOwner _owner;
    private readonly TimeProvider _time;
    private readonly MultiplexerOptions _options;
    private readonly FrameReader _reader;
    private readonly OctetBuffer _out = new(LineLimit);
    private readonly OctetBuffer _message = new(Frame.MaxTaken);
    private readonly MultiplexerChannel?[] _channels = new MultiplexerChannel?[Frame.MaxDlci + 1];
    private readonly Retry _opening;
    private readonly Retry _test;
    private ITimer? _alive;
    private int _turn;
    private bool _pumping;
    private bool _heard;

    public Multiplexer(ILink line, MultiplexerRole role, IMultiplexerOwner owner, TimeProvider time, MultiplexerOptions? options = null)
    {
        (_line, _role, _owner, _time, _options) = (line, role, owner, time, options ?? MultiplexerOptions.Default);
        _reader = FrameReader.Of(_options.Framing);
        ArgumentOutOfRangeException.ThrowIfNotEqual(Math.Clamp(_options.FrameSize, 1, Frame.MaxSent), _options.FrameSize, nameof(options));
        _opening = new(time, _options.T1, _options.N2, () => Command(0, FrameType.Sabm), () => End(MultiplexerEnd.Silent));
        _test = new(time, _options.T2, _options.N2, () => Say(ControlType.Test, isCommand: true, "AtRun"u8), () => End(MultiplexerEnd.Silent));
    }

    /// <summary>Sees each frame; null: nobody does.</summary>
    public FrameTap? Tap { get; set; }

    /// <summary>The control channel is open.</summary>
    public bool IsOpen { get; private set; }

    public bool IsOver { get; private set; }

    /// <summary>Octets that belonged to no frame.</summary>
    public long Noise => _reader.Lost;

    /// <summary>What came behind the frame that ended it.</summary>
    public ReadOnlyMemory<byte> Rest { get; private set; }

    internal bool IsModule => _role == MultiplexerRole.Responder;

    /// <summary>The initiator opens the control channel: <see cref="IMultiplexerOwner.Started"/> or <see cref="IMultiplexerOwner.Ended"/> follows.</summary>
    public void Start() => _opening.Start();

    /// <summary>Asks for a channel: <see cref="IMultiplexerOwner.Opened"/> or <see cref="IMultiplexerOwner.Refused"/> follows. What is sent waits for that.</summary>
    /// <exception cref="InvalidOperationException">It is over, or the channel is not free.</exception>
    public MultiplexerChannel Open(int dlci, ILinkReceiver receiver)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(Math.Clamp(dlci, 1, Frame.MaxDlci), dlci);
        if (!IsOpen || IsOver || _channels[dlci] is not null) throw new InvalidOperationException($"Channel {dlci} cannot be opened now.");
        var channel = new MultiplexerChannel(this, dlci, _time, _options) { Receiver = receiver };
        _channels[dlci] = channel;
        channel.Ask();
        return channel;
    }

    /// <summary>Ends it from here. The channels are told, the owner is not.</summary>
    /// <param name="tell">The other end is told as well (CLD).</param>
    public void Close(bool tell)
    {
        if (IsOver) return;
        if (tell)
        {
            foreach (var channel in _channels)
                if (channel is { HasWork: true }) CarryAll(channel.Dlci, channel.Waiting);
            Say(ControlType.Cld, isCommand: true, default);
        }
        Finish(LinkEnd.Finished);
    }

    /// <inheritdoc/>
    public void Received(ReadOnlySpan<byte> octets)
    {
        while (!IsOver && _reader.TryRead(ref octets, out var frame, out var raw))
        {
            _heard = true;
            _test.Stop();
            Tap?.Invoke(false, raw);
            Take(frame);
        }
        if (IsOver) Rest = _reader.TakeRest(octets);
        else if (_line.Unsent > MaxWaiting) _line.Paused = true;
    }

    /// <inheritdoc/>
    public void Drained()
    {
        if (IsOver) return;
        if (_line.Paused) _line.Paused = false;
        Pump();
    }

    /// <inheritdoc/>
    void ILinkReceiver.Ended(LinkEnd how) => End(MultiplexerEnd.LineEnded);

    /// <summary>Sends a frame that opens or closes a channel.</summary>
    internal void Command(int dlci, FrameType type) => Send(new(dlci, CommandBit(true), type, poll: true, default));

    internal void SayStatus(in ModemStatus status, bool isCommand)
    {
        Span<byte> value = stackalloc byte[ModemStatus.MaxLength];
        Say(ControlType.Msc, isCommand, value[..status.Write(value)]);
    }

    /// <summary>Sends data as far as the line takes them; returns how many.</summary>
    internal int Carry(int dlci, ReadOnlySpan<byte> octets, int frames = int.MaxValue)
    {
        var rest = octets;
        while (!rest.IsEmpty && frames > 0 && _line.Unsent < LineLimit)
        {
            for (; !rest.IsEmpty && frames > 0 && _out.Count < LineLimit; frames--) Add(dlci, ref rest);
            Flush();
        }
        return octets.Length - rest.Length;
    }

    /// <summary>Sends all of the data: the last of a channel.</summary>
    internal void CarryAll(int dlci, ReadOnlySpan<byte> octets)
    {
        while (!octets.IsEmpty) Add(dlci, ref octets);
        Flush();
    }

    /// <summary>Lets the channels send what waits, in turns, as far as the line takes it.</summary>
    internal void Pump()
    {
        if (_pumping) return;
        _pumping = true;
        for (var idle = 0; idle <= Frame.MaxDlci && _line.Unsent < LineLimit && !IsOver; _turn = _turn == Frame.MaxDlci ? 0 : _turn + 1)
        {
            if (_channels[_turn] is { HasWork: true } channel)
            {
                channel.Work();
                idle = 0;
            }
            else idle++;
        }
        _pumping = false;
        for (var i = 0; i < _channels.Length; i++)
        {
            if (_channels[i] is not { IsDrained: true } channel) continue;
            channel.IsDrained = false;
            if (channel.Unsent == 0) channel.Receiver?.Drained();
        }
    }

    internal void Forget(MultiplexerChannel channel)
    {
        if (_channels[channel.Dlci] == channel) _channels[channel.Dlci] = null;
    }

    internal void Refused(MultiplexerChannel channel)
    {
        channel.Receiver = null;
        channel.EndedBy(LinkEnd.Reset);
        _owner.Refused(channel);
    }

    // An initiator's commands and a responder's answers.
    private bool CommandBit(bool isCommand) => isCommand != IsModule;

    private void Add(int dlci, ref ReadOnlySpan<byte> octets)
    {
        var information = octets[..Math.Min(octets.Length, _options.FrameSize)];
        octets = octets[information.Length..];
        Add(new(dlci, CommandBit(true), FrameType.Uih, poll: false, information));
    }

    private void Add(in Frame frame)
    {
        var from = _out.Count;
        frame.Write(_out, _options.Framing);
        Tap?.Invoke(true, _out.Written[from..]);
    }

    private void Send(in Frame frame)
    {
        Add(frame);
        Flush();
    }

    private void Flush()
    {
        _line.Send(_out.Written);
        _out.Clear();
    }

    private void Say(ControlType type, bool isCommand, ReadOnlySpan<byte> value)
    {
        _message.Clear();
        new ControlMessage(type, isCommand, value).Write(_message);
        Send(new(0, CommandBit(isCommand), FrameType.Uih, poll: false, _message.Written));
    }

    private void Answer(int dlci, FrameType type) => Send(new(dlci, CommandBit(false), type, poll: true, default));

    private void Take(in Frame frame)
    {
        if (frame.Dlci == 0) TakeControl(frame);
        else if (_channels[frame.Dlci] is { } channel) TakeOf(channel, frame);
        else if (frame.Type == FrameType.Sabm && IsModule && IsOpen) Accept(frame.Dlci);
        else if (frame.Type is FrameType.Sabm or FrameType.Disc || (frame.Type == FrameType.Uih && IsOpen)) Answer(frame.Dlci, FrameType.Dm);
    }

    private void TakeControl(in Frame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Sabm when IsModule:
                // An initiator that begins anew has forgotten its channels.
                foreach (var channel in _channels)
                    if (channel is not null) Ended(channel, LinkEnd.Reset);
                Answer(0, FrameType.Ua);
                Opened();
                break;
            case FrameType.Ua when _opening.IsRunning:
                _opening.Stop();
                Opened();
                break;
            case FrameType.Dm when _opening.IsRunning:
                End(MultiplexerEnd.Refused);
                break;
            case FrameType.Dm when IsOpen:
                End(MultiplexerEnd.Closed);
                break;
            case FrameType.Disc when IsOpen:
                Answer(0, FrameType.Ua);
                End(MultiplexerEnd.Closed);
                break;
            case FrameType.Sabm or FrameType.Disc:
                Answer(0, FrameType.Dm);
                break;
            case FrameType.Uih when IsOpen:
                var information = frame.Information;
                while (!IsOver && ControlMessage.TryRead(ref information, out var message)) Take(message);
                break;
        }
    }

    private void TakeOf(MultiplexerChannel channel, in Frame frame)
    {
        var (opening, open) = (channel.State == MultiplexerChannel.ChannelState.Opening, channel.IsOpen);
        switch (frame.Type)
        {
            case FrameType.Uih when open:
                channel.Arrived(frame.Information);
                break;
            case FrameType.Ua when opening:
                channel.Opened();
                _owner.Opened(channel);
                break;
            case FrameType.Dm when opening:
                Refused(channel);
                break;
            case FrameType.Ua or FrameType.Dm when !open:
                channel.EndedBy(LinkEnd.Finished);
                break;
            case FrameType.Dm:
                Ended(channel, LinkEnd.Reset);
                break;
            case FrameType.Disc:
                Answer(frame.Dlci, FrameType.Ua);
                Ended(channel, LinkEnd.Finished);
                break;
            case FrameType.Sabm when IsModule && open:
                // The answer was lost, or it is opened anew.
                Answer(frame.Dlci, FrameType.Ua);
                channel.Opened();
                break;
            case FrameType.Sabm:
                Answer(frame.Dlci, FrameType.Dm);
                break;
        }
    }

    private void Accept(int dlci)
    {
        var channel = new MultiplexerChannel(this, dlci, _time, _options);
        if (_owner.Accept(channel) is not { } receiver)
        {
            Answer(dlci, FrameType.Dm);
            return;
        }
        channel.Receiver = receiver;
        _channels[dlci] = channel;
        Answer(dlci, FrameType.Ua);
        channel.Opened();
    }

    private void Take(in ControlMessage message)
    {
        switch (message.Type)
        {
            case ControlType.Msc:
                TakeStatus(message);
                break;
            case ControlType.Test when message.IsCommand:
                Say(ControlType.Test, isCommand: false, message.Value);
                break;
            // The manual's log sends it without the C/R bit of a command (Telit 30268ST10299A p21).
            case ControlType.Psc when message.IsCommand || IsModule:
                Say(ControlType.Psc, isCommand: false, default);
                _owner.SleepAsked();
                break;
            case ControlType.Cld when message.IsCommand:
                Say(ControlType.Cld, isCommand: false, default);
                End(MultiplexerEnd.Closed);
                break;
            case ControlType.Nsc or ControlType.Test or ControlType.Psc or ControlType.Cld:
                break;
            default:
                if (message.IsCommand) Say(ControlType.Nsc, isCommand: false, [message.TypeOctet]);
                break;
        }
    }

    private void TakeStatus(in ControlMessage message)
    {
        if (!ModemStatus.TryRead(message.Value, ofModule: !IsModule, out var status) || _channels[status.Dlci] is not { IsOpen: true } channel) return;
        if (message.IsCommand) SayStatus(channel.Status with { Break = null }, isCommand: false);
        else channel.StatusAnswered();
        channel.Told(status, message.IsCommand);
    }

    private void Opened()
    {
        IsOpen = true;
        if (_options.KeepAlive is { } span) _alive ??= _time.CreateTimer(static m => ((Multiplexer)m!).LookWhetherAlive(), this, span, span);
        _owner.Started();
    }

    private void LookWhetherAlive()
    {
        if (!_heard && !IsOver && !_test.IsRunning) _test.Start();
        _heard = false;
    }

    private void Ended(MultiplexerChannel channel, LinkEnd how)
    {
        channel.EndedBy(how);
        _owner.Closed(channel);
    }

    private void End(MultiplexerEnd how)
    {
        if (IsOver) return;
        Finish(how == MultiplexerEnd.Closed ? LinkEnd.Finished : LinkEnd.Reset);
        _owner.Ended(how);
    }

    private void Finish(LinkEnd how)
    {
        (IsOver, IsOpen) = (true, false);
        _opening.Dispose();
        _test.Dispose();
        _alive?.Dispose();
        foreach (var channel in _channels)
            if (channel is not null) Ended(channel, how);
    }
}
