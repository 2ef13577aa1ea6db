using AtRun.Protocol.Links;
using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>A serial port, or whatever else is a terminal: a USB modem, the far side of a pseudo terminal.</summary>
/// <remarks>8 bits, no parity, one stop bit. It ends when the device is unplugged or the pseudo terminal closed.</remarks>
public sealed class SerialPort : DescriptorLink, IDisposable
{
    private const int TIOCM_DTR = 0x2, TIOCM_RTS = 0x4, TIOCM_CTS = 0x20, TIOCM_CD = 0x40, TIOCM_RI = 0x80, TIOCM_DSR = 0x100;

    private readonly PortLock? _lock;

    private SerialPort(EventLoop loop, int fd, string path, PortLock? locked)
        : base(loop, fd) => (Path, _lock) = (path, locked);

    /// <summary>Baud rates to choose from.</summary>
    public static IEnumerable<int> BaudRates => Terminal.Rates;

    public string Path { get; }

    /// <summary>The lines of the modem; null: the device has none.</summary>
    public unsafe PortLines? ModemLines
    {
        get
        {
            int lines;
            if (State >= LinkState.Lingering || ioctl(Fd, TIOCMGET, &lines) < 0)
                return null;

            return ((lines & TIOCM_CTS) != 0 ? PortLines.Cts : 0) | ((lines & TIOCM_DSR) != 0 ? PortLines.Dsr : 0)
                | ((lines & TIOCM_CD) != 0 ? PortLines.Dcd : 0) | ((lines & TIOCM_RI) != 0 ? PortLines.Ri : 0);
        }
    }

    /// <summary>Opens a port for ourselves alone. On the loop, or before it runs.</summary>
    /// <param name="loop">The loop that owns it.</param>
    /// <param name="path">The device, or a link to it.</param>
    /// <param name="baud">One of <see cref="BaudRates"/>.</param>
    /// <param name="receiver">Says at once who receives its octets.</param>
    /// <param name="hardwareFlow">RTS and CTS hold up the sender.</param>
    /// <param name="locks">Folder of the lock files of modem programs, see <see cref="PortLock"/>; null: none is looked at or made.</param>
    /// <exception cref="IOException">Missing, not permitted, in use, or not a terminal: the text names the path and says which.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Not a baud rate.</exception>
    public static SerialPort Open(EventLoop loop, string path, int baud, Func<SerialPort, ILinkReceiver> receiver, bool hardwareFlow = false, string? locks = null)
    {
        loop.CheckThread();
        Terminal.CodeOf(baud);
        var fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
        if (fd < 0)
            throw new IOException($"{path}: {WhyNot(Errno)}.");

        PortLock? locked = null;
        try
        {
            Lock(fd, path);
            if (locks is not null)
                locked = PortLock.Take(locks, path);

            Terminal.SetRaw(fd, path, baud, hardwareFlow);
            RaiseLines(fd, path);
        }
        catch
        {
            locked?.Dispose();
            close(fd);
            throw;
        }

        var port = new SerialPort(loop, fd, path, locked);
        loop.Register(port, fd, AllEdges);
        port.State = LinkState.Open;
        try
        {
            port.Receiver = receiver(port);
        }
        catch
        {
            port.Close();
            throw;
        }

        return port;
    }

    /// <inheritdoc/>
    public override void Close()
    {
        if (State == LinkState.Closed)
            return;

        LastSend();
        Release();
    }

    public void Dispose() => Close();

    /// <summary>Switches DTR and RTS; nothing where the device has no lines.</summary>
    public unsafe void Show(PortLines lines)
    {
        if (State >= LinkState.Lingering)
            return;

        var on = (lines.HasFlag(PortLines.Dtr) ? TIOCM_DTR : 0) | (lines.HasFlag(PortLines.Rts) ? TIOCM_RTS : 0);
        var off = (TIOCM_DTR | TIOCM_RTS) & ~on;
        ioctl(Fd, TIOCMBIS, &on);
        ioctl(Fd, TIOCMBIC, &off);
    }

    private protected override void Released() => _lock?.Dispose();

    // close(2) of a port waits until all is on the line, for up to 30 s if the other end holds us up: not on the loop.
    private protected override unsafe bool ClosesSlowly
    {
        get
        {
            int waiting = 0;
            return ioctl(Fd, TIOCOUTQ, &waiting) == 0 && waiting > 0;
        }
    }

    // flock(2) goes with its holder, however that ends. TIOCEXCL keeps out also those who do not ask; but on a pseudo terminal it would
    // outlive us, as its other end keeps it open.
    private static unsafe void Lock(int fd, string path)
    {
        if (flock(fd, LOCK_EX | LOCK_NB) < 0 && Errno == EAGAIN)
            throw new IOException($"{path}: {WhyNot(EBUSY)}.");

        if (!IsPseudoTerminal(path))
            ioctl(fd, TIOCEXCL, null);
    }

    private static bool IsPseudoTerminal(string path) =>
        (File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path).StartsWith("/dev/pts/", StringComparison.Ordinal);

    // A pseudo terminal has no modem lines, nor have some USB modems.
    private static unsafe void RaiseLines(int fd, string path)
    {
        var lines = TIOCM_DTR | TIOCM_RTS;
        if (ioctl(fd, TIOCMBIS, &lines) < 0 && Errno is not (ENOTTY or EINVAL))
            throw new IOException($"{path}: DTR: {ErrnoText}.");
    }

    private static string WhyNot(int error) => error switch
    {
        ENOENT or ENOTDIR => "there is no such device",
        ENXIO or ENODEV or EIO => "there is no hardware behind this device",
        EACCES or EPERM => "no permission (devices often belong to the group dialout)",
        EBUSY => "in use by another program",
        EISDIR => "not a terminal",
        _ => ErrnoText,
    };
}
