using System.Net;
using AtRun.Protocol.Responses;

namespace AtRun.Client.Listening;

/// <summary>Where a module stands that has dialled in.</summary>
public enum ModuleState
{
    /// <summary>Its connection is gone; it may come back.</summary>
    Away,

    /// <summary>It is connected, and the conversation is being begun, or found again after an answer that did not come.</summary>
    Synchronising,

    /// <summary>Commands can be run.</summary>
    Idle,

    /// <summary>A command is running.</summary>
    Busy,

    /// <summary>After CONNECT: what is sent is data.</summary>
    Online,
}

/// <summary>
/// A module that has dialled in, known by its IMEI, whichever connection it has. Commands wait while it is busy or away and go on over
/// its next connection. One whose answer was lost is never sent again: it ends in <see cref="EffectUnknownException"/>.
/// </summary>
/// <remarks>All calls come on the loop of the listener.</remarks>
public sealed class RemoteModule : IInteractiveSession
{
    private readonly ModuleListener _listener;
    private LinkedList<Job>? _queue;
    private Expiry? _expiry;
    private bool _running;
    private bool _keepingAlive;
    private string? _over;

    internal RemoteModule(ModuleListener listener, string imei) => (_listener, Imei, Since) = (listener, imei, listener.Time.GetUtcNow());

    /// <inheritdoc/>
    public event Action<ResponseItem>? Heard;

    /// <inheritdoc/>
    public event Action<ResponseItem>? Unsolicited;

    /// <summary>Its connection is gone; the text says why. It may come back.</summary>
    public event Action<string>? Lost;

    /// <summary>It is there again.</summary>
    public event Action? Back;

    /// <summary>It is known no more: the listener has been closed, or it has been away for too long.</summary>
    public event Action<string>? Ended;

    /// <summary>15 digits; 16 where a module tells the version of its software with it.</summary>
    public string Imei { get; }

    public ModuleIdentity Identity { get; internal set; } = ModuleIdentity.Unknown;

    /// <summary>Where it came from, last.</summary>
    public IPEndPoint Peer { get; internal set; } = new(IPAddress.None, 0);

    /// <summary>It is connected, or away, since then.</summary>
    public DateTimeOffset Since { get; internal set; }

    /// <summary>How often it has connected.</summary>
    public int Connections { get; internal set; }

    /// <summary>Idle timeout of the module's socket in seconds (TCP-16); 0: none; null: not known.</summary>
    public int? IdleTimeout { get; internal set; }

    /// <summary>The command that runs, or ran last.</summary>
    public string? LastCommand { get; private set; }

    /// <summary>Commands that wait.</summary>
    public int Queued => _queue?.Count ?? 0;

    public ModuleState State =>
        Connection is null ? ModuleState.Away : Connection.Session is null || !IsReady ? ModuleState.Synchronising : IsOnline ? ModuleState.Online : _running && !_keepingAlive ? ModuleState.Busy : ModuleState.Idle;

    /// <summary>Commands are taken; while it is away they wait.</summary>
    public bool IsOpen => _over is null;

    /// <inheritdoc/>
    public bool IsOnline => Connection?.Session?.IsOnline == true;

    internal ModuleConnection? Connection { get; private set; }

    /// <summary>What else ends with it.</summary>
    internal Action? Forgotten { get; set; }

    /// <summary>It has been identified on this connection: its commands may go.</summary>
    internal bool IsReady { get; private set; }

    /// <summary>Those who listen to events know of it.</summary>
    internal bool IsIntroduced { get; set; }

    /// <inheritdoc/>
    public Task<AtResponse> Execute(AtRequest request, CancellationToken stop = default)
    {
        if (stop.IsCancellationRequested) return Task.FromCanceled<AtResponse>(stop);
        if (WhyNot() is { } why) return Task.FromException<AtResponse>(new NotRunException($"{request.Command} was not sent: {why}"));
        var job = new Job(request, stop);
        if (stop.CanBeCanceled) job.Cancellation = stop.UnsafeRegister(_ => Cancel(job), null);
        job.Place = (_queue ??= new()).AddLast(job);
        Pump();
        return job.Task;
    }

    /// <inheritdoc/>
    public void SendData(ReadOnlySpan<byte> octets) => Connection?.Session?.SendData(octets);

    /// <inheritdoc/>
    public async Task<AtResponse> Escape(TimeSpan timeout, CancellationToken stop = default)
    {
        if (Connection?.Session is not { } session) throw new NotRunException($"{Imei} is away.");
        try
        {
            return await session.Escape(timeout, stop);
        }
        finally
        {
            Pump();
        }
    }

    /// <inheritdoc/>
    public void Abort() => Connection?.Session?.Abort();

    /// <summary>Closes its connection and forgets it. The module's service stays as it is: it may dial again (TCP-15).</summary>
    public void Close() => _listener.Forget(this, "the session was closed.", tell: false);

    public override string ToString() => Identity.Product is { } product ? $"{Imei} ({product})" : Imei;

    internal void Connected(ModuleConnection connection)
    {
        Remembered();
        (Connection, IsReady, Peer, Since) = (connection, false, connection.Peer, _listener.Time.GetUtcNow());
        Connections++;
    }

    internal void Ready()
    {
        IsReady = true;
        KeepWatch();
        Pump();
    }

    internal void Gone()
    {
        (Connection, IsReady, Since) = (null, false, _listener.Time.GetUtcNow());
        _listener.Wheel.Set(_expiry = new Expiry(this), _listener.Wheel.Now + (long)_listener.Options.Remember.TotalMilliseconds);
    }

    /// <summary>It is known no more.</summary>
    internal void End(string why, bool tell)
    {
        if (_over is not null) return;
        _over = why;
        Remembered();
        (Connection, IsReady) = (null, false);
        var waiting = _queue;
        _queue = null;
        foreach (var job in waiting ?? [])
        {
            job.Place = null;
            job.Cancellation.Unregister();
            job.TrySetException(new NotRunException($"{job.Request.Command} was not sent: {why}"));
        }
        if (tell) Ended?.Invoke(why);
        Forgotten?.Invoke();
    }

    internal void TellLost(string why) => Lost?.Invoke(why);

    internal void TellBack() => Back?.Invoke();

    internal void TellUnsolicited(ResponseItem item)
    {
        Unsolicited?.Invoke(item);
        _listener.TellUnsolicited(this, item);
    }

    internal void TellHeard(ResponseItem item) => Heard?.Invoke(item);

    /// <summary>The deadline of its connection has come: where nothing was heard for long, the link is kept alive (TCP-16) and tried (TCP-17).</summary>
    internal void Idle(ModuleConnection connection)
    {
        if (connection != Connection) return;
        if (_running || !IsReady || IsOnline || connection.LastHeard + Interval > _listener.Wheel.Now) KeepWatch();
        else KeepAlive(connection);
    }

    /// <summary>Milliseconds of silence that are let pass.</summary>
    private long Interval => (long)(_listener.Options.KeepAlive
        ?? (IdleTimeout is > 0 and var seconds ? TimeSpan.FromSeconds(Math.Max(1, seconds / 2.0)) : ModuleListenerOptions.UsualKeepAlive)).TotalMilliseconds;

    private void KeepWatch()
    {
        if (Connection is not { Session: not null } connection || !IsReady) return;
        var now = _listener.Wheel.Now;
        _listener.Wheel.Set(connection, Math.Max(_running || IsOnline ? now : connection.LastHeard, now - Interval + 1) + Interval);
    }

    private async void KeepAlive(ModuleConnection connection)
    {
        _running = _keepingAlive = true;
        connection.IsLastChance(true);
        try
        {
            await connection.Session!.Execute(_listener.KeepAliveRequest);
        }
        catch (AtRunException)
        {
            // The connection is closed by now.
        }
        finally
        {
            connection.IsLastChance(false);
            _running = _keepingAlive = false;
        }
        KeepWatch();
        Pump();
    }

    private void Remembered()
    {
        if (_expiry is not null) _listener.Wheel.Clear(_expiry);
        _expiry = null;
    }

    private string? WhyNot() =>
        _over ?? (IsOnline ? "the module is in the online data state." : Queued >= _listener.Options.MaxQueue ? $"{Queued} commands wait for this module already." : null);

    private void Pump()
    {
        if (_running || !IsReady || IsOnline || Connection?.Session is not { } session || _queue?.First is not { Value: var job }) return;
        _queue.RemoveFirst();
        if (_queue.Count == 0) _queue = null;
        job.Place = null;
        LastCommand = job.Request.Command;
        _running = true;
        Run(session, job);
    }

    private async void Run(AtSession session, Job job)
    {
        try
        {
            var response = await session.Execute(job.Request, job.Stop);
            Finish(job).TrySetResult(response);
        }
        catch (NotRunException) when (_over is null)
        {
            // Nothing of it has left: it is the first to go over the next connection.
            if (job.Stop.IsCancellationRequested) Finish(job).TrySetCanceled();
            else job.Place = (_queue ??= new()).AddFirst(job);
        }
        catch (OperationCanceledException)
        {
            Finish(job).TrySetCanceled();
        }
        catch (AtRunException e)
        {
            Finish(job).TrySetException(e);
        }
        _running = false;
        Pump();
    }

    private static Job Finish(Job job)
    {
        job.Cancellation.Unregister();
        return job;
    }

    private void Cancel(Job job)
    {
        // What is under way is cancelled by its session.
        if (job.Place is not { } place) return;
        job.Place = null;
        place.List?.Remove(place);
        job.TrySetCanceled();
    }

    // Whoever waits goes on after the octets at hand have been dealt with.
    private sealed class Job(AtRequest request, CancellationToken stop) : TaskCompletionSource<AtResponse>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public AtRequest Request { get; } = request;
        public CancellationToken Stop { get; } = stop;
        public LinkedListNode<Job>? Place { get; set; }
        public CancellationTokenRegistration Cancellation { get; set; }
    }

    /// <summary>How long it is remembered.</summary>
    private sealed class Expiry(RemoteModule module) : WheelItem
    {
        internal override void Elapsed() => module._listener.Forget(module, $"the module has been away for {module._listener.Options.Remember.TotalMinutes:0.#} minutes.", tell: true);
    }
}
