namespace AtRun.Protocol.Lines;

/// <summary>Why the values of a command do not fit its declaration.</summary>
public enum BindFault
{
    None,
    Missing,
    NotANumber,
    OutsideTheDomain,
    TooShort,
    TooLong,
    NeedsQuotes,
    QuoteNotClosed,
    TooMany,
}

/// <summary>Where and why binding stopped. <paramref name="Parameter"/> counts from 0, <paramref name="Offset"/> in octets of the parameter text.</summary>
public readonly record struct BindError(BindFault Fault, int Parameter, int Offset);

/// <summary>Walks through the values of one command, separated by commas (V.250 §5.4.2).</summary>
public ref struct ParameterReader(ReadOnlySpan<byte> text, bool bareToUpper = false)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _position;
    private int _start;
    private int _index = -1;
    private bool _started;

    /// <summary>Bare strings are turned to upper case (interface styles 0 and 1, AT reference 80000ST10025a p14).</summary>
    public readonly bool BareToUpper { get; } = bareToUpper;

    public BindError Error { get; private set; }

    /// <summary>True when no value is left.</summary>
    public readonly bool AtEnd => _started ? _position > _text.Length : _text.Trim((byte)' ').IsEmpty;

    /// <summary>Takes the next value, blanks around it removed. False: there is none, or its quotes do not close.</summary>
    /// <param name="value">The content, without quotes.</param>
    /// <param name="quoted">It stood in double quotes.</param>
    public bool TryNext(out ReadOnlySpan<byte> value, out bool quoted)
    {
        value = default;
        quoted = false;
        _index++;
        if (AtEnd)
        {
            _started = true;
            _position = _start = _text.Length + 1;
            return false;
        }
        _started = true;
        while (_position < _text.Length && _text[_position] == ' ') _position++;
        _start = _position;
        if (_position < _text.Length && _text[_position] == '"')
        {
            var length = _text[(_position + 1)..].IndexOf((byte)'"');
            if (length < 0) return Fail(BindFault.QuoteNotClosed);
            value = _text.Slice(_position + 1, length);
            quoted = true;
            _position += length + 2;
            while (_position < _text.Length && _text[_position] == ' ') _position++;
            if (_position < _text.Length && _text[_position] != ',') return Fail(BindFault.QuoteNotClosed);
            _position++;
            return true;
        }
        var comma = _text[_position..].IndexOf((byte)',');
        var end = comma < 0 ? _text.Length : _position + comma;
        value = _text[_position..end].TrimEnd((byte)' ');
        _position = end + 1;
        return true;
    }

    /// <summary>Notes the first fault, at the value read last.</summary>
    public bool Fail(BindFault fault)
    {
        if (Error.Fault == BindFault.None) Error = new(fault, Math.Max(0, _index), Math.Min(_start, _text.Length));
        return false;
    }

    /// <summary>True if every value has been used.</summary>
    public bool Finish()
    {
        if (Error.Fault != BindFault.None) return false;
        if (AtEnd) return true;
        TryNext(out _, out _);
        return Fail(BindFault.TooMany);
    }
}
