using System.Buffers.Binary;

namespace AtRun.Protocol.Links;

/// <summary>The access server's end of a telnet connection that carries a serial port and its lines (RFC 854, RFC 856, RFC 2217).</summary>
/// <remarks>
/// Speed, framing and flow control are kept and told as the client set them; data pass whatever they are. A client that is only telnet gets
/// data too.
/// </remarks>
public sealed class ComPortSession
{
    private const byte SubnegotiationEnd = 240, Subnegotiation = 250, Will = 251, Wont = 252, Do = 253, Dont = 254;
    private const byte Binary = 0, Echo = 1, SuppressGoAhead = 3, ComPort = 44;
    private const byte Cr = 0x0D;

    /// <summary>Of the line state: a break was detected (RFC 2217 §2, NOTIFY-LINESTATE).</summary>
    private const byte BreakDetected = 0x10;

    /// <summary>What a server answers to a command has its number and this.</summary>
    private const byte FromServer = 100;

    /// <summary>Octets of a subnegotiation; longer ones are forgotten.</summary>
    private const int MaxParameters = 256;

    private readonly IComPort _port;
    private readonly OctetBuffer _parameters = new(16);
    private readonly OctetBuffer _out = new(64);
    private readonly Agreement[] _ours = new Agreement[ComPort + 1];
    private readonly Agreement[] _theirs = new Agreement[ComPort + 1];
    private State _state;
    private byte _verb;
    private bool _afterCr;
    private int _rate = 115200;
    private byte _dataSize = 8, _parity = 1, _stopSize = 1, _outFlow = 1, _inFlow = 14;
    private byte _lineMask, _modemMask = 0xFF;
    private bool _break;
    private PortLines _client = PortLines.OfTerminal;
    private PortLines _told;
    private PortLines _module;

    /// <param name="port">The port.</param>
    /// <param name="lines">The module's lines now.</param>
    public ComPortSession(IComPort port, PortLines lines) => (_port, _module, _told) = (port, lines, lines);

    private enum State : byte { Data, Command, Option, Parameters, ParametersCommand }

    private enum Agreement : byte { No, Asked, Yes }

    /// <summary>The commands of a client (RFC 2217 §2).</summary>
    private enum Command : byte
    {
        Signature, SetBaudRate, SetDataSize, SetParity, SetStopSize, SetControl, NotifyLineState, NotifyModemState,
        FlowControlSuspend, FlowControlResume, SetLineStateMask, SetModemStateMask, PurgeData,
    }

    /// <summary>Says what a server says first.</summary>
    public void Begin()
    {
        foreach (var option in (ReadOnlySpan<byte>)[Binary, Echo, SuppressGoAhead]) Ask(_ours, option, Will);
        foreach (var option in (ReadOnlySpan<byte>)[Binary, SuppressGoAhead, ComPort]) Ask(_theirs, option, Do);
        Flush();
    }

    /// <summary>Takes what came from the client.</summary>
    public void Receive(ReadOnlySpan<byte> octets)
    {
        while (!octets.IsEmpty)
        {
            if (_state == State.Data)
            {
                var text = octets.IndexOf(TelnetFilter.Iac);
                if (text < 0) text = octets.Length;
                if (text > 0) Data(octets[..text]);
                octets = octets[text..];
                if (octets.IsEmpty) break;
                _state = State.Command;
            }
            else Next(octets[0]);
            octets = octets[1..];
        }
        Flush();
    }

    /// <summary>Data for the client, on the way to <see cref="IComPort.Send"/>: 0xFF is written twice.</summary>
    public void Send(ReadOnlySpan<byte> octets)
    {
        int iac;
        while ((iac = octets.IndexOf(TelnetFilter.Iac)) >= 0)
        {
            _port.Send(octets[..(iac + 1)]);
            octets = octets[iac..];
            _port.Send(octets[..1]);
            octets = octets[1..];
        }
        if (!octets.IsEmpty) _port.Send(octets);
    }

    /// <summary>The module's lines changed.</summary>
    public void Show(PortLines lines)
    {
        _module = lines;
        if (_theirs[ComPort] != Agreement.Yes || ((ModemState() ^ Told()) & _modemMask & 0xF0) == 0) return;
        TellModemState();
        Flush();
    }

    /// <summary>The module gives a break: told to who asked for it by SET-LINESTATE-MASK.</summary>
    public void Break()
    {
        if (_theirs[ComPort] != Agreement.Yes || (_lineMask & BreakDetected) == 0) return;
        Answer(Command.NotifyLineState, BreakDetected);
        Flush();
    }

    // Without the binary option a CR that is no line end has a NUL behind it (RFC 854 p11).
    private void Data(ReadOnlySpan<byte> octets)
    {
        if (_theirs[Binary] == Agreement.Yes)
        {
            _port.Data(octets);
            return;
        }
        while (!octets.IsEmpty)
        {
            if (_afterCr && octets[0] == 0) octets = octets[1..];
            _afterCr = false;
            var cr = octets.IndexOf(Cr);
            var text = cr < 0 ? octets.Length : cr + 1;
            if (text > 0) _port.Data(octets[..text]);
            octets = octets[text..];
            _afterCr = cr >= 0;
        }
    }

    private void Next(byte octet)
    {
        switch (_state)
        {
            case State.Command:
                _state = State.Data;
                if (octet == TelnetFilter.Iac) Data([octet]);
                else if (octet is >= Will and <= Dont) (_state, _verb) = (State.Option, octet);
                else if (octet == Subnegotiation)
                {
                    _state = State.Parameters;
                    _parameters.Clear();
                }
                break;
            case State.Option:
                _state = State.Data;
                Negotiate(octet);
                break;
            case State.Parameters when octet == TelnetFilter.Iac:
                _state = State.ParametersCommand;
                break;
            case State.ParametersCommand when octet != TelnetFilter.Iac:
                _state = State.Data;
                if (octet == SubnegotiationEnd && _parameters.Count is >= 2 and < MaxParameters && _parameters.Written[0] == ComPort)
                    Obey((Command)_parameters.Written[1], _parameters.Written[2..]);
                break;
            default:
                _state = State.Parameters;
                if (_parameters.Count < MaxParameters) _parameters.Add(octet);
                break;
        }
    }

    private void Ask(Agreement[] side, byte option, byte verb)
    {
        side[option] = Agreement.Asked;
        _out.Add([TelnetFilter.Iac, verb, option]);
    }

    // An answer to what we asked is not answered, and nor is what is so already: it would never end.
    private void Negotiate(byte option)
    {
        var ours = _verb is Do or Dont;
        var side = ours ? _ours : _theirs;
        var known = option is Binary or SuppressGoAhead or ComPort || (option == Echo && ours);
        if (!known)
        {
            if (_verb is Do or Will) _out.Add([TelnetFilter.Iac, ours ? Wont : Dont, option]);
            return;
        }
        var (before, wanted) = (side[option], _verb is Do or Will);
        side[option] = wanted ? Agreement.Yes : Agreement.No;
        if (wanted && before == Agreement.No) _out.Add([TelnetFilter.Iac, ours ? Will : Do, option]);
        else if (!wanted && before == Agreement.Yes) _out.Add([TelnetFilter.Iac, ours ? Wont : Dont, option]);
        // Who speaks of the option may now be told of the lines.
        if (option == ComPort && wanted && before != Agreement.Yes && !ours) TellModemState();
    }

    // A client whose own WILL met our DO on the way may take that for the answer and never send it: python3-serial does.
    private void AgreeByUse()
    {
        if (_theirs[ComPort] != Agreement.Asked) return;
        _theirs[ComPort] = Agreement.Yes;
        TellModemState();
    }

    private void Obey(Command command, ReadOnlySpan<byte> value)
    {
        AgreeByUse();
        var first = value.IsEmpty ? (byte)0 : value[0];
        switch (command)
        {
            case Command.Signature:
                if (value.IsEmpty) Answer(command, "AtRun"u8);
                break;
            case Command.SetBaudRate when value.Length == 4:
                var rate = BinaryPrimitives.ReadUInt32BigEndian(value);
                if (rate is > 0 and <= int.MaxValue) _rate = _port.SetRate((int)rate);
                Span<byte> used = stackalloc byte[4];
                BinaryPrimitives.WriteInt32BigEndian(used, _rate);
                Answer(command, used);
                break;
            case Command.SetDataSize:
                Answer(command, _dataSize = first is >= 5 and <= 8 ? first : _dataSize);
                break;
            case Command.SetParity:
                Answer(command, _parity = first is >= 1 and <= 5 ? first : _parity);
                break;
            case Command.SetStopSize:
                Answer(command, _stopSize = first is >= 1 and <= 3 ? first : _stopSize);
                break;
            case Command.SetControl:
                Answer(command, Control(first));
                break;
            case Command.NotifyLineState:
                Answer(command, 0);
                break;
            case Command.NotifyModemState:
                TellModemState();
                break;
            case Command.FlowControlSuspend or Command.FlowControlResume:
                _port.Hold(command == Command.FlowControlSuspend);
                break;
            case Command.SetLineStateMask:
                Answer(command, _lineMask = first);
                break;
            case Command.SetModemStateMask:
                Answer(command, _modemMask = first);
                TellModemState();
                break;
            case Command.PurgeData when first is >= 1 and <= 3:
                _port.Purge(forClient: first != 2, fromClient: first != 1);
                Answer(command, first);
                break;
        }
    }

    // RFC 2217 §2, SET-CONTROL. What is asked for and not there is answered by what is.
    private byte Control(byte what)
    {
        switch (what)
        {
            case 0: return _outFlow;
            case 1 or 2 or 3: return _outFlow = what;
            case 4: return _break ? (byte)5 : (byte)6;
            case 5 or 6:
                if (what == 5 && !_break) _port.Break();
                _break = what == 5;
                return what;
            case 7: return _client.HasFlag(PortLines.Dtr) ? (byte)8 : (byte)9;
            case 8 or 9:
                Switch(PortLines.Dtr, what == 8);
                return what;
            case 10: return _client.HasFlag(PortLines.Rts) ? (byte)11 : (byte)12;
            case 11 or 12:
                Switch(PortLines.Rts, what == 11);
                return what;
            case 13: return _inFlow;
            case 14 or 15 or 16: return _inFlow = what;
            case 17 or 19: return _outFlow;
            default: return _inFlow;
        }
    }

    private void Switch(PortLines line, bool on)
    {
        var lines = on ? _client | line : _client & ~line;
        if (lines == _client) return;
        _client = lines;
        _port.LinesChanged(lines);
    }

    // DCD RI DSR CTS in the upper half (RFC 2217 §2, NOTIFY-MODEMSTATE)
    private byte ModemState() => Bits(_module);

    private byte Told() => Bits(_told);

    private static byte Bits(PortLines lines) => (byte)(
        (lines.HasFlag(PortLines.Cts) ? 0x10 : 0) | (lines.HasFlag(PortLines.Dsr) ? 0x20 : 0) |
        (lines.HasFlag(PortLines.Ri) ? 0x40 : 0) | (lines.HasFlag(PortLines.Dcd) ? 0x80 : 0));

    // The lower half: which of them changed since the last time; of RI, that it went off.
    private void TellModemState()
    {
        var (now, before) = (ModemState(), Told());
        var changed = (now ^ before) >> 4;
        if ((now & 0x40) != 0) changed &= ~0x4;
        _told = _module;
        Answer(Command.NotifyModemState, (byte)(now | changed));
    }

    private void Answer(Command command, byte value) => Answer(command, [value]);

    private void Answer(Command command, ReadOnlySpan<byte> value)
    {
        _out.Add([TelnetFilter.Iac, Subnegotiation, ComPort, (byte)((byte)command + FromServer)]);
        foreach (var octet in value)
        {
            _out.Add(octet);
            if (octet == TelnetFilter.Iac) _out.Add(octet);
        }
        _out.Add(TelnetFilter.Iac, SubnegotiationEnd);
    }

    private void Flush()
    {
        if (_out.Count == 0) return;
        _port.Send(_out.Written);
        _out.Clear();
    }
}
