using System.Text;
using AtRun.Protocol.Responses;

namespace AtRun.Client.Conformance;

/// <summary>What did not go as written.</summary>
/// <param name="Line">Of the dialogue, from 1.</param>
/// <param name="Typed">The line that was typed last.</param>
/// <param name="What">In the notation of dialogues.</param>
/// <param name="Silent">Nothing was said where something was expected.</param>
internal sealed record Deviation(int Line, string? Typed, string What, bool Silent);

/// <summary>Plays a dialogue on a module, octet by octet.</summary>
/// <param name="wire">The module.</param>
/// <param name="patience">How long the answer to a line may take.</param>
internal sealed class DialoguePlayer(Wire wire, Func<string, TimeSpan> patience)
{
    /// <summary>Nothing more may be said for so long when a dialogue is over.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(150);

    private static readonly ResponseReaderOptions Strict = new() { Strict = true };

    private AnswerMatcher _matcher = new();
    private Typed? _typed;
    private TimeSpan _patience;
    private bool _between;

    /// <summary>Null: all went as written.</summary>
    public async Task<Deviation?> Play(IReadOnlyList<DialogueStep> steps, CancellationToken stop)
    {
        (_matcher, _typed, _between, _patience) = (new(), null, true, patience("AT"));
        foreach (var step in steps)
        {
            var wrong = step switch
            {
                Typed typed => Type(typed),
                Pause pause => await Wait(pause, stop),
                _ => await Expect((Expected)step, stop),
            };
            if (wrong is not null) return wrong;
        }
        await wire.Wait(Settled, stop);
        return Leftover(steps.Count == 0 ? 0 : steps[^1].Line, "at the end");
    }

    private Deviation? Type(Typed typed)
    {
        if (Leftover(typed.Line, $"before \"> {typed.Text}\"") is { } wrong) return wrong;
        _typed = typed;
        _patience = patience(typed.IsCommandLine ? typed.Text : "AT");
        _between = true;
        _matcher.Typed();
        wire.Send(typed.Octets);
        return null;
    }

    private async Task<Deviation?> Wait(Pause pause, CancellationToken stop)
    {
        await wire.Wait(pause.Length, stop);
        return null;
    }

    private async Task<Deviation?> Expect(Expected expected, CancellationToken stop)
    {
        var begun = wire.Time.GetTimestamp();
        for (var quiet = false; ;)
        {
            if (_between) SkipUnsolicited();
            var match = _matcher.Try(expected, wire.Said, quiet, out var consumed);
            if (match == Verdict.Yes)
            {
                wire.Take(consumed);
                _between = EndsAnswer(expected);
                if (expected is ExpectedLine { Repeats: true }) continue;
                return null;
            }
            if (match == Verdict.No)
                return expected is ExpectedLine { Repeats: true } && (wire.Said.Length > 0 || quiet) ? null : Wrong(expected);
            quiet = !await wire.More(_patience - wire.Time.GetElapsedTime(begun), stop);
        }
    }

    private static bool EndsAnswer(Expected expected) => expected switch
    {
        ExpectedLine line => Framing.IsFinal(line.Pattern.Text),
        ExpectedOctets octets => Framing.IsFinal(Encoding.Latin1.GetString(octets.Octets).TrimEnd('\r', '\n').Split('\n')[^1]),
        _ => false,
    };

    private Deviation Wrong(Expected expected)
    {
        var text = expected switch
        {
            ExpectedLine { Open: true } line => $"< {line.Pattern.Text}\\",
            ExpectedLine line => $"< {line.Pattern.Text}",
            ExpectedOctets octets => $"raw < {Convert.ToHexString(octets.Octets)}",
            _ => "<",
        };
        var said = wire.Said.Length == 0
            ? wire.Gone is { } gone ? $"{gone}" : $"nothing was said within {_patience.TotalSeconds:0.#} s"
            : $"was said: {Shown()}";
        return new(expected.Line, _typed?.Text, $"expected: {text}{Environment.NewLine}but {said}", wire.Said.Length == 0);
    }

    private Deviation? Leftover(int line, string when)
    {
        if (_between) SkipUnsolicited();
        return wire.Said.Length == 0 ? null : new(line, _typed?.Text, $"{when} this was said that is not expected: {Shown()}", Silent: false);
    }

    private string Shown()
    {
        const int MaxShown = 400;
        var said = wire.Said;
        var lines = Framing.Decode(said[..Math.Min(said.Length, MaxShown)].ToArray(), _between).ToArray();
        return (lines.Length == 1 ? "" : Environment.NewLine + "  ") + string.Join(Environment.NewLine + "  ", lines);
    }

    /// <summary>Between answers a module may say what nobody asked for; within one it may not.</summary>
    private void SkipUnsolicited()
    {
        while (wire.Said.StartsWith("\r\n"u8))
        {
            var reader = new ResponseReader(Strict);
            reader.Expect(_typed?.Text ?? "AT");
            if (reader.Read(wire.Said, out var consumed) is not { Kind: ResponseItemKind.Unsolicited }) return;
            wire.Take(consumed);
        }
    }
}
