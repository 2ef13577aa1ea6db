namespace AtRun.Protocol.Lines;

/// <summary>How a command is written (27.007 §4).</summary>
public enum Form
{
    /// <summary><c>+X</c></summary>
    Execute,

    /// <summary><c>+X=…</c></summary>
    Write,

    /// <summary><c>+X?</c></summary>
    Read,

    /// <summary><c>+X=?</c></summary>
    Test,

    /// <summary><c>+X=??</c>, known to the interface styles 0 and 1 only (AT reference 80000ST10025a p14).</summary>
    TestExtended,

    /// <summary>Not a command: the line is in error from here on.</summary>
    Invalid,
}

/// <summary>One command of a line, as it stands there.</summary>
public readonly ref struct CommandSyntax(ReadOnlySpan<byte> name, Form form, ReadOnlySpan<byte> parameters)
{
    /// <summary>Name as typed: <c>+CREG</c>, <c>&amp;F</c>, <c>E</c>, <c>S3</c>; <c>S</c> alone is the selected register.</summary>
    public ReadOnlySpan<byte> Name { get; } = name;

    public Form Form { get; } = form;

    /// <summary>What stands behind <c>=</c>, or the digits behind a basic name, or the dial string behind <c>D</c>.</summary>
    public ReadOnlySpan<byte> Parameters { get; } = parameters;
}

/// <summary>The body of a command line -> its commands (V.250 §5.2 to §5.4).</summary>
public static class CommandLine
{
    // V.250 §5.2.1  body = *( basic | S parameter | extended [";"] )
    //        §5.3.1  basic     <command>[<number>]                D takes the rest of the line
    //        §5.3.2  S         S<n>, S<n>?, S<n>=<number>;        =<v> and ? alone mean the selected register
    //        §5.4    extended  ( + # $ @ * )<name>[ ? | = ? | =<values> ], separated by ";"

    // V.250 §5.4.1 lets names have these; case does not count.
    private static readonly bool[] IsNameOctet = [.. Enumerable.Range(0, 256).Select(o => o < 128 && (char.IsAsciiLetterOrDigit((char)o) || "_-!./:%".Contains((char)o, StringComparison.Ordinal)))];

    /// <summary>Takes the next command of <paramref name="body"/> from <paramref name="position"/> on; false at its end.</summary>
    public static bool TryNext(ReadOnlySpan<byte> body, ref int position, out CommandSyntax command)
    {
        while (position < body.Length && body[position] is (byte)' ' or (byte)';') position++;
        if (position >= body.Length)
        {
            command = default;
            return false;
        }
        var first = Upper(body[position]);
        command = first switch
        {
            (byte)'+' or (byte)'#' or (byte)'$' or (byte)'@' or (byte)'*' => Extended(body, ref position),
            (byte)'D' => Dial(body, ref position),
            (byte)'S' or (byte)'=' or (byte)'?' => Register(body, ref position),
            (byte)'&' when position + 1 < body.Length && Upper(body[position + 1]) == 'Z' => Numbered(body, ref position),
            (byte)'&' or (byte)'\\' or (byte)'%' => Basic(body, ref position, nameLength: 2),
            >= (byte)'A' and <= (byte)'Z' => Basic(body, ref position, nameLength: 1),
            _ => Invalid(body, ref position),
        };
        return true;
    }

    private static CommandSyntax Extended(ReadOnlySpan<byte> body, ref int position)
    {
        var start = position++;
        var isNameOctet = IsNameOctet;
        while (position < body.Length && isNameOctet[body[position]]) position++;
        var name = body[start..position];
        if (name.Length == 1) return Invalid(body, ref position);
        SkipBlanks(body, ref position);
        if (AtEnd(body, position)) return new(name, Form.Execute, default);
        if (body[position] == '?') return EndOf(body, ref position, name, Form.Read);
        if (body[position] != '=') return Invalid(body, ref position);
        position++;
        SkipBlanks(body, ref position);
        if (position < body.Length && body[position] == '?')
        {
            if (position + 1 >= body.Length || body[position + 1] != '?') return EndOf(body, ref position, name, Form.Test);
            position++;
            return EndOf(body, ref position, name, Form.TestExtended);
        }
        var from = position;
        for (var quoted = false; position < body.Length && (quoted || body[position] != ';'); position++)
            if (body[position] == '"') quoted = !quoted;
        return new(name, Form.Write, body[from..position]);
    }

    /// <summary>After the mark at <paramref name="position"/> the command must end.</summary>
    private static CommandSyntax EndOf(ReadOnlySpan<byte> body, ref int position, ReadOnlySpan<byte> name, Form form)
    {
        position++;
        SkipBlanks(body, ref position);
        return AtEnd(body, position) ? new(name, form, default) : Invalid(body, ref position);
    }

    private static CommandSyntax Basic(ReadOnlySpan<byte> body, ref int position, int nameLength)
    {
        if (position + nameLength > body.Length) return Invalid(body, ref position);
        var name = body.Slice(position, nameLength);
        position += nameLength;
        var digits = Digits(body, ref position);
        if (position < body.Length && body[position] is (byte)'=' or (byte)'?') return Invalid(body, ref position);
        return new(name, digits.IsEmpty ? Form.Execute : Form.Write, digits);
    }

    /// <summary><c>&amp;Z&lt;n&gt;=&lt;nr&gt;</c>, the one basic command with a text (AT reference 80000ST10025a p45): all up to a semicolon belongs to it.</summary>
    private static CommandSyntax Numbered(ReadOnlySpan<byte> body, ref int position)
    {
        var name = body.Slice(position, 2);
        var from = position += 2;
        while (!AtEnd(body, position)) position++;
        return new(name, Form.Write, body[from..position]);
    }

    private static CommandSyntax Register(ReadOnlySpan<byte> body, ref int position)
    {
        var start = position;
        if (Upper(body[position]) == 'S') position++;
        Digits(body, ref position);
        var name = position > start ? body[start..position] : "S"u8;
        SkipBlanks(body, ref position);
        if (position < body.Length && body[position] == '?')
        {
            position++;
            return new(name, Form.Read, default);
        }
        if (position >= body.Length || body[position] != '=') return new(name, Form.Execute, default);
        position++;
        SkipBlanks(body, ref position);
        return new(name, Form.Write, Digits(body, ref position));
    }

    private static CommandSyntax Dial(ReadOnlySpan<byte> body, ref int position)
    {
        var name = body.Slice(position, 1);
        var number = body[(position + 1)..];
        position = body.Length;
        return new(name, Form.Write, number);
    }

    private static CommandSyntax Invalid(ReadOnlySpan<byte> body, ref int position)
    {
        position = body.Length;
        return new(default, Form.Invalid, default);
    }

    private static ReadOnlySpan<byte> Digits(ReadOnlySpan<byte> body, ref int position)
    {
        var start = position;
        while (position < body.Length && body[position] is >= (byte)'0' and <= (byte)'9') position++;
        return body[start..position];
    }

    private static void SkipBlanks(ReadOnlySpan<byte> body, ref int position)
    {
        while (position < body.Length && body[position] == ' ') position++;
    }

    private static bool AtEnd(ReadOnlySpan<byte> body, int position) => position >= body.Length || body[position] == ';';

    private static byte Upper(byte octet) => octet is >= (byte)'a' and <= (byte)'z' ? (byte)(octet - 0x20) : octet;
}
