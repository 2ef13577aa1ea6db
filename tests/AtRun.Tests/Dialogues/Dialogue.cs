namespace AtRun.Tests.Dialogues;

/// <summary>How what is typed reaches the module.</summary>
public enum Delivery
{
    Whole,
    OctetByOctet,
    CutBySeed1,
    CutBySeed2,
}

/// <summary>A conversation with a module, as written in a file; see docs/dialogues.md for the notation.</summary>
public sealed record Dialogue(string File, IReadOnlyList<string> Lines)
{
    /// <summary>The dialogues beside the test program.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Dialogues");

    public static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*.at", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    public static Dialogue Read(string file) => new(file, System.IO.File.ReadAllLines(file));

    /// <summary>The requirements that the comments name, e.g. TCP-9.</summary>
    public IEnumerable<string> Requirements() =>
        Lines.Where(l => l.StartsWith('#')).SelectMany(l => System.Text.RegularExpressions.Regex.Matches(l, @"\b(INS|SMS|TCP|PRD|DEC)-\d+\b").Select(m => m.Value)).Distinct();

    /// <summary>The commands that are typed in it.</summary>
    public string Typed() => string.Join('\n', Lines.Where(l => l.Contains('>', StringComparison.Ordinal)));
}
