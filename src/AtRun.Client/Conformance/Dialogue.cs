using System.Text.RegularExpressions;

namespace AtRun.Client.Conformance;

/// <summary>A conversation with a module, as written in a file; see docs/dialogues.md for the notation.</summary>
/// <param name="File">Its path; of one that is part of the program, chapter and name: <c>General/identity</c>.</param>
public sealed partial record Dialogue(string File, IReadOnlyList<string> Lines)
{
    private DialogueMark? _mark;

    /// <summary>May it be run on any module? Null: on a simulated one alone.</summary>
    /// <exception cref="FormatException">The mark makes no sense.</exception>
    public DialogueMark? Mark => _mark ??= DialogueMark.Of(Lines);

    /// <summary>Where it comes from: the first comment.</summary>
    public string Source => Lines.FirstOrDefault(l => l.StartsWith("# ", StringComparison.Ordinal) && !DialogueMark.Is(l))?[2..] ?? "";

    public static Dialogue Read(string file) => new(file, System.IO.File.ReadAllLines(file));

    /// <summary>The requirements that the comments name, e.g. TCP-9.</summary>
    public IEnumerable<string> Requirements() => Lines.Where(l => l.StartsWith('#')).SelectMany(l => Requirement().Matches(l).Select(m => m.Value)).Distinct();

    /// <summary>The commands that are typed in it.</summary>
    public string Typed() => string.Join('\n', Lines.Where(l => l.Contains('>', StringComparison.Ordinal) && !l.StartsWith('~')));

    [GeneratedRegex(@"\b(INS|SMS|TCP|PRD|DEC)-\d+\b")]
    private static partial Regex Requirement();
}
