using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>Accepts connections on an <see cref="EventLoop"/>. Disposing of it stops listening; accepted links live on.</summary>
public abstract class LinkListener : IDisposable, IEventTarget
{
    /// <summary>Connections accepted per wakeup, so that links get their turn in a storm.</summary>
    private const int AcceptBatch = 64;

    /// <summary>How long it waits for a descriptor when there is none left and no link closes, on the wall's clock.</summary>
    private static readonly TimeSpan RetryTime = TimeSpan.FromMilliseconds(100);

    private ITimer? _retry;
    private bool _waiting;
    private bool _closed;

    private protected LinkListener(EventLoop loop, int fd) => (Loop, Fd) = (loop, fd);

    private protected EventLoop Loop { get; }

    private protected int Fd { get; }

    public void Dispose()
    {
        if (_closed)
            return;

        Loop.CheckThread();
        ((IEventTarget)this).Abandon();
    }

    void IEventTarget.Ready(uint events)
    {
        for (var left = AcceptBatch; left > 0 && !_closed; left--)
        {
            if (Accept())
                continue;

            if (Errno is EMFILE or ENFILE or ENOBUFS or ENOMEM)
                Wait();

            // Else there is none, or one that is gone already: accept(2) names half a dozen errors of such connections.
            return;
        }
    }

    // A link whose handler threw in accept is closed there.
    void IEventTarget.Break()
    {
    }

    void IEventTarget.Abandon()
    {
        _closed = true;
        _retry?.Dispose();
        Loop.CloseDescriptor(Fd);
        Closed();
    }

    internal void Resume()
    {
        if (!_waiting || _closed)
            return;

        _waiting = false;
        _retry?.Dispose();
        _retry = null;
        Loop.Modify(Fd, EPOLLIN);
    }

    /// <summary>Accepts one connection; false: errno says why not.</summary>
    private protected abstract bool Accept();

    /// <summary>It listens no more.</summary>
    private protected virtual void Closed()
    {
    }

    // Level triggered: what one wakeup leaves in the backlog, the next one finds.
    private protected void Listen() => Loop.Register(this, Fd, EPOLLIN);

    // The backlog stays readable while no descriptor is free: without this the loop would spin.
    private void Wait()
    {
        _waiting = true;
        Loop.Modify(Fd, 0);
        Loop.ResumeWhenClosed(this);
        _retry = Loop.Time.CreateTimer(static me => ((LinkListener)me!).Resume(), this, Loop.OfReal(RetryTime), Timeout.InfiniteTimeSpan);
    }
}
