namespace AtRun.Client.Conformance;

/// <summary>The dialogues that are part of the program: those that may be run on any module.</summary>
public static class MarkedDialogues
{
    private const string Extension = ".at";

    /// <summary>All of them in the order of their names, e.g. <c>General/identity</c>.</summary>
    public static IReadOnlyList<Dialogue> All { get; } = [.. typeof(MarkedDialogues).Assembly.GetManifestResourceNames()
        .Where(n => n.EndsWith(Extension, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Load)];

    private static Dialogue Load(string name)
    {
        using var reader = new StreamReader(typeof(MarkedDialogues).Assembly.GetManifestResourceStream(name)!);
        return new(name[..^Extension.Length], reader.ReadToEnd().TrimEnd('\n').Split('\n'));
    }
}
