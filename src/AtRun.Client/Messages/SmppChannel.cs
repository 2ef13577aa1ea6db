using AtRun.Protocol.Links;
using AtRun.Protocol.Sms;
using AtRun.Transport;
using AtRun.Transport.Smpp;

namespace AtRun.Client.Messages;

/// <summary>The message service through an SMPP account: bound as a transceiver, and again by itself when the connection is lost. On the loop.</summary>
/// <remarks>What is sent while there is no connection waits for the next one; what is sent to a centre that is full or throttles is sent again, after pauses.</remarks>
public sealed class SmppChannel : ISmsChannel, ISmppUser
{
    /// <summary>Before the first, second... attempt to bind again; the last repeats.</summary>
    internal static readonly TimeSpan[] RebindPauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)];

    /// <summary>Before a message that the centre had no room for is sent again; the last repeats.</summary>
    internal static readonly TimeSpan[] FullPauses = [TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)];

    /// <summary>A centre that has no room for so long has none.</summary>
    internal static readonly TimeSpan FullPatience = TimeSpan.FromMinutes(2);

    private readonly Func<Func<ILink, ILinkReceiver>, CancellationToken, Task> _dial;
    private readonly TimeProvider _time;
    private readonly ConnectOptions _options;
    private readonly SmppReports _reports = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly Queue<TaskCompletionSource> _turns = new();

    // Not asynchronously: WaitAsync would go on on another thread. It is the last thing that happens where it is set.
    private TaskCompletionSource _bound = new();
    private SmppSession? _session;
    private string? _over;
    private int _freeTurns;
    private long _takenAt;
    private long _mayGoAt;
    private int _reference;

    private SmppChannel(SmppAccount account, Func<Func<ILink, ILinkReceiver>, CancellationToken, Task> dial, ConnectOptions options, TimeProvider time)
    {
        (Account, _dial, _options, _time) = (account, dial, options, time);
        _freeTurns = account.Window;
    }

    public event Action<SmsDeliver>? Received;

    public event Action<SmsStatusReport>? Reported;

    public event Action<string>? Ended;

    public SmppAccount Account { get; }

    bool ISmsChannel.HasCentreTimes => false;

    /// <summary>Connected and bound now.</summary>
    public bool IsBound => _session is not null;

    /// <summary>Connects and binds.</summary>
    /// <exception cref="UnreachableException">No such host, nobody listens, or nobody answers.</exception>
    /// <exception cref="NotAdmittedException">The centre refuses the bind.</exception>
    public static Task<SmppChannel> Open(EventLoop loop, SmppAccount account, ConnectOptions? options, CancellationToken stop)
    {
        options ??= new();
        return Open(account, (receiver, dialStop) => Dial.Tcp(loop, account.Host, account.Port, account.ToString(), options.ConnectTimeout, receiver, null, dialStop), options, loop.Time, stop);
    }

    /// <param name="dial">Makes a connection; throws <see cref="UnreachableException"/>.</param>
    internal static async Task<SmppChannel> Open(SmppAccount account, Func<Func<ILink, ILinkReceiver>, CancellationToken, Task> dial, ConnectOptions options, TimeProvider time, CancellationToken stop)
    {
        var channel = new SmppChannel(account, dial, options, time);
        await channel.Bind(stop);
        return channel;
    }

    public async Task Send(SmsSubmit message, CancellationToken stop)
    {
        var submit = SmppSubmit.Of(message, Account.From, _time.GetUtcNow());
        await Turn(stop);
        try
        {
            var begun = _time.GetTimestamp();
            for (var attempt = 0; ; attempt++)
            {
                var answer = await Submit(submit, stop);
                if (answer.Status.IsOk)
                {
                    _takenAt = _time.GetTimestamp();
                    if (message.StatusReportRequest && answer is SmppMessageAnswer { MessageId: var id } && _reports.Sent(id, message) is { } early) Reported?.Invoke(early);
                    return;
                }
                if (answer.Status != SmppStatus.Throttled && answer.Status != SmppStatus.QueueFull) throw new NotRunException($"{Account} does not take the message: {answer.Status}.");
                if (_time.GetElapsedTime(Math.Max(begun, _takenAt)) >= FullPatience) throw new NotRunException($"{Account} has no room for the message: {answer.Status}.");
                // Not this message alone: all of them go too fast.
                _mayGoAt = _time.GetTimestamp() + (long)(FullPauses[Math.Min(attempt, FullPauses.Length - 1)].TotalSeconds * _time.TimestampFrequency);
            }
        }
        finally
        {
            NextTurn();
        }
    }

    /// <summary>Takes leave of the centre and closes; what waits is not sent.</summary>
    public void Close()
    {
        if (_over is not null) return;
        Over("the channel was closed.");
        _ = _session?.Unbind();
        _session = null;
    }

    void ISmppUser.Asked(SmppSession session, SmppPdu request)
    {
        if (request is not SmppMessage message) return;
        // What arrives is in our hands once it is answered, and whoever is told has it before.
        if (message.IsReceipt)
        {
            session.Answer(message, SmppMessageAnswer.To(message));
            if (_reports.Arrived(message) is { } report) Reported?.Invoke(report);
            return;
        }
        var status = SmppContent.Read(message, _reference++ & 0xFF, out var coding, out var parts);
        session.Answer(message, status.IsOk ? SmppMessageAnswer.To(message) : SmppPlain.Response(message, status));
        foreach (var part in parts)
            Received?.Invoke(new()
            {
                Originator = message.Source.ToSms(),
                ProtocolId = message.ProtocolId,
                Coding = coding,
                ReplyPath = (message.EsmClass & SmppMessage.ReplyPath) != 0,
                Time = SmsTimestamp.Of(_time.GetUtcNow()),
                UserData = part,
            });
    }

    void ISmppUser.Ended(SmppSession session, string why)
    {
        if (session != _session) return;
        _session = null;
        _bound = new();
        if (_over is null) BindAgain();
    }

    /// <summary>Waits until fewer messages than the window are under way.</summary>
    private async Task Turn(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (_freeTurns > 0)
        {
            _freeTurns--;
            return;
        }
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _turns.Enqueue(turn);
        using var cancelled = stop.UnsafeRegister(_ => turn.TrySetCanceled(stop), null);
        await turn.Task;
    }

    private void NextTurn()
    {
        while (_turns.TryDequeue(out var turn))
            if (turn.TrySetResult()) return;
        _freeTurns++;
    }

    /// <summary>The centre's answer to a message; for that there may have to be a connection first.</summary>
    private async Task<SmppPdu> Submit(SmppMessage submit, CancellationToken stop)
    {
        while (true)
        {
            var session = await Free(stop);
            try
            {
                return await session.Request(submit, stop);
            }
            catch (SmppException e) when (e.Failure == SmppFailure.NotSent)
            {
                // With the next session, then.
            }
            catch (SmppException e)
            {
                var because = e.Failure switch { SmppFailure.TimedOut => UnknownBecause.TimedOut, SmppFailure.Cancelled => UnknownBecause.Cancelled, _ => UnknownBecause.Disconnected };
                throw new EffectUnknownException("submit_sm", because, [], $"A message was sent to {Account}, and whether it was taken is not known: {e.Message}");
            }
        }
    }

    /// <summary>The session, once there is one and the pause that the centre wants is over.</summary>
    private async Task<SmppSession> Free(CancellationToken stop)
    {
        while (true)
        {
            if (_over is not null) throw new NotRunException($"The message was not sent: {_over}");
            if (_session is null)
            {
                await _bound.Task.WaitAsync(stop);
                continue;
            }
            var left = _mayGoAt - _time.GetTimestamp();
            if (left <= 0) return _session;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _closed.Token);
            try
            {
                await Task.Delay(TimeSpan.FromSeconds((double)left / _time.TimestampFrequency), _time, either.Token);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                // Closed.
            }
        }
    }

    private async Task Bind(CancellationToken stop)
    {
        SmppSession session = null!;
        await _dial(link => session = new SmppSession(link, SmppRole.Esme, this, new SmppSessionOptions
        {
            Window = Account.Window,
            ResponseTimeout = _options.LoginTimeout,
            BindTimeout = _options.ConnectTimeout + _options.LoginTimeout,
            Time = _time,
        }), stop);
        SmppPdu answer;
        try
        {
            answer = await session.Request(new SmppBind { Command = SmppCommand.BindTransceiver, SystemId = Account.SystemId, Password = Account.Password }, stop);
        }
        catch (SmppException e)
        {
            session.Close();
            throw new UnreachableException($"{Account} took the connection and does not answer the bind: {e.Message}", e);
        }
        catch
        {
            session.Close();
            throw;
        }
        if (!answer.Status.IsOk)
        {
            session.Close();
            throw new NotAdmittedException($"{Account} refuses the bind: {answer.Status}.");
        }
        // Between the answer and now it may have been lost again, or we were closed.
        if (session.State == SmppState.Over || _over is not null)
        {
            session.Close();
            throw new UnreachableException($"{Account} ended the session after the bind.");
        }
        _session = session;
        _bound.TrySetResult();
    }

    private async void BindAgain()
    {
        for (var attempt = 0; _over is null; attempt++)
        {
            try
            {
                await Task.Delay(RebindPauses[Math.Min(attempt, RebindPauses.Length - 1)], _time, _closed.Token);
                await Bind(_closed.Token);
                return;
            }
            catch (NotAdmittedException e)
            {
                Over(e.Message);
                Ended?.Invoke(e.Message);
            }
            catch (UnreachableException)
            {
                // Perhaps next time.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Over(string why)
    {
        _over = why;
        _closed.Cancel();
        _bound.TrySetResult();
    }
}
