using System.Diagnostics.CodeAnalysis;

namespace AtRun.Protocol.Responses;

/// <summary>Reads values: <c>value = [ bare / DQUOTE text DQUOTE / "(" values ")" ]</c>, separated by commas.</summary>
/// <remarks>
/// V.250 §5.4.2, §5.7.3. A parenthesis counts at the beginning of a value only; closing ones only inside a list: <c>#MONI</c> and its like print
/// free text. A list is not nested deeper than <see cref="ResponseValues.MaxDepth"/>.
/// </remarks>
internal ref struct ResponseValuesDecoder(ReadOnlySpan<char> line, int start)
{
    private readonly ReadOnlySpan<char> _line = line;
    private int _at = start;
    private int _field;
    private ResponseValuesError? _error;

    public bool TryDecode(out IReadOnlyList<ResponseValue> values, [NotNullWhen(false)] out ResponseValuesError? error)
    {
        var read = new List<ResponseValue>();
        SkipBlanks();
        if (_at < _line.Length)
            Values(read, 0);
        error = _error;
        values = read;
        return error is null;
    }

    /// <summary>Reads up to the end of the line, or of the list.</summary>
    private void Values(List<ResponseValue> values, int depth)
    {
        while (true)
        {
            if (depth == 0)
                _field++;
            values.Add(Value(depth));
            if (_error is not null || _at == _line.Length || _line[_at] == ')')
                return;
            // Value() ends at a comma, a closing parenthesis or the end.
            _at++;
        }
    }

    private ResponseValue Value(int depth)
    {
        SkipBlanks();
        if (_at == _line.Length)
            return ResponseValue.Empty;
        var value = _line[_at] switch
        {
            '"' => Quoted(),
            '(' => List(depth),
            _ => Bare(depth),
        };
        SkipBlanks();
        if (_error is null && _at < _line.Length && _line[_at] != ',' && !(depth > 0 && _line[_at] == ')'))
            Fail(_at, "something follows the end of the value");
        return value;
    }

    private ResponseValue Quoted()
    {
        var opening = _at++;
        var length = _line[_at..].IndexOf('"');
        if (length < 0)
        {
            Fail(opening, "no closing quote");
            return ResponseValue.Empty;
        }
        var text = _line.Slice(_at, length).ToString();
        _at += length + 1;
        return new ResponseValue(ResponseValueKind.Quoted, text, []);
    }

    private ResponseValue List(int depth)
    {
        var opening = _at++;
        if (depth == ResponseValues.MaxDepth)
        {
            Fail(opening, "lists nested too deep");
            return ResponseValue.Empty;
        }
        var items = new List<ResponseValue>();
        SkipBlanks();
        if (_at < _line.Length && _line[_at] != ')')
            Values(items, depth + 1);
        if (_error is not null)
            return ResponseValue.Empty;
        if (_at == _line.Length)
        {
            Fail(opening, "no closing parenthesis");
            return ResponseValue.Empty;
        }
        _at++;
        return new ResponseValue(ResponseValueKind.List, "", items);
    }

    private ResponseValue Bare(int depth)
    {
        var begin = _at;
        while (_at < _line.Length && _line[_at] != ',' && !(depth > 0 && _line[_at] == ')'))
            _at++;
        var text = _line[begin.._at].TrimEnd(' ');
        return text.IsEmpty ? ResponseValue.Empty : new ResponseValue(ResponseValueKind.Bare, text.ToString(), []);
    }

    private void SkipBlanks()
    {
        while (_at < _line.Length && _line[_at] == ' ')
            _at++;
    }

    private void Fail(int offset, string reason) => _error ??= new ResponseValuesError(_field, offset, reason);
}
