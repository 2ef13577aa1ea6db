using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>What pseudo terminals and serial ports have in common: termios(3).</summary>
internal static unsafe class Terminal
{
    private const uint CSTOPB = 0x40, CREAD = 0x80, HUPCL = 0x400, CLOCAL = 0x800, CBAUD = 0x100F, CRTSCTS = 0x80000000;
    private const int TCSANOW = 0, VTIME = 5, VMIN = 6;

    /// <summary>Baud rates and their names in termios: the only place that lists them.</summary>
    private static readonly (int Baud, uint Code)[] _rates =
    [
        (300, 0x7), (600, 0x8), (1200, 0x9), (2400, 0xB), (4800, 0xC), (9600, 0xD), (19200, 0xE), (38400, 0xF),
        (57600, 0x1001), (115200, 0x1002), (230400, 0x1003), (460800, 0x1004), (500000, 0x1005), (576000, 0x1006),
        (921600, 0x1007), (1000000, 0x1008), (1152000, 0x1009), (1500000, 0x100A), (2000000, 0x100B), (2500000, 0x100C),
        (3000000, 0x100D), (3500000, 0x100E), (4000000, 0x100F),
    ];

    internal static IEnumerable<int> Rates => _rates.Select(rate => rate.Baud);

    /// <summary>8 data bits, no parity, one stop bit, no echo, nothing interpreted, modem lines ignored.</summary>
    /// <param name="fd">An open terminal.</param>
    /// <param name="path">Its name, for the error text.</param>
    /// <param name="baud">One of <see cref="Rates"/>; null leaves the rate alone.</param>
    /// <param name="hardwareFlow">RTS and CTS.</param>
    /// <exception cref="IOException">It is no terminal, or does not do this rate.</exception>
    internal static void SetRaw(int fd, string path, int? baud, bool hardwareFlow)
    {
        Termios settings;
        if (tcgetattr(fd, &settings) < 0)
            throw new IOException(Errno == ENOTTY ? $"{path}: not a terminal." : $"{path}: {ErrnoText}.");

        cfmakeraw(&settings);
        settings.ControlFlags &= ~(CSTOPB | CRTSCTS);
        settings.ControlFlags |= CLOCAL | CREAD | (hardwareFlow ? CRTSCTS : 0);
        // Else a read of nothing would look like the end.
        settings.Characters[VMIN] = 1;
        settings.Characters[VTIME] = 0;
        var code = baud is { } rate ? CodeOf(rate) : 0;
        if (code != 0)
            cfsetspeed(&settings, code);

        if (tcsetattr(fd, TCSANOW, &settings) < 0)
            throw new IOException($"{path}: {ErrnoText}.");

        // tcsetattr is content when it could do any of it.
        if (code != 0 && (tcgetattr(fd, &settings) < 0 || (settings.ControlFlags & CBAUD) != code))
            throw new IOException($"{path}: does not do {baud} baud.");
    }

    /// <summary>Sets the rate and leaves everything else alone.</summary>
    internal static void SetRate(int fd, string path, int baud)
    {
        Termios settings;
        if (tcgetattr(fd, &settings) < 0 || cfsetspeed(&settings, CodeOf(baud)) < 0 || tcsetattr(fd, TCSANOW, &settings) < 0)
            throw new IOException($"{path}: {ErrnoText}.");
    }

    /// <summary>Makes the last close drop DTR, as it does at a serial port unless a program says otherwise.</summary>
    internal static void SetHangUp(int fd)
    {
        Termios settings;
        if (tcgetattr(fd, &settings) < 0)
            return;

        settings.ControlFlags |= HUPCL;
        tcsetattr(fd, TCSANOW, &settings);
    }

    /// <summary>The rate that a program chose, bit/s, 0 for the one that hangs up (B0, termios(3)); and whether its close drops DTR.</summary>
    internal static (int Rate, bool HangsUp) Settings(int fd)
    {
        Termios settings;
        if (tcgetattr(fd, &settings) < 0)
            return (0, true);

        var code = settings.ControlFlags & CBAUD;
        foreach (var (rate, known) in _rates)
        {
            if (known == code)
                return (rate, (settings.ControlFlags & HUPCL) != 0);
        }

        // Rates of teletypes: any that is not B0.
        return (code == 0 ? 0 : 110, (settings.ControlFlags & HUPCL) != 0);
    }

    internal static uint CodeOf(int baud)
    {
        foreach (var (rate, code) in _rates)
        {
            if (rate == baud)
                return code;
        }

        throw new ArgumentOutOfRangeException(nameof(baud), baud, $"Baud rates: {string.Join(", ", Rates)}.");
    }
}
