namespace AtRun.Client.Conformance;

/// <summary>What a dialogue needs of a module that it is run on.</summary>
[Flags]
public enum Needs
{
    None = 0,

    /// <summary>A SIM that asks for no PIN.</summary>
    Sim = 1,

    /// <summary>The module is registered.</summary>
    Network = 2,

    /// <summary>A port of the module: it echoes, and nothing stands between.</summary>
    Local = 4,

    /// <summary>TCPATRUN in server mode.</summary>
    Tcp = 8,
}

/// <summary>The mark of a dialogue that may be run on any module: <c># conform: safe; needs sim, network</c>.</summary>
/// <remarks>
/// <c>safe</c>: nothing of it costs money, sends anything, cuts the way to the module or outlasts it, once the settings that it names are back.
/// <c>profile</c>: the same, and it stores user profile 1, which is written back.
/// </remarks>
/// <param name="StoresProfile">It stores user profile 1.</param>
public sealed record DialogueMark(bool StoresProfile, Needs Needs)
{
    private const string Prefix = "# conform:", Beginning = Prefix + " from here";

    /// <summary>What stands in front of this line makes a simulated module what others are already, e.g. logs in.</summary>
    public static bool IsBeginning(string line) => line == Beginning;

    public static bool Is(string line) => line.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The mark among the lines of a dialogue; null: there is none.</summary>
    /// <exception cref="FormatException">It makes no sense.</exception>
    public static DialogueMark? Of(IEnumerable<string> lines)
    {
        if (lines.FirstOrDefault(Is) is not { } line) return null;
        var parts = line[Prefix.Length..].Split(';', StringSplitOptions.TrimEntries);
        if (parts[0] is not ("safe" or "profile") || parts.Length > 2) throw new FormatException($"\"{line}\": safe or profile, and what it needs.");
        var needs = Needs.None;
        if (parts.Length == 2)
        {
            if (!parts[1].StartsWith("needs ", StringComparison.Ordinal)) throw new FormatException($"\"{line}\": \"needs …\" follows the semicolon.");
            foreach (var word in parts[1]["needs ".Length..].Split(',', StringSplitOptions.TrimEntries))
                needs |= Enum.TryParse<Needs>(word, ignoreCase: true, out var need) && need != Needs.None
                    ? need : throw new FormatException($"\"{word}\" is nothing that a dialogue can need.");
        }
        return new(parts[0] == "profile", needs);
    }
}
