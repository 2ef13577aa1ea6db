using System.Net;
using System.Net.Sockets;
using AtRun.Module.Instances;
using AtRun.Module.Ip.Servers;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;
using AtRun.Protocol.Results;

namespace AtRun.Module.Ip.Ftp;

/// <summary>One file or list, and the data connection that carries it. It is over when the connection has ended and the server has said how it went.</summary>
internal abstract class FtpTransfer(RunningModule module, FtpSession session, AtInstance instance) : IOnlineChannel, ILinkReceiver
{
    private readonly TaskCompletionSource<bool> _connection = new();
    private ILink? _link;
    private ITimer? _limit;
    private bool _begun;
    private bool _closed;

    protected AtInstance Instance => instance;

    /// <summary>The data connection; null: there is none yet.</summary>
    protected ILink? Link => _link;

    /// <summary>Nothing more comes over the data connection, and nothing more goes there.</summary>
    protected bool DataOver { get; private set; }

    /// <summary>How the server says it went; null: it has not said yet.</summary>
    protected ServerReply? Outcome { get; private set; }

    /// <summary>Nothing more is to be expected of the server.</summary>
    protected bool IsSettled { get; private set; }

    EscapeRule IOnlineChannel.Escape => EscapeRule.PacketGuard;

    bool IOnlineChannel.HoldsEscape => true;

    public virtual bool Congested => false;

    /// <summary>The server connects; null: it has done so already.</summary>
    public ILinkReceiver? Offer(ILink link)
    {
        if (_link is not null || _closed) return null;
        _link = link;
        _connection.TrySetResult(true);
        return this;
    }

    /// <summary>The module connects; false: the server does not take it.</summary>
    public async ValueTask<bool> Connect(IInternet internet, IPAddress local, IPEndPoint remote, TimeSpan limit, CancellationToken stop)
    {
        try
        {
            _link = internet.Connect(local, remote, _ => this, error => _connection.TrySetResult(error == SocketError.Success));
            return await _connection.Task.WaitAsync(limit, module.World.Time, stop);
        }
        catch (Exception failure) when (failure is TimeoutException or SocketException)
        {
            return false;
        }
    }

    /// <summary>Waits for the server to have connected.</summary>
    public async ValueTask<bool> HasConnection(TimeSpan limit, CancellationToken stop)
    {
        try
        {
            return await _connection.Task.WaitAsync(limit, module.World.Time, stop);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>The server was told to begin and has not said yet how it went.</summary>
    public bool AwaitsOutcome => _begun && Outcome is null;

    /// <summary>A reply came: true if it is about this, and not the answer to a command that was sent meanwhile.</summary>
    /// <param name="reply">What the server says.</param>
    /// <param name="asked">Somebody waits for the answer of a command.</param>
    public bool Takes(ServerReply reply, bool asked)
    {
        if (reply.IsPreliminary)
        {
            var again = _begun;
            _begun = true;
            return again;
        }
        if (!AwaitsOutcome || (asked && !IsOfTransfers(reply.Code))) return false;
        Outcome = reply;
        // A server that refuses sends nothing more; of one that is content not all may have arrived.
        if (reply.IsRefusal)
        {
            _connection.TrySetResult(false);
            EndData();
        }
        Settled();
        return true;
    }

    /// <summary>The session is over: so is this, once what has come is taken.</summary>
    public void SessionEnded()
    {
        _connection.TrySetResult(false);
        EndData();
        Settled();
    }

    /// <summary>Ends the data connection: nobody is told.</summary>
    public void Close()
    {
        _closed = true;
        _limit?.Dispose();
        EndData();
        Forget();
    }

    public abstract void FromTerminal(ReadOnlySpan<byte> octets);

    public abstract void TerminalDrained();

    public virtual void Joined() => Look();

    public abstract FinalResult Escaped();

    public abstract void Abandoned();

    public abstract void Received(ReadOnlySpan<byte> octets);

    public virtual void Drained() { }

    public void Ended(LinkEnd how)
    {
        EndData();
        AwaitOutcome();
        Look();
    }

    /// <summary>Looks whether it is over.</summary>
    protected abstract void Look();

    /// <summary>What is kept is of no use any more.</summary>
    protected virtual void Forget() { }

    /// <summary>The data connection is closed from this side; what it has not sent is lost.</summary>
    protected void EndData()
    {
        DataOver = true;
        _link?.Close();
    }

    /// <summary>From now on the server has its time to say how it went.</summary>
    protected void AwaitOutcome()
    {
        if (!IsSettled) Within(session.Limit, Settled);
    }

    /// <summary>Does something in a while, unless something else is to be done by then.</summary>
    protected void Within(TimeSpan span, Action what)
    {
        _limit?.Dispose();
        if (!_closed) _limit = module.World.Time.CreateTimer(static w => ((Action)w!)(), what, span, Timeout.InfiniteTimeSpan);
    }

    protected TimeSpan Limit => session.Limit;

    /// <summary>It is over: the terminal is told, if it waits for that.</summary>
    protected void Finish(bool tell)
    {
        if (_closed) return;
        session.End(this);
        if (tell && module.IsOn) instance.GoOffline(FinalResult.NoCarrier);
    }

    /// <summary>Replies that no other command has (RFC 959 §5.4).</summary>
    private static bool IsOfTransfers(int code) => code is 225 or 226 or 425 or 426 or 451 or 452 or 551 or 552;

    private void Settled()
    {
        IsSettled = true;
        Look();
    }
}
