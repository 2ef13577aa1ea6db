using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AtRun.Transport;

/// <summary>The system calls of Linux that the links need, named as in their manual pages. Numbers are those of x64 and arm64.</summary>
internal static unsafe partial class Posix
{
    private const string LibC = "libc";

    // errno(3)
    internal const int EPERM = 1, ENOENT = 2, EINTR = 4, EIO = 5, EAGAIN = 11, ENOMEM = 12, EACCES = 13, EBUSY = 16,
        EEXIST = 17, ENODEV = 19, ENOTDIR = 20, EISDIR = 21, EINVAL = 22, ENFILE = 23, EMFILE = 24, ENOTTY = 25, EROFS = 30, EPIPE = 32, ENOSYS = 38,
        EADDRINUSE = 98, EADDRNOTAVAIL = 99, ENETDOWN = 100, ENETUNREACH = 101, ECONNABORTED = 103, ECONNRESET = 104,
        ENOBUFS = 105, ETIMEDOUT = 110, ECONNREFUSED = 111, EHOSTDOWN = 112, EHOSTUNREACH = 113, EINPROGRESS = 115, ENXIO = 6;

    // epoll(7)
    internal const uint EPOLLIN = 0x1, EPOLLOUT = 0x4, EPOLLERR = 0x8, EPOLLHUP = 0x10, EPOLLRDHUP = 0x2000, EPOLLET = 1u << 31;
    internal const int EPOLL_CTL_ADD = 1, EPOLL_CTL_DEL = 2, EPOLL_CTL_MOD = 3, EPOLL_CLOEXEC = 0x80000;
    internal const int EFD_CLOEXEC = 0x80000, EFD_NONBLOCK = 0x800;

    // socket(2), socket(7), tcp(7)
    internal const int AF_UNIX = 1, AF_INET = 2, SOCK_STREAM = 1, SOCK_DGRAM = 2, SOCK_NONBLOCK = 0x800, SOCK_CLOEXEC = 0x80000;
    internal const int SOL_SOCKET = 1, SO_REUSEADDR = 2, SO_ERROR = 4, SO_SNDBUF = 7, SO_KEEPALIVE = 9, SO_LINGER = 13, IPPROTO_TCP = 6, TCP_NODELAY = 1, TCP_KEEPIDLE = 4;
    internal const int SHUT_WR = 1, MSG_NOSIGNAL = 0x4000;

    // open(2), flock(2), ioctl_tty(2)
    internal const int O_RDWR = 2, O_NOCTTY = 0x100, O_NONBLOCK = 0x800, O_CLOEXEC = 0x80000;
    internal const int RLIMIT_NOFILE = 7;
    internal const int LOCK_EX = 2, LOCK_NB = 4;
    internal const nuint TIOCEXCL = 0x540C, TIOCOUTQ = 0x5411, TIOCMBIS = 0x5416, TIOCMBIC = 0x5417, TIOCMGET = 0x5415;

    // inotify(7), poll(2), ioctl_tty(2)
    internal const int IN_NONBLOCK = 0x800, IN_CLOEXEC = 0x80000, TCIFLUSH = 0;
    internal const uint IN_OPEN = 0x20, IN_CLOSE_WRITE = 0x8, IN_CLOSE_NOWRITE = 0x10;
    internal const short POLLHUP = 0x10;

    // statx(2), inode(7)
    internal const int AT_FDCWD = -100, AT_SYMLINK_NOFOLLOW = 0x100;
    internal const uint STATX_TYPE = 0x1, STATX_INO = 0x100;
    internal const ushort S_IFMT = 0xF000, S_IFSOCK = 0xC000;

    /// <summary>The errno of the last call of this thread that failed.</summary>
    internal static int Errno => Marshal.GetLastPInvokeError();

    /// <summary>What perror(3) would say about the last call that failed.</summary>
    internal static string ErrnoText => Marshal.GetPInvokeErrorMessage(Errno);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int epoll_create1(int flags);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int epoll_ctl(int epfd, int op, int fd, void* ev);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int epoll_wait(int epfd, void* events, int maxevents, int timeout);

    // Since glibc 2.35 and Linux 5.11; its caller falls back to epoll_wait.
    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int epoll_pwait2(int epfd, void* events, int maxevents, Timespec* timeout, void* sigmask);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int eventfd(uint initval, int flags);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial nint read(int fd, void* buf, nuint count);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial nint write(int fd, void* buf, nuint count);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int close(int fd);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int socket(int domain, int type, int protocol);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int bind(int fd, void* addr, uint addrlen);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int listen(int fd, int backlog);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int accept4(int fd, void* addr, uint* addrlen, int flags);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int connect(int fd, void* addr, uint addrlen);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int getsockname(int fd, SockAddrIn* addr, uint* addrlen);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int getsockopt(int fd, int level, int name, void* value, uint* length);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int setsockopt(int fd, int level, int name, void* value, uint length);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int shutdown(int fd, int how);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial nint recv(int fd, void* buf, nuint len, int flags);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial nint send(int fd, void* buf, nuint len, int flags);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial nint recvfrom(int fd, void* buf, nuint len, int flags, SockAddrIn* addr, uint* addrlen);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial nint sendto(int fd, void* buf, nuint len, int flags, SockAddrIn* addr, uint addrlen);

    [LibraryImport(LibC, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int open(string path, int flags);

    [LibraryImport(LibC, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int chmod(string path, uint mode);

    [LibraryImport(LibC, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int unlink(string path);

    [LibraryImport(LibC, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int statx(int dirfd, string path, int flags, uint mask, Statx* file);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int flock(int fd, int operation);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int getrlimit(int resource, Limit* limit);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int setrlimit(int resource, Limit* limit);

    // Variadic in C; on x64 and arm64 Linux a pointer or an int travels the same way.
    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int ioctl(int fd, nuint request, void* argument);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int posix_openpt(int flags);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int grantpt(int fd);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int unlockpt(int fd);

    /// <summary>Returns the error number itself, 0 when it worked.</summary>
    [LibraryImport(LibC)]
    internal static partial int ptsname_r(int fd, byte* buf, nuint buflen);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int tcgetattr(int fd, Termios* termios);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int tcsetattr(int fd, int actions, Termios* termios);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int tcflush(int fd, int queue);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int poll(PollFd* fds, nuint count, int timeout);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int inotify_init1(int flags);

    [LibraryImport(LibC, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int inotify_add_watch(int fd, string path, uint mask);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int inotify_rm_watch(int fd, int watch);

    [LibraryImport(LibC)]
    internal static partial void cfmakeraw(Termios* termios);

    [LibraryImport(LibC, SetLastError = true)]
    internal static partial int cfsetspeed(Termios* termios, uint speed);

    /// <summary>clock_gettime(2).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Timespec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }

    /// <summary>poll(2).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollFd
    {
        internal int Fd;
        internal short Events;
        internal short Seen;
    }

    /// <summary>inotify(7); a name of <see cref="Length"/> octets follows.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct InotifyEvent
    {
        internal int Watch;
        internal uint Mask;
        internal uint Cookie;
        internal uint Length;
    }

    /// <summary>getrlimit(2).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Limit
    {
        internal ulong Soft;
        internal ulong Hard;
    }

    /// <summary>ip(7); port and address in network order.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SockAddrIn
    {
        internal ushort Family;
        internal ushort Port;
        internal uint Address;
        internal ulong Zero;
    }

    /// <summary>unix(7).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SockAddrUn
    {
        internal const int PathLength = 108;

        internal ushort Family;
        internal fixed byte Path[PathLength];
    }

    /// <summary>statx(2): 256 octets, of which these are looked at.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct Statx
    {
        [FieldOffset(28)] internal ushort Mode;
        [FieldOffset(32)] internal ulong Inode;
    }

    /// <summary>socket(7), SO_LINGER.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Linger
    {
        internal int OnOff;
        internal int Seconds;
    }

    /// <summary>termios(3) of glibc and musl on x64 and arm64: 60 octets.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Termios
    {
        internal uint InputFlags, OutputFlags, ControlFlags, LocalFlags;
        internal byte Line;
        internal ControlCharacters Characters;
        internal uint InputSpeed, OutputSpeed;
    }

    [InlineArray(32)]
    internal struct ControlCharacters
    {
        private byte _first;
    }
}
