using System.Buffers;
using System.Buffers.Text;

namespace AtRun.Protocol.Results;

/// <summary>Writes information text, results and unsolicited lines of one instance, framed as its settings say. Allocates nothing.</summary>
/// <remarks>
/// V.250 §5.7.1, §6.2.6; AT reference 80000ST10025a ATV.
/// <code>
///                     V1                                    V0
/// block of lines      S3 S4 line S3 S4 line S3 S4 …         line S3 S4 line S3 S4 …
/// result              S3 S4 text S3 S4                      number S3
/// +CME/+CMS ERROR     S3 S4 text S3 S4                      text S3 S4
/// </code>
/// A block is the list of one command: each block, and the result, bring their own S3 S4, which shows as an empty line in between.
/// The error lines have no number of their own that could stand for them under V0, so they stay text there and end as text does.
/// Whoever writes a block must finish it before another writer's octets go to the same output.
/// </remarks>
public sealed class ResponseWriter(OctetBuffer output)
{
    private const int MaxNumberLength = 20;

    private bool _inBlock;
    private ResponseFormat _format = ResponseFormat.Factory;
    private byte[] _ok = OkOf(ResponseFormat.Factory);

    /// <summary>Where everything goes; what is written there between <see cref="BeginLine"/> and <see cref="EndLine"/> is part of the line.</summary>
    public OctetBuffer Output => output;

    /// <summary>Takes effect with the next octet: a command that changes S3 or V has its own result in the new form.</summary>
    public ResponseFormat Format
    {
        get => _format;
        set => (_format, _ok) = (value, OkOf(value));
    }

    /// <summary>The next line begins a new block: another command of the command line, or something unsolicited.</summary>
    public void BeginBlock() => _inBlock = false;

    /// <summary>One line of information text, as Latin-1 (a character above U+00FF becomes <c>?</c>).</summary>
    public void Line(ReadOnlySpan<char> text)
    {
        BeginLine();
        Text(text);
        EndLine();
    }

    /// <inheritdoc cref="Line(ReadOnlySpan{char})"/>
    public void Line(string text) => Line(text.AsSpan());

    /// <summary>One line of information text; or raw data that stands where a line would, as after <c>#SRECV:</c>.</summary>
    public void Line(ReadOnlySpan<byte> octets)
    {
        BeginLine();
        Octets(octets);
        EndLine();
    }

    /// <summary>One line of information text: <c>writer.Line($"#SS: {id},{state}")</c>. The parts go straight to the output.</summary>
    public void Line([System.Runtime.CompilerServices.InterpolatedStringHandlerArgument("")] ref ResponseLineHandler line) => EndLine();

    /// <summary>A line of its own that no command asked for. One of several lines is a <see cref="BeginBlock"/>, its lines, a <see cref="BeginBlock"/>.</summary>
    public void Unsolicited(ReadOnlySpan<char> text)
    {
        BeginBlock();
        Line(text);
        BeginBlock();
    }

    /// <inheritdoc cref="Unsolicited(ReadOnlySpan{char})"/>
    public void Unsolicited(ReadOnlySpan<byte> octets)
    {
        BeginBlock();
        Line(octets);
        BeginBlock();
    }

    /// <summary>Starts a line that is put together by <see cref="Text"/>, <see cref="Number"/>, <see cref="Quoted"/>, <see cref="Octets"/>.</summary>
    public void BeginLine()
    {
        if (!_inBlock && _format.Verbose)
            LineEnd();
        _inBlock = true;
    }

    public void EndLine() => LineEnd();

    /// <summary>Characters as Latin-1; one above U+00FF becomes <c>?</c>.</summary>
    public void Text(ReadOnlySpan<char> text) => output.AddText(text);

    /// <summary>A number in decimal digits, or as the format says: <c>D3</c>, <c>X4</c>.</summary>
    public void Number(long number, ReadOnlySpan<char> format = default)
    {
        if (format.IsEmpty)
        {
            output.AddNumber(number);
            return;
        }
        var parsed = StandardFormat.Parse(format);
        Utf8Formatter.TryFormat(number, output.GetSpan(MaxNumberLength + parsed.Precision), out var length, parsed);
        output.Advance(length);
    }

    /// <summary>A string constant in double quotes; <c>"</c> and <c>\</c> inside are written <c>\22</c> and <c>\5C</c> (V.250 §5.4.2.2).</summary>
    public void Quoted(ReadOnlySpan<char> text)
    {
        Octets("\""u8);
        while (text.IndexOfAny('"', '\\') is var special and >= 0)
        {
            Text(text[..special]);
            Octets(text[special] == '"' ? "\\22"u8 : "\\5C"u8);
            text = text[(special + 1)..];
        }
        Text(text);
        Octets("\""u8);
    }

    /// <summary>Octets as they are, without any framing: a prompt, an echo, data.</summary>
    public void Octets(ReadOnlySpan<byte> octets) => output.Add(octets);

    /// <summary>A result, and the end of the block. Nothing for <see cref="FinalResult.None"/> and nothing under Q1 and Q2 (but S3 alone under Q1 of #SELINT=0 and 1).</summary>
    public void Result(in FinalResult result)
    {
        BeginBlock();
        if (result.Kind == ResultKind.None)
            return;
        // Nearly every line ends so.
        if (result.Kind == ResultKind.Ok)
        {
            output.Add(_ok);
            return;
        }
        if (Format.Quiet != 0)
        {
            if (Format.OldStyle && Format.Quiet == 1)
                Octets([Format.TerminationCharacter]);
            return;
        }
        switch (result.Kind)
        {
            case ResultKind.Cme when Format.ErrorReporting != ErrorReporting.Off:
                ErrorLine("+CME ERROR: "u8, result.CmeError!);
                break;
            case ResultKind.Step:
                Line(result.ConnectText!);
                break;
            case ResultKind.Cms:
                BeginLine();
                Octets("+CMS ERROR: "u8);
                Number(result.CmsError!.Number);
                EndLine();
                break;
            default:
                Code(CodeOf(result), Format.ResultCodeSelection == 0 ? null : result.ConnectText);
                break;
        }
        BeginBlock();
    }

    private void ErrorLine(ReadOnlySpan<byte> prefix, CmeError error)
    {
        BeginLine();
        Octets(prefix);
        if (Format.ErrorReporting == ErrorReporting.Text)
            Text(error.Text);
        else
            Number(Format.OldStyle ? error.NumberInOldStyle ?? error.Number : error.Number);
        EndLine();
    }

    private ResultCode CodeOf(in FinalResult result) => result.Kind switch
    {
        ResultKind.Cme => ResultCode.Of(ResultKind.Error),
        ResultKind.NoDialtone or ResultKind.Busy when Format.ResultCodeSelection == 0 => ResultCode.Of(ResultKind.NoCarrier),
        ResultKind.Connect when Format.ResultCodeSelection != 0 => ResultCode.OfConnect(result.ConnectText, Format.OldStyle),
        _ => ResultCode.Of(result.Kind),
    };

    private void Code(ResultCode code, string? connectText)
    {
        if (!Format.Verbose)
        {
            Number(code.Number);
            Octets([Format.TerminationCharacter]);
            return;
        }
        BeginLine();
        Text(code.Text);
        if (connectText is not null)
        {
            Octets(" "u8);
            Text(connectText);
        }
        EndLine();
    }

    private void LineEnd() => output.Add(_format.TerminationCharacter, _format.FormattingCharacter);

    /// <summary>What OK is on the wire in a format.</summary>
    private static byte[] OkOf(in ResponseFormat format)
    {
        var (end, code) = (format.TerminationCharacter, ResultCode.Of(ResultKind.Ok));
        if (format.Quiet != 0) return format.OldStyle && format.Quiet == 1 ? [end] : [];
        if (!format.Verbose) return [(byte)('0' + code.Number), end];
        byte[] line = [end, format.FormattingCharacter];
        return [.. line, .. System.Text.Encoding.Latin1.GetBytes(code.Text), .. line];
    }
}
