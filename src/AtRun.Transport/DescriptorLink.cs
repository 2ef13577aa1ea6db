using System.Runtime.InteropServices;
using AtRun.Protocol.Links;
using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>A link over a descriptor of the system, owned by an <see cref="EventLoop"/>; all members are called on the loop.</summary>
/// <remarks>
/// <para>What is sent inside <see cref="ILinkReceiver.Received"/> leaves when that returns, in one system call (or when 64 KiB have
/// come together); until then it is not counted in <see cref="Unsent"/>.</para>
/// <para>Edge triggered: a descriptor is entered once for reading and writing and never changed; who reads less than there is
/// asks to be visited again.</para>
/// </remarks>
public abstract class DescriptorLink : ILink, IEventTarget
{
    private protected const uint AllEdges = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;

    private SendQueue? _unsent;
    private bool _paused;
    private bool _broken;
    private bool _hangingUp;
    private bool _readable;

    private protected DescriptorLink(EventLoop loop, int fd) => (Loop, Fd) = (loop, fd);

    private protected enum LinkState : byte
    {
        Opening,
        Open,

        // The receiver has been told of the end; the descriptor is still there for what is unsent.
        Ended,

        // Closed by its user; the descriptor is kept for a moment.
        Lingering,
        Closed,
    }

    /// <inheritdoc/>
    public int Unsent => _unsent?.Count ?? 0;

    /// <inheritdoc/>
    public bool Paused
    {
        get => _paused;
        set
        {
            _paused = value;
            // Its event came while nobody listened and will not come again.
            if (!value && _readable && State == LinkState.Open)
                Loop.Revisit(this);
        }
    }

    internal bool Queued { get; set; }

    private protected EventLoop Loop { get; }

    private protected int Fd { get; }

    private protected LinkState State { get; set; }

    private protected ILinkReceiver? Receiver { get; set; }

    /// <summary>Whether the peer can send no more, or the link broke.</summary>
    private protected bool AtEnd { get; private set; }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> octets)
    {
        if (!Loop.TryCork(this, octets))
            SendNow(octets);
    }

    /// <inheritdoc/>
    public abstract void Close();

    /// <summary>-1 and errno, or how many octets came; 0 at the end.</summary>
    private protected virtual unsafe nint Read(byte* buffer, int count) => read(Fd, buffer, (nuint)count);

    /// <summary>-1 and errno, or how many octets were taken.</summary>
    private protected virtual unsafe nint Write(byte* octets, int count) => write(Fd, octets, (nuint)count);

    /// <summary>Whether a read that returned fewer octets than asked for has emptied the descriptor (true of sockets, epoll(7)).</summary>
    private protected virtual bool ShortReadIsAll => false;

    /// <summary>Whether a peer that hangs up (EPOLLHUP) is gone for good.</summary>
    private protected virtual bool HangUpIsEnd => true;

    /// <summary>Whether close(2) may make its caller wait.</summary>
    private protected virtual bool ClosesSlowly => false;

    /// <summary>Events in another state than <see cref="LinkState.Open"/> and <see cref="LinkState.Ended"/>.</summary>
    private protected virtual void OtherReady(uint events)
    {
    }

    void IEventTarget.Ready(uint events)
    {
        if (State is LinkState.Open)
        {
            if (_unsent is not null && (events & EPOLLOUT) != 0 && Flush())
                Receiver!.Drained();

            if ((events & ~EPOLLOUT) != 0 || events == 0)
                Receive(events);
        }
        else if (State is LinkState.Ended)
        {
            if ((events & EPOLLOUT) != 0)
                Flush();
        }
        else
        {
            OtherReady(events);
        }
    }

    void IEventTarget.Break() => Close();

    void IEventTarget.Abandon() => Release();

    internal unsafe void SendNow(ReadOnlySpan<byte> octets)
    {
        if (State > LinkState.Ended || _broken || octets.IsEmpty)
            return;

        if (_unsent is null && State != LinkState.Opening)
        {
            nint sent;
            fixed (byte* first = octets)
                sent = Write(first, octets.Length);

            if (sent == octets.Length)
                return;

            if (sent > 0)
                octets = octets[(int)sent..];
            else if (sent < 0 && !MayWriteLater())
                return;
        }

        (_unsent ??= new SendQueue()).Add(octets);
    }

    /// <summary>What was sent while the link was opening goes now.</summary>
    private protected void SendWaiting()
    {
        if (_unsent is not null && State == LinkState.Open && Flush())
            Receiver!.Drained();
    }

    /// <summary>Hands over what was corked and what is unsent, as far as the system takes it; forgets the rest.</summary>
    private protected void LastSend()
    {
        Loop.Uncork(this);
        if (State != LinkState.Opening)
            Flush();

        DropUnsent();
    }

    private protected void DropUnsent()
    {
        _unsent?.Clear();
        _unsent = null;
    }

    /// <summary>Closes the descriptor.</summary>
    private protected void Release()
    {
        if (State == LinkState.Closed)
            return;

        State = LinkState.Closed;
        DropUnsent();
        Loop.CloseDescriptor(Fd, ClosesSlowly);
        Released();
    }

    /// <summary>The descriptor is closed.</summary>
    private protected virtual void Released()
    {
    }

    /// <summary>Something may have come while the link is paused.</summary>
    private protected virtual void Waits()
    {
    }

    private unsafe void Receive(uint events)
    {
        if (!HangUpIsEnd)
            events &= ~(EPOLLRDHUP | EPOLLHUP | EPOLLERR);

        _hangingUp |= (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
        if (_paused)
        {
            _readable = true;
            Waits();
            // Nobody waits for more from a peer that is gone; what it sent before is gone with it.
            if (_broken || (events & (EPOLLHUP | EPOLLERR)) != 0)
                End(LinkEnd.Reset);

            return;
        }

        var buffer = Loop.Received;
        var count = Read(buffer, EventLoop.BufferSize);
        if (count <= 0)
        {
            ReceivedNothing(count);
            return;
        }

        // A peer that has finished causes no event after what it sent last: read on until the end shows.
        _readable = count == EventLoop.BufferSize || _hangingUp || _broken || !ShortReadIsAll;
        Loop.Cork(this);
        Receiver!.Received(new ReadOnlySpan<byte>(buffer, (int)count));
        Loop.Uncork(this);
        if (_readable && !_paused && State == LinkState.Open)
            Loop.Revisit(this);
    }

    private void ReceivedNothing(nint count)
    {
        var error = count < 0 ? Errno : 0;
        if (error == EINTR)
            Loop.Revisit(this);
        else if (error != EAGAIN)
            // EIO: the far side of a terminal is closed, tty_ioctl(4).
            End(_broken || error is not (0 or EIO) ? LinkEnd.Reset : LinkEnd.Finished);
        else if (_broken)
            End(LinkEnd.Reset);
        else
            _readable = false;
    }

    private void End(LinkEnd how)
    {
        State = LinkState.Ended;
        AtEnd = true;
        if (how == LinkEnd.Reset)
        {
            _broken = true;
            DropUnsent();
        }

        Receiver!.Ended(how);
    }

    /// <summary>True: nothing is unsent any more.</summary>
    private unsafe bool Flush()
    {
        while (_unsent is { Count: > 0 } queue)
        {
            var octets = queue.First;
            nint sent;
            fixed (byte* first = &MemoryMarshal.GetReference(octets))
                sent = Write(first, octets.Length);

            if (sent < 0)
            {
                if (Errno == EINTR)
                    continue;

                MayWriteLater();
                return false;
            }

            queue.Took((int)sent);
        }

        _unsent = null;
        return true;
    }

    // errno of a write: full for now, or gone for good. The receiver hears of the latter in the next turn, not inside Send.
    private bool MayWriteLater()
    {
        if (Errno is EAGAIN or EINTR or ENOBUFS or ENOMEM)
            return true;

        _broken = true;
        DropUnsent();
        if (State == LinkState.Open)
            Loop.Revisit(this);

        return false;
    }
}
