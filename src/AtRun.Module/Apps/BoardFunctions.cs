using AtRun.Module.Instances;
using AtRun.Module.Services.OnBoard;
using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.Links;
using static AtRun.Module.Worlds.AppParameter;

namespace AtRun.Module.Apps;

/// <summary>Pins and the main serial port (Telit AppZone samples, m2m_hw_…).</summary>
/// <remarks>The port that an app has opened is the app's: its instance gets no service until it is closed.</remarks>
internal sealed class BoardFunctions(AppMachine app) : AppGroup(app), ILinkReceiver
{
    /// <summary>The one handle of the serial port.</summary>
    private const int Handle = 1;

    // M2M_HW_UART_IO_…: numbers are those of sdk/appzone.
    private const int SetBlocking = 1, SetReceiver = 2, SetRate = 3;

    // M2M_HW_UART_RESULT
    private const int UartOk = 0, UartFailed = -1;

    private const int Piece = 1024, MaxReceived = 16 * 1024;

    private readonly OctetBuffer _received = new(0);
    private LocalPort? _port;
    private int _receiver;
    private int _lent;

    public override IEnumerable<AppFunction> Functions() =>
    [
        Returns("m2m_hw_gpio_conf", AppMachine.Invalid, a => Direct(a[0], a[1]), Integer, Integer),
        Returns("m2m_hw_gpio_write", AppMachine.Invalid, a => Put(a[0], a[1]), Integer, Integer),
        Returns("m2m_hw_gpio_read", AppMachine.Invalid, a => IsPin(a[0]) ? Module.Pins.LevelOf(a[0]) ? 1 : 0 : AppMachine.Invalid, Integer),
        Returns("m2m_hw_uart_open", UartFailed, _ => Open()),
        Returns("m2m_hw_uart_close", UartFailed, a => Has(a[0]) ? Close() : UartFailed, Integer),
        Returns("m2m_hw_uart_ioctl", UartFailed, a => Has(a[0]) ? Control(a[1], a[2]) : UartFailed, Integer, Integer, Integer),
        Returns("m2m_hw_uart_write", UartFailed, a => Has(a[0]) ? Write(a.Octets(1)) : UartFailed, Integer, Octets, IntegerPlace),
        Returns("m2m_hw_uart_read", UartFailed, a => Has(a[0]) ? Read(a[1]) : UartFailed, Integer, Room, IntegerPlace),
    ];

    public override void End() => Close();

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        _received.Add(octets);
        if (_received.Count >= MaxReceived && _port?.Link is { } link) link.Paused = true;
        Lend();
    }

    void ILinkReceiver.Drained() { }

    void ILinkReceiver.Ended(LinkEnd how) { }

    private bool IsPin(int pin) => pin >= 1 && pin <= Module.Pins.Count;

    private bool Has(int handle) => handle == Handle && _port is not null;

    private AppAnswer Direct(int pin, int direction)
    {
        if (!IsPin(pin) || direction is not (0 or 1)) return AppMachine.Invalid;
        Module.InBackground(async _ => await Module.Pins.Direct(pin, direction == 1 ? PinDirection.Output : PinDirection.Input));
        return AppMachine.Success;
    }

    private AppAnswer Put(int pin, int level)
    {
        if (!IsPin(pin) || level is not (0 or 1)) return AppMachine.Invalid;
        Module.Pins.Put(pin, level == 1);
        return AppMachine.Success;
    }

    private AppAnswer Open()
    {
        if (_port is not null) return Handle;
        if (Module.Ports is not [{ IsJoined: false, Link: not null } port, ..] || Module.Multiplexer.IsOn) return UartFailed;
        _port = port;
        port.Join(this, null);
        return Handle;
    }

    private AppAnswer Close()
    {
        if (_port is not { } port) return UartOk;
        (_port, _receiver) = (null, 0);
        _received.Clear();
        if (Module.IsOn) port.Part();
        return UartOk;
    }

    private AppAnswer Control(int action, int value)
    {
        switch (action)
        {
            // Nothing here blocks: what is read is what there is.
            case SetBlocking when value is >= 0 and <= 2:
                return UartOk;
            case SetReceiver:
                _receiver = value;
                Lend();
                return UartOk;
            case SetRate when value is >= 300 and <= 115200:
                _port!.SetRate?.Invoke(value);
                return UartOk;
            default:
                return UartFailed;
        }
    }

    private AppAnswer Write(byte[] octets)
    {
        if (_port!.Link is not { } link || link.Unsent > LocalPort.MaxUnsent) return new(UartFailed, Number(0));
        link.Send(octets);
        return new(UartOk, Number(octets.Length));
    }

    private AppAnswer Read(int most)
    {
        var octets = Take(Math.Min(most, _received.Count));
        return new(UartOk, octets, Number(octets.Length));
    }

    private byte[] Take(int count)
    {
        var octets = _received.Written[..count].ToArray();
        if (count == _received.Count) _received.Clear();
        else _received.Remove(count);
        if (_port?.Link is { Paused: true } link && _received.Count < MaxReceived) link.Paused = false;
        return octets;
    }

    // One piece at a time goes to the app's function.
    private void Lend()
    {
        if (_receiver == 0 || _lent > 0 || _received.Count == 0) return;
        var piece = Take(Math.Min(Piece, _received.Count));
        _lent = piece.Length;
        if (!App.Call(new(AppTask.Modem, null, _receiver, Handle, piece, piece.Length) { Done = Taken })) _lent = 0;
    }

    private void Taken()
    {
        _lent = 0;
        Lend();
    }
}
