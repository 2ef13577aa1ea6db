using System.Net.Sockets;
using System.Text;
using AtRun.Protocol.Links;
using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>Accepts connections at a path of the file system, unix(7), from this user's programs alone.</summary>
/// <remarks>Disposing of it stops listening and removes the path, unless another listener has it by then; accepted links live on.</remarks>
public sealed class UnixLinkListener : LinkListener
{
    private const uint UserOnly = 0b110_000_000;
    private const int Backlog = 16;

    private readonly Func<UnixLink, ILinkReceiver?> _accept;
    private readonly ulong _file;

    private UnixLinkListener(EventLoop loop, int fd, string path, Func<UnixLink, ILinkReceiver?> accept)
        : base(loop, fd)
    {
        (Path, _accept, _file) = (path, accept, NumberOf(path));
        Listen();
    }

    public string Path { get; }

    internal static UnixLinkListener Open(EventLoop loop, string path, Func<UnixLink, ILinkReceiver?> accept)
    {
        ArgumentNullException.ThrowIfNull(accept);
        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);

        var fd = Bound(path);
        // Nobody can connect before listen(2), so that nobody does under other permissions.
        if (chmod(path, UserOnly) >= 0 && listen(fd, Backlog) >= 0)
            return new UnixLinkListener(loop, fd, path, accept);

        var failure = Sockets.Failure(Errno);
        close(fd);
        unlink(path);
        throw failure;
    }

    private protected override unsafe bool Accept()
    {
        var fd = accept4(Fd, null, null, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return false;

        new UnixLink(Loop, fd).Accept(_accept);
        return true;
    }

    private protected override void Closed()
    {
        if (_file == NumberOf(Path))
            unlink(Path);
    }

    private static unsafe int Bound(string path)
    {
        var address = Address(path);
        var fd = Opened();
        var bound = bind(fd, &address, (uint)sizeof(SockAddrUn));
        if (bound < 0 && Errno == EADDRINUSE && IsLeftBehind(path, address))
        {
            unlink(path);
            bound = bind(fd, &address, (uint)sizeof(SockAddrUn));
        }

        if (bound >= 0)
            return fd;

        var failure = Sockets.Failure(Errno);
        close(fd);
        throw failure;
    }

    /// <summary>A socket on which nobody listens: who did has ended without removing it.</summary>
    private static unsafe bool IsLeftBehind(string path, SockAddrUn address)
    {
        if (!IsSocket(path))
            return SetErrno(EADDRINUSE);

        var fd = Opened();
        var refused = connect(fd, &address, (uint)sizeof(SockAddrUn)) < 0 && Errno == ECONNREFUSED;
        close(fd);
        return refused || SetErrno(EADDRINUSE);
    }

    private static bool SetErrno(int error)
    {
        System.Runtime.InteropServices.Marshal.SetLastPInvokeError(error);
        return false;
    }

    private static int Opened()
    {
        var fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        return fd >= 0 ? fd : throw Sockets.Failure(Errno);
    }

    private static unsafe SockAddrUn Address(string path)
    {
        var octets = Encoding.UTF8.GetBytes(path);
        if (octets.Length is 0 or >= SockAddrUn.PathLength || octets.Contains((byte)0))
            throw new SocketException((int)SocketError.InvalidArgument, $"the path of a socket has 1 to {SockAddrUn.PathLength - 1} octets");

        var address = new SockAddrUn { Family = AF_UNIX };
        octets.CopyTo(new Span<byte>(address.Path, SockAddrUn.PathLength));
        return address;
    }

    private static unsafe bool IsSocket(string path)
    {
        Statx file;
        return statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_TYPE, &file) >= 0 && (file.Mode & S_IFMT) == S_IFSOCK;
    }

    /// <summary>Tells this file from another one of the same name; 0: there is none.</summary>
    private static unsafe ulong NumberOf(string path)
    {
        Statx file;
        return statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_INO, &file) >= 0 ? file.Inode : 0;
    }
}
