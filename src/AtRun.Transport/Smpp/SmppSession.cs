using AtRun.Protocol;
using AtRun.Protocol.Links;

namespace AtRun.Transport.Smpp;

/// <summary>One side of an SMPP 3.4 session over an open link: states, sequence numbers, window, timers (SMPP 3.4 §2.2, §7.2).</summary>
/// <remarks>
/// All calls come on the thread that owns the link. Whatever the peer sends, what is held is bounded: a PDU has <see cref="SmppPdu.MaxLength"/> octets at most,
/// and a peer that does not take its answers is not read from.
/// </remarks>
public sealed class SmppSession : ILinkReceiver
{
    /// <summary>Octets that the peer has not taken, beyond which nothing more is read from it.</summary>
    private const int MaxUnsent = 256 * 1024;

    private const uint LastSequence = 0x7FFFFFFF;

    private static readonly TimeSpan Never = TimeSpan.MaxValue;

    private readonly ILink _link;
    private readonly ISmppUser _user;
    private readonly SmppSessionOptions _options;
    private readonly long _start;
    private readonly ITimer _timer;
    private readonly OctetBuffer _rest = new(0);
    private readonly OctetBuffer _out = new(512);
    private readonly LinkedList<Pending> _waiting = new();
    private readonly LinkedList<Pending> _sent = new();
    private readonly Dictionary<uint, Pending> _bySequence = [];
    private uint _sequence;
    private int _inWindow;
    private TimeSpan _heardAt;
    private TimeSpan _armed = Never;
    private long _octetsSent;
    private Pending? _enquiry;
    private Pending? _leave;
    private TaskCompletionSource? _unbinding;
    private string? _over;

    public SmppSession(ILink link, SmppRole role, ISmppUser user, SmppSessionOptions? options = null)
    {
        _options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Window, 1, nameof(options));
        (_link, _user, Role) = (link, user, role);
        _start = _options.Time.GetTimestamp();
        _timer = _options.Time.CreateTimer(static me => ((SmppSession)me!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm();
    }

    public SmppRole Role { get; }

    public SmppState State { get; private set; } = SmppState.Open;

    /// <summary>Requests that have no answer yet, sent or waiting for the window.</summary>
    public int Outstanding => _sent.Count + _waiting.Count;

    private TimeSpan Now => _options.Time.GetElapsedTime(_start);

    /// <summary>Sends a request, once the window has room, and waits for its response, which may be an error or a generic_nack.</summary>
    /// <exception cref="SmppException">There is no response.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before it was sent.</exception>
    public Task<SmppPdu> Request(SmppPdu request, CancellationToken stop = default)
    {
        if (stop.IsCancellationRequested) return Task.FromCanceled<SmppPdu>(stop);
        if (_over is not null || _unbinding is not null) return Task.FromException<SmppPdu>(new SmppException(SmppFailure.NotSent, _over ?? "the session is being ended."));
        if (!Allows(Role, request.Command)) return Task.FromException<SmppPdu>(new SmppException(SmppFailure.NotSent, $"{SmppCommandInfo.NameOf(request.Command)} is not possible in this state of the session."));
        var pending = new Pending(request);
        pending.Place = _waiting.AddLast(pending);
        if (stop.CanBeCanceled) pending.Cancellation = stop.UnsafeRegister(_ => Cancel(pending), null);
        SendWaiting();
        return pending.Task;
    }

    /// <summary>Sends a request that has no response: outbind, alert_notification.</summary>
    public void Tell(SmppPdu notice)
    {
        if (_over is null && Allows(Role, notice.Command)) Send(notice, NextSequence());
    }

    /// <summary>Answers a request of the peer; a bind that is accepted makes the session bound.</summary>
    public void Answer(SmppPdu request, SmppPdu response)
    {
        if (_over is not null) return;
        if (Role == SmppRole.Centre && State == SmppState.Open && request.Command.IsBind() && response.Status.IsOk) State = BoundBy(request.Command);
        Send(response, request.Sequence);
    }

    /// <summary>Takes leave: unbind, its answer, close. Complete when the session is over; it waits for <see cref="SmppSessionOptions.EnquireTimeout"/> at most.</summary>
    public Task Unbind()
    {
        if (_over is not null) return Task.CompletedTask;
        if ((State & SmppState.Bound) == 0)
        {
            Close();
            return Task.CompletedTask;
        }
        if (_unbinding is null)
        {
            _unbinding = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _leave = new(SmppPlain.Unbind);
            Transmit(_leave, _options.EnquireTimeout);
        }
        return _unbinding.Task;
    }

    /// <summary>Ends the session and closes the link.</summary>
    public void Close() => End("the session was closed.", tell: false);

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        if (_over is not null) return;
        if (_rest.Count > 0)
        {
            _rest.Add(octets);
            octets = _rest.Written;
        }
        var left = octets;
        while (_over is null)
        {
            var found = SmppCodec.Read(left, out var consumed);
            if (found.Outcome == SmppOutcome.Incomplete) break;
            left = left[consumed..];
            Take(found);
        }
        if (_over is not null) return;
        if (_rest.Count > 0) _rest.Remove(octets.Length - left.Length);
        else if (!left.IsEmpty) _rest.Add(left);
    }

    void ILinkReceiver.Drained() => _link.Paused = false;

    void ILinkReceiver.Ended(LinkEnd how) => End(how == LinkEnd.Finished ? "the peer closed the connection." : "the connection broke.", tell: true);

    private void Take(SmppFound found)
    {
        _heardAt = Now;
        var (command, sequence) = (found.Header.Command, found.Header.Sequence);
        switch (found.Outcome)
        {
            case SmppOutcome.BadLength:
                // Of a PDU that cannot be told the number is 0 (SMPP 3.4 §4.3.1).
                Send(new SmppPlain { Command = SmppCommand.GenericNack, Status = SmppStatus.InvalidCommandLength }, 0);
                End($"the peer sent no PDU: {found.Error}.", tell: true);
                break;
            case SmppOutcome.BadBody when command.IsResponse():
                if (Matching(command, sequence) is { } asked) Fail(asked, new SmppException(SmppFailure.Garbled, $"{SmppCommandInfo.NameOf(command)} cannot be read: {found.Error}."));
                break;
            case SmppOutcome.BadBody:
                Refuse(command, sequence, SmppCodec.StatusOf(found.Error));
                break;
            case SmppOutcome.Pdu when command.IsResponse():
                Answered(found.Pdu!);
                break;
            case SmppOutcome.Pdu:
                Asked(found.Pdu!);
                break;
        }
    }

    private void Asked(SmppPdu request)
    {
        var info = SmppCommandInfo.Find(request.Command);
        if (info is null) Send(new SmppPlain { Command = SmppCommand.GenericNack, Status = SmppStatus.InvalidCommand }, request.Sequence);
        else if (!Allows(Role == SmppRole.Esme ? SmppRole.Centre : SmppRole.Esme, request.Command))
            Refuse(request.Command, request.Sequence, request.Command.IsBind() && State != SmppState.Open ? SmppStatus.AlreadyBound : SmppStatus.InvalidBindStatus);
        else if (request.Command == SmppCommand.EnquireLink) Send(SmppPlain.Response(request, SmppStatus.Ok), request.Sequence);
        else if (request.Command == SmppCommand.Unbind)
        {
            Send(SmppPlain.Response(request, SmppStatus.Ok), request.Sequence);
            End("the peer ended the session.", tell: true);
        }
        else _user.Asked(this, request);
    }

    // What nobody asked for, or not any more, is let pass.
    private void Answered(SmppPdu response)
    {
        if (Matching(response.Command, response.Sequence) is not { } asked) return;
        Forget(asked);
        if (asked == _leave)
        {
            End("the session was ended.", tell: false);
            return;
        }
        if (Role == SmppRole.Esme && State == SmppState.Open && asked.Request.Command.IsBind() && response.Status.IsOk) State = BoundBy(asked.Request.Command);
        asked.TrySetResult(response);
        SendWaiting();
        Arm();
    }

    /// <summary>The request that a response belongs to; a generic_nack belongs to any.</summary>
    private Pending? Matching(SmppCommand response, uint sequence) =>
        _bySequence.TryGetValue(sequence, out var asked) && (response == SmppCommand.GenericNack || response == asked.Request.Command.Response()) ? asked : null;

    private bool Allows(SmppRole sender, SmppCommand command) =>
        SmppCommandInfo.Find(command) is { } info && ((sender == SmppRole.Esme ? info.FromEsme : info.FromCentre) & State) != 0;

    private static SmppState BoundBy(SmppCommand bind) => bind switch
    {
        SmppCommand.BindTransmitter => SmppState.Transmitter,
        SmppCommand.BindReceiver => SmppState.Receiver,
        _ => SmppState.Transceiver,
    };

    private void Refuse(SmppCommand request, uint sequence, SmppStatus status)
    {
        if (SmppCommandInfo.Find(request) is { Answered: true }) Send(new SmppPlain { Command = request.Response(), Status = status }, sequence);
        else Send(new SmppPlain { Command = SmppCommand.GenericNack, Status = status }, sequence);
    }

    private void SendWaiting()
    {
        while (_over is null && _inWindow < _options.Window && _waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            first.Value.Place = _sent.AddLast(first.Value);
            _inWindow++;
            Transmit(first.Value, _options.ResponseTimeout);
        }
    }

    private void Transmit(Pending pending, TimeSpan timeout)
    {
        do pending.Sequence = NextSequence();
        while (_bySequence.ContainsKey(pending.Sequence));
        pending.IsSent = true;
        pending.From = _octetsSent;
        pending.Due = Now + timeout;
        _bySequence.Add(pending.Sequence, pending);
        Send(pending.Request, pending.Sequence);
        Arm();
    }

    private uint NextSequence() => _sequence = _sequence == LastSequence ? 1 : _sequence + 1;

    private void Send(SmppPdu pdu, uint sequence)
    {
        _out.Clear();
        SmppCodec.Write(pdu, sequence, _out);
        _octetsSent += _out.Count;
        _link.Send(_out.Written);
        if (_link.Unsent > MaxUnsent) _link.Paused = true;
    }

    private void Forget(Pending pending)
    {
        pending.Cancellation.Unregister();
        if (pending.IsSent) _bySequence.Remove(pending.Sequence);
        if (pending == _enquiry) _enquiry = null;
        if (pending.Place is not { } place) return;
        if (pending.IsSent) _inWindow--;
        place.List!.Remove(place);
        pending.Place = null;
    }

    private void Fail(Pending pending, Exception why)
    {
        Forget(pending);
        pending.TrySetException(why);
        SendWaiting();
        Arm();
    }

    private void Cancel(Pending pending)
    {
        if (pending.Task.IsCompleted) return;
        // The answer to one that has left is still to come: its place in the window stays taken.
        if (pending.IsSent)
        {
            pending.TrySetException(new SmppException(SmppFailure.Cancelled, "cancelled."));
            return;
        }
        Forget(pending);
        pending.TrySetCanceled();
    }

    // One timer for all: it is set for what is due first, and moved when something earlier comes.
    private void Arm()
    {
        if (_over is not null || NextDue() is var due && due >= _armed) return;
        _armed = due;
        var left = due - Now;
        _timer.Change(left < TimeSpan.Zero ? TimeSpan.Zero : left, Timeout.InfiniteTimeSpan);
    }

    // Requests are due in the order in which they were sent.
    private TimeSpan NextDue()
    {
        var due = State == SmppState.Open ? _options.BindTimeout : _enquiry is null && _leave is null ? _heardAt + _options.EnquireInterval : Never;
        return Earlier(Earlier(Earlier(due, _sent.First?.Value), _enquiry), _leave);

        static TimeSpan Earlier(TimeSpan due, Pending? pending) => pending is not null && pending.Due < due ? pending.Due : due;
    }

    private void Tick()
    {
        _armed = Never;
        var now = Now;
        if (_over is null && State == SmppState.Open && now >= _options.BindTimeout) End("there was no bind in time.", tell: true);
        if (_leave?.Due <= now) End("the peer did not answer the unbind.", tell: false);
        if (_enquiry?.Due <= now) End($"the peer does not answer: no sign of life within {_options.EnquireTimeout.TotalSeconds:0.###} s.", tell: true);
        while (_over is null && _sent.First is { } first && first.Value.Due <= now)
            Fail(first.Value, new SmppException(SmppFailure.TimedOut, $"{SmppCommandInfo.NameOf(first.Value.Request.Command)} had no answer within {_options.ResponseTimeout.TotalSeconds:0.###} s."));
        if (_over is null && _enquiry is null && _leave is null && (State & SmppState.Bound) != 0 && now >= _heardAt + _options.EnquireInterval)
        {
            _enquiry = new(SmppPlain.EnquireLink);
            Transmit(_enquiry, _options.EnquireTimeout);
        }
        Arm();
    }

    private void End(string why, bool tell)
    {
        if (_over is not null) return;
        _over = why;
        State = SmppState.Over;
        _timer.Dispose();
        var left = _octetsSent - _link.Unsent;
        _link.Close();
        foreach (var pending in _sent) GiveUp(pending, sent: pending.From < left);
        foreach (var pending in _waiting) GiveUp(pending, sent: false);
        _sent.Clear();
        _waiting.Clear();
        _bySequence.Clear();
        _unbinding?.TrySetResult();
        if (tell) _user.Ended(this, why);

        void GiveUp(Pending pending, bool sent)
        {
            pending.Cancellation.Unregister();
            pending.TrySetException(new SmppException(sent ? SmppFailure.Lost : SmppFailure.NotSent, why));
            // Whoever asked may have left.
            _ = pending.Task.Exception;
        }
    }

    // Whoever waits goes on after the octets at hand have been dealt with.
    private sealed class Pending(SmppPdu request) : TaskCompletionSource<SmppPdu>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public SmppPdu Request { get; } = request;

        public uint Sequence { get; set; }
        public bool IsSent { get; set; }
        public TimeSpan Due { get; set; }

        /// <summary>Octets sent before its first one.</summary>
        public long From { get; set; }

        /// <summary>Among those that wait, then among those in the window; a sign of life and taking leave have none.</summary>
        public LinkedListNode<Pending>? Place { get; set; }

        public CancellationTokenRegistration Cancellation { get; set; }
    }
}
