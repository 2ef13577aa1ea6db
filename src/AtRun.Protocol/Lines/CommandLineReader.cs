namespace AtRun.Protocol.Lines;

/// <summary>What <see cref="CommandLineReader.Read"/> found.</summary>
public enum LineEvent
{
    /// <summary>All octets are consumed and no line is complete.</summary>
    Incomplete,

    /// <summary>A line is complete: see <see cref="CommandLineReader.Body"/>.</summary>
    Line,

    /// <summary><c>A/</c> or <c>AT#/</c>: run the body once more; it is in <see cref="CommandLineReader.Body"/> (empty if there was none).</summary>
    Repeat,

    /// <summary>A line ended that was longer than the limit. Nothing of it is kept; the answer is ERROR (AT reference 80000ST10025a p16).</summary>
    TooLong,
}

/// <summary>The characters that end and edit a command line.</summary>
/// <param name="End">S3, ends the line (V.250 §6.2.1).</param>
/// <param name="Formatting">S4, formats answers; ignored in a command line (V.250 §6.2.2).</param>
/// <param name="Editing">S5, takes the previous character back (V.250 §6.2.3).</param>
public readonly record struct LineCharacters(byte End, byte Formatting, byte Editing)
{
    public static LineCharacters Default { get; } = new((byte)'\r', (byte)'\n', (byte)'\b');
}

/// <summary>Octets of a terminal -> bodies of command lines, with echo, editing and repetition (V.250 §5.2).</summary>
/// <remarks>
/// What real terminals send besides is tolerated: NUL, ESC, Ctrl-Z and line feeds are dropped, and anything may stand
/// in front of the prefix. A line holds at most the limit; the octets of a longer one are passed over, not kept.
/// </remarks>
public sealed class CommandLineReader(int limit = CommandLineReader.DefaultLimit)
{
    /// <summary>Characters that a command line may have after its prefix (DEC-12).</summary>
    public const int DefaultLimit = 1024;

    private const byte Nul = 0, Esc = 0x1B, CtrlZ = 0x1A, Slash = (byte)'/';

    private enum State { Hunting, SawA, Body, TooLong }

    private byte[] _line = [];
    private byte[] _previous = [];
    private int _length;
    private int _previousLength;
    private State _state;
    private LineCharacters _characters = LineCharacters.Default;

    /// <summary>All three characters are control characters: what is none of these is text.</summary>
    private bool _plain = true;

    /// <summary>The body of the line that the last event was about. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Body => _previous.AsSpan(0, _previousLength);

    /// <summary>The characters in force; a change holds from the next octet on.</summary>
    public LineCharacters Characters
    {
        get => _characters;
        set => (_characters, _plain) = (value, value is { End: < 0x20, Formatting: < 0x20, Editing: < 0x20 });
    }

    /// <summary>True between the first octet of a line and its end.</summary>
    public bool InLine => _state != State.Hunting;

    /// <summary>Reads up to the end of one line.</summary>
    /// <param name="input">Octets as they arrived, cut anywhere.</param>
    /// <param name="consumed">How many of them are done with; call again with the rest.</param>
    /// <param name="echo">Where the echo goes; null when echo is off (E0).</param>
    public LineEvent Read(ReadOnlySpan<byte> input, out int consumed, OctetBuffer? echo)
    {
        if (_state == State.Hunting && TryReadWhole(input, echo) is var length and > 0)
        {
            consumed = length;
            return LineEvent.Line;
        }
        var characters = Characters;
        for (var i = 0; i < input.Length; i++)
        {
            var octet = input[i];
            if (octet is < 0x20 or 0x7F && octet != characters.End && octet != characters.Editing
                && (octet is Nul or Esc or CtrlZ || octet == characters.Formatting)) continue;
            echo?.Add(octet);
            if (octet == characters.End)
            {
                consumed = i + 1;
                var state = _state;
                _state = State.Hunting;
                if (state == State.Body) return Complete();
                if (state == State.TooLong) return LineEvent.TooLong;
                continue;
            }
            switch (_state)
            {
                case State.Hunting:
                    if (octet is (byte)'A' or (byte)'a') _state = State.SawA;
                    break;
                case State.SawA:
                    if (octet is (byte)'T' or (byte)'t') (_state, _length) = (State.Body, 0);
                    else if (octet == Slash)
                    {
                        _state = State.Hunting;
                        consumed = i + 1;
                        return LineEvent.Repeat;
                    }
                    else if (octet is not ((byte)'A' or (byte)'a')) _state = State.Hunting;
                    break;
                case State.Body when octet == characters.Editing:
                    if (_length > 0) _length--;
                    else _state = State.SawA;
                    break;
                case State.Body:
                    if (octet == Slash && _length == 1 && _line[0] == (byte)'#')
                    {
                        _state = State.Hunting;
                        consumed = i + 1;
                        return LineEvent.Repeat;
                    }
                    if (_length == limit) _state = State.TooLong;
                    else Append(octet);
                    break;
            }
        }
        consumed = input.Length;
        return LineEvent.Incomplete;
    }

    /// <summary>Forgets the line that was begun; the last complete one stays for repetition.</summary>
    public void Reset() => _state = State.Hunting;

    /// <summary>The usual case, a whole line at once with nothing to edit in it: its length with prefix and end, else 0.</summary>
    private int TryReadWhole(ReadOnlySpan<byte> input, OctetBuffer? echo)
    {
        if (input.Length < 3 || (input[0] | 0x20) != 'a' || (input[1] | 0x20) != 't' || !_plain) return 0;
        var end = input.IndexOfAnyInRange((byte)0, (byte)0x1F);
        if (end < 2 || input[end] != _characters.End || end - 2 > limit || (end > 3 && input[2] == '#' && input[3] == Slash)) return 0;
        var body = input[2..end];
        if (_line.Length < body.Length) Array.Resize(ref _line, Math.Max(32, Math.Max(body.Length, Math.Min(limit, _line.Length * 2))));
        body.CopyTo(_line);
        _length = body.Length;
        Complete();
        echo?.Add(input[..(end + 1)]);
        return end + 1;
    }

    private LineEvent Complete()
    {
        (_line, _previous) = (_previous, _line);
        _previousLength = _length;
        return LineEvent.Line;
    }

    private void Append(byte octet)
    {
        if (_length == _line.Length) Array.Resize(ref _line, Math.Max(32, Math.Min(limit, _line.Length * 2)));
        _line[_length++] = octet;
    }
}
