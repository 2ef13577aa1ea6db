using System.Runtime.InteropServices;
using AtRun.Protocol.Links;
using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>A pseudo terminal, pty(7): other programs open it under a stable path as they would a modem's serial port.</summary>
/// <remarks>
/// <para>Clients come and go unnoticed: the link never ends by itself. It is raw from the start (8 bits, no echo).</para>
/// <para>With nobody attached the kernel keeps some KiB for the next one who reads, then <see cref="DescriptorLink.Unsent"/> grows with
/// each Send. Who sends unasked looks at it and calls <see cref="Discard"/>, or sends nothing more.</para>
/// </remarks>
public sealed class PseudoTerminal : DescriptorLink, IDisposable
{
    private readonly int _slave;

    private PseudoTerminal(EventLoop loop, int master, int slave, string device, string? path)
        : base(loop, master) => (_slave, Device, Path) = (slave, device, path);

    /// <summary>The terminal's own name, /dev/pts/N.</summary>
    public string Device { get; }

    /// <summary>The symbolic link to <see cref="Device"/>.</summary>
    public string? Path { get; }

    /// <summary>Opens a pseudo terminal. On the loop, or before it runs.</summary>
    /// <param name="loop">The loop that owns it.</param>
    /// <param name="path">
    /// Where to put a symbolic link to it, null for none. Missing folders are made; a link to another pseudo terminal, left behind by a
    /// former run, is replaced.
    /// </param>
    /// <param name="receiver">Says at once who receives its octets.</param>
    /// <exception cref="IOException">There are no pseudo terminals left, or the path is taken or cannot be written. The text names it.</exception>
    public static PseudoTerminal Open(EventLoop loop, string? path, Func<PseudoTerminal, ILinkReceiver> receiver)
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
            // Kept open for good: the master of a terminal that nobody has open reads EIO, and its settings would be forgotten.
            slave = open(device, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
            if (slave < 0)
                throw new IOException($"{device}: {ErrnoText}.");

            Terminal.SetRaw(slave, device, null, false);
            if (path is not null)
                StableLink.Place(path, device);

            terminal = new PseudoTerminal(loop, master, slave, device, path);
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

        return terminal;
    }

    /// <summary>Sets the rate, bit/s, that whoever has it open can see; octets pass as fast as ever.</summary>
    public void SetRate(int baud) => Terminal.SetRate(_slave, Device, baud);

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

    private protected override void Released()
    {
        close(_slave);
        if (Path is not null)
            StableLink.Remove(Path, Device);
    }

    private static unsafe string SlaveName(int master)
    {
        var name = stackalloc byte[64];
        var error = ptsname_r(master, name, 64);
        return error == 0 ? Marshal.PtrToStringUTF8((nint)name)! : throw new IOException($"ptsname: {Marshal.GetPInvokeErrorMessage(error)}.");
    }
}
