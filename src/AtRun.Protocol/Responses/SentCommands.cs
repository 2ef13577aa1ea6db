namespace AtRun.Protocol.Responses;

/// <summary>The names of the extended commands in a command line that was sent. Answers are told from unsolicited lines by them.</summary>
/// <remarks>V.250 §5.4.1; a name ends at <c>=</c>, <c>?</c> or <c>;</c>, and what is in quotes is none.</remarks>
internal sealed class SentCommands
{
    private const string NameStarts = "+#$@*";

    private readonly List<string> _names = [];

    public void Clear() => _names.Clear();

    public void Set(ReadOnlySpan<char> commandLine)
    {
        _names.Clear();
        var inQuotes = false;
        var inValues = false;
        for (var i = 0; i < commandLine.Length; i++)
        {
            var character = commandLine[i];
            if (character == '"')
                inQuotes = !inQuotes;
            if (inQuotes)
                continue;
            if (character == ';')
                inValues = false;
            else if (character == '=')
                inValues = true;
            else if (!inValues && NameStarts.Contains(character))
                i = Name(commandLine, i);
        }
    }

    public bool Contains(ReadOnlySpan<char> name)
    {
        foreach (var sent in _names)
            if (name.SequenceEqual(sent))
                return true;
        return false;
    }

    /// <summary>Takes the name that begins at <paramref name="start"/> and gives the index of its last character.</summary>
    private int Name(ReadOnlySpan<char> commandLine, int start)
    {
        var end = start + 1;
        while (end < commandLine.Length && (char.IsAsciiLetterOrDigit(commandLine[end]) || commandLine[end] == ' '))
            end++;
        _names.Add(commandLine[start..end].ToString().Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant());
        return end - 1;
    }
}
