using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>One thread that owns many links: octets, timers and posted work reach their handlers there, one at a time.</summary>
/// <remarks>
/// epoll(7), edge triggered. A handler runs where the octets arrived: no task, no other thread, no allocation in between.
/// Links and listeners are made before <see cref="Run"/> or on the loop; only <see cref="Post(Action)"/>, <see cref="Time"/> and
/// <see cref="Context"/> may be used from other threads.
/// </remarks>
public sealed partial class EventLoop : IDisposable
{
    /// <summary>Octets that one link may receive, and hand over corked, per wakeup.</summary>
    internal const int BufferSize = 64 * 1024;

    private const int EventBatch = 512;

    private readonly int _epoll;
    private readonly int _wake;
    private readonly EpollEvents _events = new(EventBatch);
    private readonly LoopTime _time;
    private readonly LoopContext _context;
    private List<DescriptorLink> _again = [];
    private List<DescriptorLink> _visiting = [];
    private Slot[] _slots = new Slot[64];
    private int _threadId;
    private bool _disposed;
    private bool _noPwait2;

    /// <param name="speed">Simulated seconds per real second, for <see cref="Time"/>.</param>
    /// <param name="start">What <see cref="Time"/> says now; null: the wall's time.</param>
    /// <exception cref="IOException">The system gives no epoll descriptor.</exception>
    public EventLoop(double speed = 1.0, DateTimeOffset? start = null)
    {
        _time = new LoopTime(this, speed, start ?? TimeProvider.System.GetUtcNow());
        _context = new LoopContext(this);
        _epoll = epoll_create1(EPOLL_CLOEXEC);
        if (_epoll < 0)
            throw new IOException($"epoll_create1: {ErrnoText}");

        _wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (_wake < 0)
        {
            var why = ErrnoText;
            close(_epoll);
            throw new IOException($"eventfd: {why}");
        }

        Room(_wake);
        // Edge triggered, so that the count need never be read; nobody owns the descriptor, so that waking is all it does.
        EpollEvents.Control(_epoll, EPOLL_CTL_ADD, _wake, EPOLLIN | EPOLLET, (uint)_wake);
    }

    /// <summary>The loop's time. Its timers fire on the loop; on the loop it stands still during one wakeup.</summary>
    public TimeProvider Time => _time;

    /// <summary>Runs what is posted on the loop. It is the current one of the loop's thread.</summary>
    public SynchronizationContext Context => _context;

    /// <summary>Whether the caller is on the thread that runs the loop.</summary>
    public bool InLoop => Environment.CurrentManagedThreadId == _threadId;

    /// <summary>
    /// Told of what a handler, a timer or posted work throws; the link concerned is closed already. Without it the exception leaves <see cref="Run"/>.
    /// </summary>
    public Action<Exception>? Faulted { get; set; }

    /// <summary>Tells who opens and closes pseudo terminals; null: there is none, or the system has no more.</summary>
    internal TerminalWatch? Watch { get; set; }

    /// <summary>Links and listeners that hold a descriptor.</summary>
    public int Descriptors { get; private set; }

    /// <summary>Runs the loop on the caller's thread until <paramref name="stop"/>. Links stay open then, and Run may be called again.</summary>
    public void Run(CancellationToken stop)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Interlocked.CompareExchange(ref _threadId, Environment.CurrentManagedThreadId, 0) != 0)
            throw new InvalidOperationException("The loop runs already.");

        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            using var cancelled = stop.UnsafeRegister(static loop => ((EventLoop)loop!).WakeAlways(), this);
            while (!stop.IsCancellationRequested)
                Turn();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
            Volatile.Write(ref _threadId, 0);
        }
    }

    /// <summary>Closes every link and listener, without a word to their receivers. The loop must have stopped.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;

        if (_threadId != 0)
            throw new InvalidOperationException("Stop the loop before disposing of it.");

        _disposed = true;
        foreach (var slot in _slots)
            slot.Target?.Abandon();

        close(_wake);
        close(_epoll);
    }

    private unsafe void Turn()
    {
        var first = _events.Pointer;
        var count = Wait(first);
        _time.Forget();
        (_again, _visiting) = (_visiting, _again);
        for (var i = 0; i < count; i++)
        {
            var data = EpollEvents.Data(first, i);
            ref var slot = ref _slots[(int)(uint)data];
            // A descriptor closed and opened anew in this batch may still have an event of its former life.
            if (slot.Target is { } target && slot.Life == (uint)(data >> 32))
                Dispatch(target, EpollEvents.Events(first, i));
        }

        if (_visiting.Count > 0)
            VisitAgain();

        _time.FireDue();
        DoPosted();
    }

    private unsafe int Wait(byte* events)
    {
        // First say that we sleep, then look for a reason not to: who posts does it the other way round.
        Interlocked.Exchange(ref _dozing, 1);
        var nanoseconds = _again.Count > 0 || HasPosted ? 0 : _time.NanosecondsToNext();
        int count;
        if (nanoseconds > 0 && !_noPwait2)
        {
            var timeout = new Timespec { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
            count = PreciseWait(events, &timeout);
        }
        else
        {
            count = epoll_wait(_epoll, events, EventBatch, nanoseconds <= 0 ? (int)nanoseconds : (int)((nanoseconds + 999_999) / 1_000_000));
        }

        _dozing = 0;
        if (count >= 0)
            return count;

        return Errno == EINTR ? 0 : throw new IOException($"epoll_wait: {ErrnoText}");
    }

    // Milliseconds are too coarse when time runs a thousand times faster.
    private unsafe int PreciseWait(byte* events, Timespec* timeout)
    {
        try
        {
            var count = epoll_pwait2(_epoll, events, EventBatch, timeout, null);
            if (count >= 0 || Errno != ENOSYS)
                return count;
        }
        catch (EntryPointNotFoundException)
        {
        }

        _noPwait2 = true;
        return 0;
    }

    private void Dispatch(IEventTarget target, uint events)
    {
        try
        {
            target.Ready(events);
        }
        catch (Exception e)
        {
            Uncorked();
            target.Break();
            if (Faulted is not { } faulted)
                throw;

            faulted(e);
        }
    }

    // One buffer-full per link and wakeup: who has more to read waits for the others.
    private void VisitAgain()
    {
        foreach (var link in _visiting)
        {
            link.Queued = false;
            Dispatch(link, 0);
        }

        _visiting.Clear();
    }

    /// <summary>The link is visited in the next turn, with no event, and the loop does not sleep before.</summary>
    internal void Revisit(DescriptorLink link)
    {
        if (link.Queued)
            return;

        link.Queued = true;
        _again.Add(link);
    }

    internal void Register(IEventTarget target, int fd, uint events)
    {
        Room(fd);
        ref var slot = ref _slots[fd];
        slot.Life++;
        EpollEvents.Control(_epoll, EPOLL_CTL_ADD, fd, events, (uint)fd | (ulong)slot.Life << 32);
        slot.Target = target;
        Descriptors++;
    }

    private void Room(int fd)
    {
        if (fd >= _slots.Length)
            Array.Resize(ref _slots, Math.Max(fd + 1, _slots.Length * 2));
    }

    internal void Modify(int fd, uint events) => EpollEvents.Control(_epoll, EPOLL_CTL_MOD, fd, events, (uint)fd | (ulong)_slots[fd].Life << 32);

    /// <summary>Closes a registered descriptor; closing takes it out of the epoll set, as nothing here duplicates descriptors.</summary>
    internal unsafe void CloseDescriptor(int fd, bool slowly = false)
    {
        if (fd < 0)
            return;

        _slots[fd].Target = null;
        Descriptors--;
        if (slowly)
        {
            epoll_ctl(_epoll, EPOLL_CTL_DEL, fd, null);
            ThreadPool.UnsafeQueueUserWorkItem(static fd => close(fd), fd, preferLocal: false);
        }
        else
        {
            close(fd);
        }

        if (!_disposed)
            ResumeListeners();
    }

    internal void CheckThread()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Volatile.Read(ref _threadId) is not 0 and var owner && owner != Environment.CurrentManagedThreadId)
            throw new InvalidOperationException("Links belong to the loop's thread: post the call to the loop.");
    }

    private struct Slot
    {
        internal IEventTarget? Target;
        internal uint Life;
    }
}
