using System.Text;
using AtRun.Protocol.Links;
using AtRun.Protocol.Results;

namespace AtRun.Protocol.Responses;

/// <summary>
/// Reads what a module sends, on the operator's side: octets in, <see cref="ResponseItem"/>s out. What comes out does not depend on
/// how the octets are cut. It never throws on octets and holds two lines of <see cref="ResponseReaderOptions.MaxLineLength"/> at most.
/// </summary>
/// <remarks>
/// V.250 §5.7, §6.2.6; 27.005 §3.4.1, §3.5.1.
/// <code>
/// while (reader.Read(octets, out var consumed) is { } item)
/// {
///     octets = octets[consumed..];
///     …
/// }
/// </code>
/// After null everything is consumed. Between two items any member may be called: the octets not yet consumed are read in the new state.
/// <para>
/// A line is handed out when its end is there. In strict mode that is S3 S4, so that nobody acts on the letters <c>OK</c> before the
/// module is done; otherwise the first CR, LF, S3 or S4, and an LF or S4 right behind is passed over. Under V0 a number ends with S3.
/// </para>
/// </remarks>
public sealed class ResponseReader
{
    private const int Endless = -1;
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';
    private const byte CtrlZ = 0x1A;
    private const int FirstBuffer = 256;

    /// <summary>After the first <c>&gt;</c> of a prompt, in lenient mode: a blank, or two more of it, belong to it.</summary>
    private const int RestOfPrompt = 2;

    /// <summary>A header of +CMT in text mode has at least this many commas; in PDU mode fewer (27.005 §3.4.1).</summary>
    private const int CommasOfTextMode = 2;

    private readonly ResponseReaderOptions _options;
    private readonly SentCommands _sent = new();
    private TelnetFilter _telnet;

    // Held from the first octet of a line to its end, or to the end of the answer: an idle reader is small.
    private byte[] _line = [];
    private int _length;
    private bool _overflow;
    private bool _terminationHeld;
    private int _emptyLines;

    private bool _skipFormatting;
    private bool _afterEcho;
    private int _skipPrompt;

    private string? _echo;
    private bool _mayPrompt;
    private string? _header;
    private int _dataLeft;

    public ResponseReader(ResponseReaderOptions? options = null)
    {
        _options = options ?? ResponseReaderOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxLineLength, 1, nameof(options));
    }

    /// <summary>What the module was told to use; V, S3 and S4 matter here.</summary>
    public ResponseFormat Format { get; set; } = ResponseFormat.Factory;

    /// <summary>True from <see cref="Expect"/> to the final result: lines are an answer then.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>The module's side speaks telnet: it offered or asked for an option (RFC 854), so 0xFF is no data there.</summary>
    public bool HeardTelnet { get; private set; }

    /// <summary>A command line is sent: its echo, its answer and its result follow.</summary>
    /// <param name="commandLine">From AT on, without the termination character.</param>
    public void Expect(string commandLine)
    {
        _echo = commandLine.Length > 0 ? commandLine : null;
        _sent.Set(commandLine);
        IsRunning = true;
        _mayPrompt = true;
    }

    /// <summary>Text is sent after a prompt: it comes back as <see cref="ResponseItemKind.Echo"/> if the module echoes. With the Ctrl-Z (U+001A).</summary>
    public void ExpectEcho(string text) => _echo = text.Length > 0 ? text : null;

    /// <summary>The result of the command is not waited for any more: what follows is unsolicited until the next <see cref="Expect"/>.</summary>
    public void Abandon()
    {
        IsRunning = false;
        _mayPrompt = false;
        _echo = null;
        _sent.Clear();
    }

    /// <summary>What follows is data, until <see cref="EndData"/>. A line that has begun is dropped.</summary>
    public void BeginData() => SetData(Endless);

    /// <summary>So many octets are data, as after <c>#SRECV: 1,6</c> or <c>#FTPRECV: 400</c>; then lines follow again.</summary>
    public void BeginData(int octets)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(octets);
        SetData(octets);
    }

    /// <summary>Lines follow again.</summary>
    /// <param name="resultFollows">True after an escape sequence: its OK or NO CARRIER is the final result of what connected.</param>
    public void EndData(bool resultFollows)
    {
        _dataLeft = 0;
        IsRunning |= resultFollows;
    }

    /// <summary>Reads up to the end of the next item.</summary>
    /// <param name="input">Octets in the order they came.</param>
    /// <param name="consumed">How many of them were taken; all of them if there is no item yet.</param>
    public ResponseItem? Read(ReadOnlySpan<byte> input, out int consumed)
    {
        consumed = 0;
        while (consumed < input.Length)
        {
            if (_dataLeft != 0 && !SkipsFormatting(input[consumed]))
                return Data(input, ref consumed);
            if (Take(input[consumed++]) is { } item)
                return item;
        }
        return null;
    }

    private void SetData(int octets)
    {
        _dataLeft = octets;
        EndLine();
        _emptyLines = 0;
        _skipPrompt = 0;
    }

    private ResponseItem Data(ReadOnlySpan<byte> input, ref int consumed)
    {
        var data = input[consumed..];
        if (_dataLeft > 0)
        {
            data = data[..Math.Min(_dataLeft, data.Length)];
            _dataLeft -= data.Length;
        }
        consumed += data.Length;
        return Item(ResponseItemKind.Data, "") with { Octets = data.ToArray() };
    }

    private ResponseItem? Take(byte octet)
    {
        // Before data, only the rest of a line end comes here.
        if (_dataLeft != 0)
            return null;
        if (_options.Strict)
            return TakeStrict(octet);
        switch (_telnet.Next(octet))
        {
            case TelnetOctet.Drop:
                HeardTelnet |= _telnet.InOption;
                return null;
            case TelnetOctet.PassWithHeld:
                // It is text and neither ends a line nor makes a prompt: no item comes of it.
                _ = TakeLenient(TelnetFilter.Iac);
                break;
        }
        return octet == 0 ? null : TakeLenient(octet);
    }

    private ResponseItem? TakeLenient(byte octet)
    {
        if (SkipsFormatting(octet) || SkipsPrompt(octet))
            return null;
        if (octet == Format.TerminationCharacter || octet == Cr)
            return LineEnded(formattingMayFollow: true);
        if (octet == Format.FormattingCharacter || octet == Lf)
            return LineEnded(formattingMayFollow: false);
        return TakeText(octet);
    }

    private ResponseItem? TakeStrict(byte octet)
    {
        if (SkipsFormatting(octet))
            return null;
        if (_terminationHeld)
        {
            _terminationHeld = false;
            if (octet == Format.FormattingCharacter)
                return LineEnded(formattingMayFollow: false);
            Append(Format.TerminationCharacter);
        }
        if (octet != Format.TerminationCharacter)
            return TakeText(octet);
        if (IsEcho())
            return LineEnded(formattingMayFollow: true);
        if (!Format.Verbose && ResultText.TryParseNumber(Line, out _))
            return LineEnded(formattingMayFollow: false);
        _terminationHeld = true;
        return null;
    }

    /// <summary>True for the S4 that belongs to the end of a line that was handed out already.</summary>
    private bool SkipsFormatting(byte octet)
    {
        if (!_skipFormatting)
            return false;
        _skipFormatting = false;
        if (octet != Format.FormattingCharacter && (_options.Strict || octet != Lf))
            return false;
        // The echo of a text after a prompt has no S3 of its own: it was that of the line end which begins the next block.
        if (_afterEcho)
            _emptyLines = 1;
        return true;
    }

    private bool SkipsPrompt(byte octet)
    {
        if (_skipPrompt == 0 || octet is not ((byte)' ' or (byte)'>'))
        {
            _skipPrompt = 0;
            return false;
        }
        _skipPrompt = octet == ' ' ? 0 : _skipPrompt - 1;
        return true;
    }

    private ResponseItem? TakeText(byte octet)
    {
        Append(octet);
        if (PromptSoFar() is not (var prompt and not PromptKind.None))
            return null;
        var item = Item(ResponseItemKind.Prompt, Text()) with { Prompt = prompt };
        EndLine();
        _echo = null;
        // The octets of a script that is read may begin like a prompt themselves.
        _mayPrompt = prompt != PromptKind.ReadScript;
        _skipPrompt = prompt == PromptKind.Message && !_options.Strict ? RestOfPrompt : 0;
        return item;
    }

    private PromptKind PromptSoFar()
    {
        if (!_mayPrompt || _length > RestOfPrompt + 1 || (_options.Strict && _emptyLines == 0))
            return PromptKind.None;
        if (_sent.Contains("#WSCRIPT") || _sent.Contains("#M2MWRITE"))
            return Line.SequenceEqual(">>>"u8) ? PromptKind.WriteScript : PromptKind.None;
        if (_sent.Contains("#RSCRIPT") || _sent.Contains("#M2MREAD"))
            return Line.SequenceEqual("<<<"u8) ? PromptKind.ReadScript : PromptKind.None;
        return Line.SequenceEqual(_options.Strict ? "> "u8 : ">"u8) ? PromptKind.Message : PromptKind.None;
    }

    private ResponseItem? LineEnded(bool formattingMayFollow)
    {
        _skipFormatting = formattingMayFollow;
        _afterEcho = false;
        if (_length == 0 && !_overflow && !TakesEmptyLine())
        {
            if (_header is null && _emptyLines < int.MaxValue)
                _emptyLines++;
            return null;
        }
        var item = Classified();
        EndLine();
        return item;
    }

    /// <summary>An empty line is the message of a header in text mode. Before a PDU it is one too many.</summary>
    private bool TakesEmptyLine() => _header is not null && (_options.Strict || _header.AsSpan().Count(',') >= CommasOfTextMode);

    private ResponseItem? Classified()
    {
        var text = Text();
        if (_header is not null)
        {
            var message = Item(_overflow ? ResponseItemKind.LineTooLong : ResponseItemKind.Unsolicited, _header) with { Continuation = text };
            _header = null;
            return message;
        }
        if (_overflow)
            return Item(ResponseItemKind.LineTooLong, text);
        if (IsEcho())
        {
            _echo = null;
            _afterEcho = true;
            return Item(ResponseItemKind.Echo, text);
        }
        if (IsResult(text, out var result))
            return ResultItem(text, result);
        if (IsFramed && UnsolicitedCode.Find(text, _options.Strict) is { } code && !(IsRunning && _sent.Contains(code.Command)))
        {
            if (!code.HasSecondLine(text))
                return Item(ResponseItemKind.Unsolicited, text);
            _header = text;
            return null;
        }
        if (!IsRunning || (text == CallSteps.Disconnected && !_sent.Dials))
            return Item(ResponseItemKind.Unsolicited, text);
        _mayPrompt = false;
        _echo = null;
        return Item(ResponseItemKind.InformationText, text);
    }

    private ResponseItem ResultItem(string text, FinalResult result)
    {
        var unsolicited = result.Kind == ResultKind.Ring || (result.Kind == ResultKind.NoCarrier && !IsRunning);
        var item = Item(unsolicited ? ResponseItemKind.Unsolicited : ResponseItemKind.FinalResult, text) with { Result = result };
        if (unsolicited)
            return item;
        Abandon();
        return item;
    }

    private bool IsResult(string text, out FinalResult result)
    {
        if (!Format.Verbose && ResultText.TryParseNumber(Line, out result))
            return true;
        result = default;
        if (!IsFramed)
            return false;
        if (IsStep(text, out result))
            return true;
        if (!ResultText.TryParse(text, _options.Strict, out result))
            return false;
        // Under V0 only the errors with a text of their own are text.
        return Format.Verbose || !_options.Strict || result.Kind is ResultKind.Cme or ResultKind.Cms;
    }

    /// <summary>Under #DIALMODE=2 no other result follows these. CONNECTED of a data call is not one: CONNECT comes behind it.</summary>
    private bool IsStep(string text, out FinalResult result)
    {
        result = default;
        var isResult = IsRunning && (_options.Strict ? text : text.Trim(' ')) switch
        {
            CallSteps.Connected => _sent.DialsVoice,
            CallSteps.Disconnected => _sent.Dials,
            CallSteps.Released => _sent.Dials || _sent.HangsUp,
            _ => false,
        };
        if (isResult) result = FinalResult.Step(text.Trim(' '));
        return isResult;
    }

    /// <summary>Under V1 results and unsolicited lines begin a block, which an empty line shows.</summary>
    private bool IsFramed => !_options.Strict || !Format.Verbose || _emptyLines > 0;

    private bool IsEcho()
    {
        if (_echo is null || _overflow || (_options.Strict && _length != _echo.Length))
            return false;
        var line = Line;
        var echo = _echo.AsSpan();
        if (!_options.Strict)
        {
            // Some modules echo the Ctrl-Z that ends a text, some do not.
            line = line.Trim((byte)' ').TrimEnd(CtrlZ);
            echo = echo.Trim(' ').TrimEnd((char)CtrlZ);
        }
        if (line.Length != echo.Length)
            return false;
        for (var i = 0; i < line.Length; i++)
            if (line[i] != echo[i] && (_options.Strict || char.ToUpperInvariant((char)line[i]) != char.ToUpperInvariant(echo[i])))
                return false;
        return true;
    }

    private ReadOnlySpan<byte> Line => _line.AsSpan(0, _length);

    private string Text() => Encoding.Latin1.GetString(Line);

    private ResponseItem Item(ResponseItemKind kind, string text)
    {
        var item = new ResponseItem { Kind = kind, Text = text, EmptyLinesBefore = _emptyLines };
        _emptyLines = 0;
        return item;
    }

    private void Append(byte octet)
    {
        if (_length == _options.MaxLineLength)
        {
            _overflow = true;
            return;
        }
        if (_length == _line.Length)
            Array.Resize(ref _line, Math.Min(Math.Max(FirstBuffer, _line.Length * 2), _options.MaxLineLength));
        _line[_length++] = octet;
    }

    private void EndLine()
    {
        _length = 0;
        _overflow = false;
        _terminationHeld = false;
        if (!IsRunning)
            _line = [];
    }
}
