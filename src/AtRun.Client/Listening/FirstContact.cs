using System.Text;
using AtRun.Protocol.Links;
using AtRun.Protocol.Responses;
using AtRun.Protocol.Results;

namespace AtRun.Client.Listening;

/// <summary>What a step of <see cref="FirstContact"/> came to.</summary>
internal enum ContactStep
{
    /// <summary>It goes on.</summary>
    Waiting,

    /// <summary>The module has told its IMEI, and nothing of an older answer can come any more.</summary>
    Found,

    /// <summary>It is no module, or has not told its IMEI in time: <see cref="FirstContact.Why"/>.</summary>
    GivenUp,
}

/// <summary>
/// Finds the beginning of a conversation with whoever is at the far end: boot noise, unsolicited lines, half lines, answers to what was
/// asked long ago, echo or none, results as words or numbers, a module that is still in data state.
/// </summary>
/// <remarks>
/// It asks for the IMEI, several times in one line and each time once more than before (<c>AT+CGSN;+CGSN</c>, then <c>AT+CGSN;+CGSN;+CGSN</c>):
/// only the answer to the last question has as many lines as that, so that no older answer, and no other number of 15 digits, is taken for
/// it. No setting of the module is changed.
/// </remarks>
internal sealed class FirstContact
{
    private const string EscapeSequence = "+++";
    private const int FirstCount = 2, MaxCount = 6, MaxRefusals = 8, MaxLine = 256;
    private const int ImeiDigits = 15, ImeiWithVersionDigits = 16;

    /// <summary>Silence behind the escape sequence, in milliseconds: twice the factory's S12. The one before it is that of the unanswered question.</summary>
    private const int AfterEscape = 2000;

    // +CGSN of 27.007, +GSN of V.250; not every module takes several commands in one line.
    private static readonly (string Name, bool Several)[] _questions = [("+CGSN", true), ("+GSN", true), ("+CGSN", false), ("+GSN", false)];

    private readonly ModuleListenerOptions _options;
    private readonly string? _expected;
    private readonly long _giveUpAt;
    private readonly ResponseReader _reader = new(new ResponseReaderOptions { MaxLineLength = MaxLine });
    private byte[]? _first = [];
    private long _lastHeard;
    private int _octets;
    private int _question;
    private int _count;
    private int _lines;
    private int _refusals;
    private long _patience;
    private Step _step;

    /// <param name="options">Limits.</param>
    /// <param name="expected">The IMEI, where it is known who is there; null: anybody.</param>
    /// <param name="now">Milliseconds.</param>
    public FirstContact(ModuleListenerOptions options, string? expected, long now)
    {
        (_options, _expected, _lastHeard) = (options, expected, now);
        _giveUpAt = now + (long)options.IdentifyWithin.TotalMilliseconds;
        _patience = (long)options.Patience.TotalMilliseconds;
        _count = FirstCount - 1;
        Deadline = Math.Min(now + (long)options.Settle.TotalMilliseconds, _giveUpAt);
    }

    private enum Step : byte
    {
        Settling,
        Asked,
        Escaped,
    }

    /// <summary>When <see cref="Elapsed"/> is to be called, in milliseconds.</summary>
    public long Deadline { get; private set; }

    public string? Imei { get; private set; }

    /// <summary>The module answers by numbers (V0).</summary>
    public bool Numeric { get; private set; }

    public string? Why { get; private set; }

    /// <summary>Takes what came; what is behind the answer that was waited for is left.</summary>
    public ContactStep Take(ref ReadOnlySpan<byte> octets, long now, ILink link)
    {
        _lastHeard = now;
        _octets += octets.Length;
        if (_expected is null)
        {
            if (_first is not null && Recognise(octets) is { } other) return GiveUp($"it speaks {other}.");
            if (_octets > _options.MaxOctetsBefore) return GiveUp($"more than {_options.MaxOctetsBefore} octets came and no IMEI.");
        }
        while (_reader.Read(octets, out var consumed) is { } item)
        {
            octets = octets[consumed..];
            var step = Heard(item, now, link);
            if (step != ContactStep.Waiting) return step;
        }
        return ContactStep.Waiting;
    }

    /// <summary>The deadline has come.</summary>
    public ContactStep Elapsed(long now, ILink link)
    {
        if (now >= _giveUpAt) return GiveUp(_octets == 0 ? "it never said a word." : "it did not tell its IMEI.");
        switch (_step)
        {
            case Step.Settling:
                // Still talking; but not for ever.
                var quiet = _lastHeard + (long)_options.Settle.TotalMilliseconds;
                if (_octets > 0 && quiet > now && _giveUpAt - now > (long)_options.IdentifyWithin.TotalMilliseconds * 9 / 10) Wait(quiet - now, now);
                else Ask(now, link);
                break;
            case Step.Asked when _count == FirstCount && _refusals == 0:
                // Perhaps it is still in data state, from an earlier connection: the sequence alone, in one piece, with silence around it (TCP-31).
                _step = Step.Escaped;
                link.Send(Encoding.ASCII.GetBytes(EscapeSequence));
                Wait(AfterEscape, now);
                break;
            default:
                Ask(now, link);
                break;
        }
        return ContactStep.Waiting;
    }

    private void Ask(long now, ILink link)
    {
        var escaped = _step == Step.Escaped;
        _step = Step.Asked;
        var (name, several) = _questions[_question];
        _count = _count >= MaxCount ? FirstCount : _count + 1;
        var line = new StringBuilder();
        // Where nothing was escaped from, +++ is the beginning of a line.
        if (escaped) line.Append('\r');
        line.Append("AT").Append(name);
        for (var i = 1; i < _count && several; i++) line.Append(';').Append(name);
        _lines = 0;
        link.Send(Encoding.ASCII.GetBytes(line.Append('\r').ToString()));
        Wait(_patience, now);
        _patience *= 2;
    }

    private void Wait(long milliseconds, long now) => Deadline = Math.Min(now + milliseconds, _giveUpAt);

    private ContactStep Heard(in ResponseItem item, long now, ILink link)
    {
        if (_step == Step.Settling) return ContactStep.Waiting;
        if (item.Kind == ResponseItemKind.FinalResult) return Ended(item.Result, now, link);
        if (ImeiIn(item.Text) is { } imei)
        {
            // An empty line or a name may stand between them, another number may not.
            _lines = imei == Imei ? _lines + 1 : 1;
            Imei = imei;
            return ContactStep.Waiting;
        }
        if (ResultText.TryParseNumber(Encoding.Latin1.GetBytes(item.Text), out var number) && number.Kind is ResultKind.Ok or ResultKind.Error)
        {
            Numeric = true;
            return Ended(number, now, link);
        }
        return ContactStep.Waiting;
    }

    private ContactStep Ended(FinalResult result, long now, ILink link)
    {
        var lines = _lines;
        _lines = 0;
        if (result.Kind == ResultKind.Ok)
        {
            if (lines > 0 && lines == (_questions[_question].Several ? _count : 1)) return ContactStep.Found;
            Numeric = false;
            // The answer to an earlier question: that to the last one may be on its way.
            if (lines > 0 && _step == Step.Asked) Wait(_patience, now);
            return ContactStep.Waiting;
        }
        Numeric = false;
        if (_step != Step.Asked || result.Kind is not (ResultKind.Error or ResultKind.Cme)) return ContactStep.Waiting;
        // Perhaps it was what came before our line that it did not like; else it is asked in another way.
        if (++_refusals > MaxRefusals) return GiveUp("it answers each question for its IMEI with an error.");
        if (_refusals % 2 == 0) _question = (_question + 1) % _questions.Length;
        _patience = (long)_options.Patience.TotalMilliseconds;
        Ask(now, link);
        return ContactStep.Waiting;
    }

    // "356938035643809", "+CGSN: 356938035643809", "\"356938035643809\"".
    private string? ImeiIn(string line)
    {
        var text = line.AsSpan()[(line.LastIndexOf(':') + 1)..].Trim(" \"");
        if (text.Length is not (ImeiDigits or ImeiWithVersionDigits) || text.ContainsAnyExceptInRange('0', '9')) return null;
        return _expected is null ? text.ToString() : text.SequenceEqual(_expected) ? _expected : null;
    }

    private string? Recognise(ReadOnlySpan<byte> octets)
    {
        const int Enough = 12;
        _first = [.. _first!, .. octets[..Math.Min(octets.Length, Enough)]];
        var other = Stranger.Recognise(_first);
        if (_first.Length >= Enough) _first = null;
        return other;
    }

    private ContactStep GiveUp(string why)
    {
        Why = why;
        return ContactStep.GivenUp;
    }
}
