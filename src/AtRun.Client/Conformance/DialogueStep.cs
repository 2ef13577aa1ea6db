using System.Globalization;
using System.Text;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;

namespace AtRun.Client.Conformance;

/// <summary>A line of a dialogue that a port alone can play, its number counted from 1.</summary>
public abstract record DialogueStep(int Line)
{
    /// <summary>The lines of a dialogue as what is done and expected.</summary>
    /// <exception cref="FormatException">A line says nonsense, or needs more than a port.</exception>
    public static IReadOnlyList<DialogueStep> Read(Dialogue dialogue)
    {
        var steps = new List<DialogueStep>();
        var begin = dialogue.Lines.TakeWhile(l => !DialogueMark.IsBeginning(l)).Count() % dialogue.Lines.Count;
        var way = dialogue.Mark?.Needs.HasFlag(Needs.Tcp) == true ? "tcp " : "";
        for (var i = begin; i < dialogue.Lines.Count; i++)
            try
            {
                var text = dialogue.Lines[i].TrimStart();
                Read(i + 1, text.StartsWith(way, StringComparison.Ordinal) ? text[way.Length..] : text, steps);
            }
            catch (FormatException e)
            {
                throw new FormatException($"{dialogue.File} line {i + 1}: {e.Message}", e);
            }
        return steps;
    }

    private static void Read(int line, string text, List<DialogueStep> steps)
    {
        switch (text)
        {
            case "" or ['#', ..]:
                break;
            case "<":
                steps.Add(new NewBlock(line));
                break;
            case ['>', ..]:
                steps.Add(new Typed(line, Tail(text[1..]), Encoding.Latin1.GetBytes(Tail(text[1..]) + "\r")));
                break;
            case ['<', ..]:
                steps.Add(ExpectedLine.Of(line, Tail(text[1..])));
                break;
            case ['~', '*', ..]:
                var pattern = LinePattern.Parse(Tail(text[2..]));
                while (steps is [.., ExpectedLine { Repeats: false, Open: false } before] && pattern.Matches(before.Pattern.Text)) steps.RemoveAt(steps.Count - 1);
                steps.Add(new ExpectedLine(line, pattern, Open: false, Repeats: true));
                break;
            case ['~', ..]:
                var instead = LinePattern.Parse(Tail(text[1..]));
                if (steps is not [.., ExpectedLine { Repeats: false } above]) throw new FormatException("a pattern stands behind the line that it stands for.");
                if (!instead.Matches(above.Pattern.Text)) throw new FormatException("the pattern is not one of the line above.");
                steps[^1] = above with { Line = line, Pattern = instead };
                break;
            case ['r', 'a', 'w', ' ', '>', ..]:
                steps.Add(new Typed(line, text, Octets(text[5..])));
                break;
            case ['r', 'a', 'w', ' ', '<', ..]:
                steps.Add(new ExpectedOctets(line, Octets(text[5..])));
                break;
            case ['w', 'a', 'i', 't', ' ', ..] or ['q', 'u', 'i', 'e', 't', ' ', ..]:
                steps.Add(new Pause(line, Span(text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..])));
                break;
            default:
                throw new FormatException("this needs more than a port.");
        }
    }

    /// <summary>The span that <c>3s</c>, <c>200ms</c>, <c>2m</c> or <c>1h</c> says.</summary>
    /// <exception cref="FormatException">It says none.</exception>
    public static TimeSpan Span(string text)
    {
        var unit = text.TrimStart("0123456789.".ToCharArray());
        var number = double.Parse(text[..^unit.Length], CultureInfo.InvariantCulture);
        return unit switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => throw new FormatException($"\"{text}\" is no span"),
        };
    }

    private static string Tail(string text) => text is [' ', ..] ? text[1..] : text;

    private static byte[] Octets(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}

/// <summary>Octets are typed.</summary>
/// <param name="Text">The command line, or the line of the dialogue where it is no text.</param>
public sealed record Typed(int Line, string Text, byte[] Octets) : DialogueStep(Line)
{
    /// <summary>It is a command line, from AT on.</summary>
    public bool IsCommandLine => Text.StartsWith("AT", StringComparison.OrdinalIgnoreCase);

    /// <summary>The declared commands of the line.</summary>
    public IReadOnlyList<AtCommand> Commands
    {
        get
        {
            var found = new List<AtCommand>();
            if (!IsCommandLine) return found;
            var body = Encoding.Latin1.GetBytes(Text).AsSpan(2);
            var position = 0;
            while (CommandLine.TryNext(body, ref position, out var one))
                if (CommandTable.Find(one.Name) is { } command) found.Add(command);
            return found;
        }
    }
}

/// <summary>Time passes.</summary>
public sealed record Pause(int Line, TimeSpan Length) : DialogueStep(Line);

/// <summary>Something that the module says.</summary>
public abstract record Expected(int Line) : DialogueStep(Line);

/// <summary>The next line begins a block.</summary>
public sealed record NewBlock(int Line) : Expected(Line);

/// <summary>These octets.</summary>
public sealed record ExpectedOctets(int Line, byte[] Octets) : Expected(Line);

/// <summary>A line, framed as <see cref="Framing"/> says.</summary>
/// <param name="Pattern">Its text.</param>
/// <param name="Open">It has no CR LF behind.</param>
/// <param name="Repeats">There are any number of such lines, also none.</param>
public sealed record ExpectedLine(int Line, LinePattern Pattern, bool Open, bool Repeats) : Expected(Line)
{
    internal static ExpectedLine Of(int line, string text)
    {
        var open = text.EndsWith('\\');
        return new(line, LinePattern.Exactly(open ? text[..^1] : text), open, Repeats: false);
    }
}
