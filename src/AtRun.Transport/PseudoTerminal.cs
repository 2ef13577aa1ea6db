using System.Runtime.InteropServices;
using AtRun.Protocol.Links;
using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>A pseudo terminal, pty(7): other programs open it under a stable path as they would a modem's serial port.</summary>
/// <remarks>
/// <para>Clients come and go: the link never ends by itself. It is raw from the start (8 bits, no echo).</para>
/// <para>Pseudo terminals have no lines (ioctl_tty(2): TIOCMGET fails), but what a serial port would do with them is seen: DTR and RTS are on
/// while a program has it open at a rate other than B0, and drop with the last close unless it took HUPCL away (termios(3)). A break
/// (tcsendbreak(3)) cannot be seen, nor can a framing: the kernel makes 8N1 of every one.</para>
/// <para>What is sent while nobody has it open is lost, as at a serial port, or kept: then the kernel takes some KiB for the next one who
/// reads, and <see cref="DescriptorLink.Unsent"/> grows with each Send behind them. Who sends unasked looks at it and calls
/// <see cref="Discard"/>, or sends nothing more.</para>
/// </remarks>
public sealed class PseudoTerminal : DescriptorLink, IDisposable
{
    /// <summary>How often a program that has it open is asked for its rate: nothing tells of B0. On the wall's clock.</summary>
    private static readonly TimeSpan LookAtRate = TimeSpan.FromMilliseconds(100);

    private readonly bool _keepsUnheard;
    private readonly int _watch;
    private readonly int _slave = -1;
    private ITimer? _looking;
    private bool _open;
    private PortLines _lines;

    private PseudoTerminal(EventLoop loop, int master, int slave, string device, string? path, bool keepsUnheard)
        : base(loop, master)
    {
        (Device, Path, _keepsUnheard) = (device, path, keepsUnheard);
        _watch = TerminalWatch.Of(loop)?.Add(this) ?? -1;
        if (_watch >= 0)
            close(slave);
        else
            // Nothing tells of programs that come and go: it is open for good, as the master of a terminal that nobody has open reads EIO.
            (_slave, _open, _lines) = (slave, true, PortLines.OfTerminal);
    }

    /// <summary>The terminal's own name, /dev/pts/N.</summary>
    public string Device { get; }

    /// <summary>A program has it open.</summary>
    public bool IsOpen => _open;

    /// <summary>The rate that programs see and set, bit/s; 0: B0, which hangs up.</summary>
    public int Rate => Terminal.Settings(Fd).Rate;

    /// <summary>The symbolic link to <see cref="Device"/>.</summary>
    public string? Path { get; }

    /// <summary>Opens a pseudo terminal. On the loop, or before it runs.</summary>
    /// <param name="loop">The loop that owns it.</param>
    /// <param name="path">
    /// Where to put a symbolic link to it, null for none. Missing folders are made; a link to another pseudo terminal, left behind by a
    /// former run, is replaced.
    /// </param>
    /// <param name="receiver">Says at once who receives its octets.</param>
    /// <param name="keepsUnheard">What is sent while nobody has it open is for the next one who opens it; else it is lost.</param>
    /// <exception cref="IOException">There are no pseudo terminals left, or the path is taken or cannot be written. The text names it.</exception>
    public static PseudoTerminal Open(EventLoop loop, string? path, Func<PseudoTerminal, ILinkReceiver> receiver, bool keepsUnheard = true)
    {
        loop.CheckThread();
        int master = -1, slave = -1;
        PseudoTerminal terminal;
        try
        {
            master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
            if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0)
                throw new IOException($"A pseudo terminal: {ErrnoText}.");

            var device = SlaveName(master);
            slave = open(device, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
            if (slave < 0)
                throw new IOException($"{device}: {ErrnoText}.");

            Terminal.SetRaw(slave, device, null, false);
            Terminal.SetHangUp(slave);
            if (path is not null)
                StableLink.Place(path, device);

            terminal = new PseudoTerminal(loop, master, slave, device, path, keepsUnheard);
        }
        catch
        {
            if (slave >= 0)
                close(slave);

            if (master >= 0)
                close(master);

            throw;
        }

        loop.Register(terminal, master, AllEdges);
        terminal.State = LinkState.Open;
        try
        {
            terminal.Receiver = receiver(terminal);
        }
        catch
        {
            terminal.Close();
            throw;
        }

        terminal.Receiver.LinesChanged(terminal._lines);
        return terminal;
    }

    /// <summary>Sets the rate, bit/s, that whoever has it open can see; octets pass as fast as ever.</summary>
    public void SetRate(int baud) => Terminal.SetRate(Fd, Device, baud);

    /// <summary>Forgets what is unsent; <see cref="ILinkReceiver.Drained"/> is not called for it. What the kernel took waits for the next reader.</summary>
    public void Discard() => DropUnsent();

    /// <summary>Closes the terminal, which hangs up on who has it open, and removes the link.</summary>
    public override void Close()
    {
        if (State == LinkState.Closed)
            return;

        LastSend();
        Release();
    }

    public void Dispose() => Close();

    private protected override bool HangUpIsEnd => false;

    /// <summary>Somebody opened or closed it.</summary>
    internal void Look()
    {
        if (State != LinkState.Open)
            return;

        // What was sent before a close is still read: the end of it shows in Read.
        if (HasHungUp())
            Loop.Revisit(this);
        else
            Opened();
    }

    // Who left without reading its answers never will: they hold up nothing that it typed.
    private protected override void Waits()
    {
        if (_keepsUnheard || Unsent == 0 || !HasHungUp())
            return;

        DropUnsent();
        Receiver!.Drained();
    }

    private protected override unsafe nint Read(byte* buffer, int count)
    {
        var got = read(Fd, buffer, (nuint)count);
        if (got > 0)
            Opened();
        else if (got < 0 && Errno == EIO)
        {
            // The last one closed it.
            Closed();
            Marshal.SetLastPInvokeError(EAGAIN);
        }

        return got;
    }

    private protected override unsafe nint Write(byte* octets, int count)
    {
        if (!_open && !_keepsUnheard)
            return count;

        var sent = write(Fd, octets, (nuint)count);
        if (sent >= 0 || _keepsUnheard || Errno != EAGAIN)
            return sent;

        // There is no room, and nobody left who would make some.
        if (HasHungUp())
            return count;

        Marshal.SetLastPInvokeError(EAGAIN);
        return sent;
    }

    private protected override void Released()
    {
        _looking?.Dispose();
        if (_watch >= 0)
            Loop.Watch?.Remove(_watch);

        if (_slave >= 0)
            close(_slave);

        if (Path is not null)
            StableLink.Remove(Path, Device);
    }

    private void Opened()
    {
        if (_open || HasHungUp())
            return;

        _open = true;
        _looking = Loop.Time.CreateTimer(static me => ((PseudoTerminal)me!).LookAtLines(), this, Loop.OfReal(LookAtRate), Loop.OfReal(LookAtRate));
        LookAtLines();
    }

    private void Closed()
    {
        if (!_open)
            return;

        _open = false;
        _looking?.Dispose();
        if (!_keepsUnheard)
        {
            var waited = Unsent > 0;
            DropUnsent();
            Forget();
            if (waited)
                Receiver!.Drained();
        }

        if (Terminal.Settings(Fd).HangsUp)
            Tell(PortLines.None);
    }

    private void LookAtLines() => Tell(Rate == 0 ? PortLines.None : PortLines.OfTerminal);

    private void Tell(PortLines lines)
    {
        if (lines == _lines)
            return;

        _lines = lines;
        Receiver!.LinesChanged(lines);
    }

    // What the last one did not read is not for the next one.
    private void Forget()
    {
        var slave = open(Device, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
        if (slave < 0)
            return;

        tcflush(slave, TCIFLUSH);
        close(slave);
    }

    private unsafe bool HasHungUp()
    {
        var fd = new PollFd { Fd = Fd };
        return poll(&fd, 1, 0) > 0 && (fd.Seen & POLLHUP) != 0;
    }

    private static unsafe string SlaveName(int master)
    {
        var name = stackalloc byte[64];
        var error = ptsname_r(master, name, 64);
        return error == 0 ? Marshal.PtrToStringUTF8((nint)name)! : throw new IOException($"ptsname: {Marshal.GetPInvokeErrorMessage(error)}.");
    }
}
