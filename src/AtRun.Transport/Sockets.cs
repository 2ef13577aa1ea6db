using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>Between the addresses and errors of .NET and those of ip(7).</summary>
internal static unsafe class Sockets
{
    internal static SockAddrIn Address(IPEndPoint endPoint)
    {
        if (endPoint.AddressFamily != AddressFamily.InterNetwork)
            throw new ArgumentException($"{endPoint} is not an IPv4 address.", nameof(endPoint));

        uint address;
        endPoint.Address.TryWriteBytes(new Span<byte>(&address, sizeof(uint)), out _);
        var port = (ushort)endPoint.Port;
        return new SockAddrIn { Family = AF_INET, Port = (ushort)(port << 8 | port >> 8), Address = address };
    }

    /// <summary>Address and port, in network order, in one number: a link is small.</summary>
    internal static ulong Pack(in SockAddrIn address) => (ulong)address.Address << 16 | address.Port;

    internal static IPEndPoint Unpack(ulong packed)
    {
        var port = (ushort)packed;
        return new IPEndPoint((uint)(packed >> 16), (ushort)(port << 8 | port >> 8));
    }

    /// <summary>getsockname(2), packed.</summary>
    internal static ulong LocalName(int fd)
    {
        SockAddrIn address;
        uint length = (uint)sizeof(SockAddrIn);
        return getsockname(fd, &address, &length) < 0 ? 0 : Pack(address);
    }

    internal static int Open(int type) => TryOpen(type) is >= 0 and var fd ? fd : throw Failure(Errno);

    /// <summary>-1 and errno where there is no descriptor left.</summary>
    internal static int TryOpen(int type) => socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    internal static void SetOption(int fd, int level, int option, int value = 1) => setsockopt(fd, level, option, &value, sizeof(int));

    internal static SocketException Failure(int error) => new((int)ErrorOf(error), Marshal.GetPInvokeErrorMessage(error));

    internal static SocketError ErrorOf(int error) => error switch
    {
        0 => SocketError.Success,
        EACCES or EPERM => SocketError.AccessDenied,
        EMFILE or ENFILE => SocketError.TooManyOpenSockets,
        ENOBUFS or ENOMEM => SocketError.NoBufferSpaceAvailable,
        EADDRINUSE => SocketError.AddressAlreadyInUse,
        EADDRNOTAVAIL => SocketError.AddressNotAvailable,
        ENETDOWN => SocketError.NetworkDown,
        ENETUNREACH => SocketError.NetworkUnreachable,
        ECONNABORTED => SocketError.ConnectionAborted,
        ECONNRESET => SocketError.ConnectionReset,
        ETIMEDOUT => SocketError.TimedOut,
        ECONNREFUSED => SocketError.ConnectionRefused,
        EHOSTDOWN => SocketError.HostDown,
        EHOSTUNREACH => SocketError.HostUnreachable,
        _ => SocketError.SocketError,
    };
}
