using AtRun.Protocol.Links;

namespace AtRun.Protocol.Multiplexing;

/// <summary>A channel of a multiplexer: a link with lines and a break, and a flow control of its own.</summary>
public sealed class MultiplexerChannel : ILink
{
    /// <summary>Octets kept that arrive although the other end was told to stop; what comes beyond is lost, as at a serial port.</summary>
    public const int MaxHeld = 64 * 1024;

    /// <summary>Octets that went are taken out of the buffer when there are as many.</summary>
    private const int Compact = 4096;

    // What waits goes on in a turn of its own, never inside the call that lets it.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1);

    private readonly Multiplexer _multiplexer;
    private readonly Retry _command;
    private readonly Retry _status;
    private readonly OctetBuffer _waiting = new(0);
    private int _gone;
    private OctetBuffer? _held;
    private ITimer? _goOn;
    private PortLines _lines;
    private PortLines? _peerLines;
    private bool _paused;
    private int? _break;
    private bool _breakSaid;
    private bool _sayAgain;
    private bool _commanded;

    internal MultiplexerChannel(Multiplexer multiplexer, int dlci, TimeProvider time, MultiplexerOptions options)
    {
        (_multiplexer, Dlci) = (multiplexer, dlci);
        Time = time;
        _command = new(time, options.T1, options.N2, SayCommand, Unanswered);
        _status = new(time, options.T2, options.N2, SayStatusNow, StatusAnswered);
        ForgetPeer();
        _lines = multiplexer.IsModule ? PortLines.Dsr | PortLines.Cts : PortLines.OfTerminal;
    }

    internal enum ChannelState { Opening, Open, Closing, Closed }

    public int Dlci { get; }

    /// <summary>Both ends may send.</summary>
    public bool IsOpen => State == ChannelState.Open;

    /// <inheritdoc/>
    public int Unsent => _waiting.Count - _gone;

    /// <summary>The lines of the other end, as far as it has told them.</summary>
    public PortLines PeerLines => _peerLines ?? PortLines.None;

    /// <summary>Octets lost: see <see cref="MaxHeld"/>.</summary>
    public long Lost { get; private set; }

    /// <inheritdoc/>
    public bool Paused
    {
        get => _paused;
        set
        {
            if (_paused == value) return;
            _paused = value;
            if (value || _held is not { Count: > 0 }) SayStatus();
            else GoOnSoon();
        }
    }

    internal ChannelState State { get; private set; } = ChannelState.Opening;

    internal ILinkReceiver? Receiver { get; set; }

    /// <summary>The other end takes no frames of this channel.</summary>
    internal bool IsStopped { get; private set; }

    /// <summary>Something waits that may go.</summary>
    internal bool HasWork => Unsent > 0 && !IsStopped && State == ChannelState.Open;

    private TimeProvider Time { get; }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> octets)
    {
        if (State > ChannelState.Open || octets.IsEmpty) return;
        var taken = Unsent > 0 || IsStopped || State != ChannelState.Open ? 0 : _multiplexer.Carry(Dlci, octets);
        _waiting.Add(octets[taken..]);
    }

    /// <inheritdoc/>
    public void Show(PortLines lines)
    {
        lines &= _multiplexer.IsModule ? PortLines.OfModule : PortLines.OfTerminal;
        if (lines == _lines) return;
        _lines = lines;
        SayStatus();
    }

    /// <inheritdoc/>
    public void Break(TimeSpan length)
    {
        _break = ModemStatus.BreakOf(length);
        SayStatus();
    }

    /// <inheritdoc/>
    public void Close()
    {
        if (State > ChannelState.Open) return;
        if (HasWork) _multiplexer.CarryAll(Dlci, Waiting);
        Receiver = null;
        Leave(ChannelState.Closing);
        _command.Start();
    }

    /// <summary>Asks the other end for the channel.</summary>
    internal void Ask() => _command.Start();

    /// <summary>The channel is open, or was opened anew: both ends tell their lines (27.010 §5.4.6.3.7).</summary>
    internal void Opened()
    {
        _command.Stop();
        State = ChannelState.Open;
        ForgetPeer();
        SayStatus();
        _multiplexer.Pump();
    }

    /// <summary>It is over: the other end, or the multiplexer, has ended it.</summary>
    internal void EndedBy(LinkEnd how)
    {
        if (State == ChannelState.Closed) return;
        var receiver = Receiver;
        Receiver = null;
        Gone();
        receiver?.Ended(how);
    }

    /// <summary>Sends the next frame of what waits.</summary>
    internal void Work()
    {
        _gone += _multiplexer.Carry(Dlci, Waiting, frames: 1);
        if (_gone == _waiting.Count)
        {
            _waiting.Clear();
            _gone = 0;
            IsDrained = true;
        }
        else if (_gone > Compact && _gone * 2 > _waiting.Count)
        {
            _waiting.Remove(_gone);
            _gone = 0;
        }
    }

    /// <summary>All that waited went; the receiver is to be told.</summary>
    internal bool IsDrained { get; set; }

    internal void Arrived(ReadOnlySpan<byte> octets)
    {
        if (!_paused && _held is not { Count: > 0 })
        {
            Receiver?.Received(octets);
            return;
        }
        _held ??= new(octets.Length);
        var room = Math.Min(octets.Length, MaxHeld - _held.Count);
        _held.Add(octets[..room]);
        Lost += octets.Length - room;
    }

    /// <summary>What the other end says of the channel.</summary>
    /// <param name="status">It.</param>
    /// <param name="isCommand">An answer may repeat what was said to it: it counts for the flow only until the first command (gsm0710muxd sends none).</param>
    internal void Told(in ModemStatus status, bool isCommand)
    {
        if (isCommand || !_commanded)
        {
            _commanded |= isCommand;
            var stopped = status.Stopped || (_multiplexer.IsModule && !status.Lines.HasFlag(PortLines.Rts));
            var resumed = IsStopped && !stopped;
            IsStopped = stopped;
            if (resumed) _multiplexer.Pump();
        }
        if (_peerLines != status.Lines)
        {
            _peerLines = status.Lines;
            Receiver?.LinesChanged(status.Lines);
        }
        if (isCommand && status.Break is not null) Receiver?.Break();
    }

    internal void StatusAnswered()
    {
        // The answer may be to one that was said before the break.
        if (_breakSaid) (_break, _breakSaid) = (null, false);
        _status.Stop();
        if (!_sayAgain) return;
        _sayAgain = false;
        SayStatus();
    }

    internal ModemStatus Status => new(Dlci, _paused || _held is { Count: > 0 }, _lines, _break);

    internal ReadOnlySpan<byte> Waiting => _waiting.Written[_gone..];

    // The module sends nothing before it was told that it may (Telit 30268ST10299A p17).
    private void ForgetPeer() => (IsStopped, _peerLines, _commanded) = (_multiplexer.IsModule, null, false);

    // One message at a time: which of two an answer is for could not be told.
    private void SayStatus()
    {
        if (State != ChannelState.Open) return;
        if (_status.IsRunning) _sayAgain = true;
        else _status.Start();
    }

    private void SayStatusNow()
    {
        _breakSaid = _break is not null;
        _multiplexer.SayStatus(Status, isCommand: true);
    }

    private void SayCommand() => _multiplexer.Command(Dlci, State == ChannelState.Opening ? FrameType.Sabm : FrameType.Disc);

    private void Unanswered()
    {
        if (State == ChannelState.Opening) _multiplexer.Refused(this);
        else Gone();
    }

    private void GoOnSoon()
    {
        _goOn ??= Time.CreateTimer(static c => ((MultiplexerChannel)c!).GoOn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _goOn.Change(Soon, Timeout.InfiniteTimeSpan);
    }

    private void GoOn()
    {
        if (_paused || _held is not { } held || State == ChannelState.Closed) return;
        _held = null;
        Receiver?.Received(held.Written);
        SayStatus();
    }

    private void Leave(ChannelState state)
    {
        State = state;
        _status.Dispose();
        _goOn?.Dispose();
        _held = null;
        _waiting.Clear();
        _gone = 0;
    }

    private void Gone()
    {
        Leave(ChannelState.Closed);
        _command.Dispose();
        _multiplexer.Forget(this);
    }
}
