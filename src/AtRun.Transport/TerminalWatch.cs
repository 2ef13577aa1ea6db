using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>Tells pseudo terminals that somebody opened or closed them, inotify(7): epoll(7) tells of the latter alone.</summary>
internal sealed class TerminalWatch : IEventTarget
{
    private const uint OpenedOrClosed = IN_OPEN | IN_CLOSE_WRITE | IN_CLOSE_NOWRITE;

    private readonly EventLoop _loop;
    private readonly int _fd;
    private readonly Dictionary<int, PseudoTerminal> _terminals = [];

    private TerminalWatch(EventLoop loop, int fd)
    {
        (_loop, _fd) = (loop, fd);
        loop.Register(this, fd, EPOLLIN);
    }

    /// <summary>One for a loop, as long as it has something to watch; null: the system gives none.</summary>
    public static TerminalWatch? Of(EventLoop loop)
    {
        if (loop.Watch is { } there) return there;
        var fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
        return fd < 0 ? null : loop.Watch = new TerminalWatch(loop, fd);
    }

    /// <summary>A number to <see cref="Remove"/> it by; negative: it cannot be watched.</summary>
    public int Add(PseudoTerminal terminal)
    {
        var watch = inotify_add_watch(_fd, terminal.Device, OpenedOrClosed);
        if (watch >= 0) _terminals[watch] = terminal;
        return watch;
    }

    public void Remove(int watch)
    {
        if (!_terminals.Remove(watch)) return;
        inotify_rm_watch(_fd, watch);
        if (_terminals.Count > 0) return;
        _loop.Watch = null;
        _loop.CloseDescriptor(_fd);
    }

    // Which of them it was is all that is read: equal events are told once.
    unsafe void IEventTarget.Ready(uint events)
    {
        const int most = 4096;
        var buffer = stackalloc byte[most];
        var seen = new HashSet<PseudoTerminal>();
        int count;
        while ((count = (int)read(_fd, buffer, most)) > 0)
        {
            for (var at = 0; at + sizeof(InotifyEvent) <= count;)
            {
                var one = (InotifyEvent*)(buffer + at);
                if (_terminals.TryGetValue(one->Watch, out var terminal)) seen.Add(terminal);
                at += sizeof(InotifyEvent) + (int)one->Length;
            }
        }
        foreach (var terminal in seen) terminal.Look();
    }

    void IEventTarget.Break()
    {
    }

    void IEventTarget.Abandon() => _loop.CloseDescriptor(_fd);
}
