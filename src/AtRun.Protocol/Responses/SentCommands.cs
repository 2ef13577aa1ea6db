namespace AtRun.Protocol.Responses;

/// <summary>The names of the extended commands in a command line that was sent, and what it does with calls. Answers are told from unsolicited lines by them.</summary>
/// <remarks>V.250 §5.4.1, §6.3.1; a name ends at <c>=</c>, <c>?</c> or <c>;</c>, and what is in quotes is none.</remarks>
internal sealed class SentCommands
{
    private const string NameStarts = "+#$@*";
    private const string BasicStarts = "&\\%";

    private readonly List<string> _names = [];

    /// <summary>ATD.</summary>
    public bool Dials { get; private set; }

    /// <summary>ATD with a semicolon: a call of voice.</summary>
    public bool DialsVoice { get; private set; }

    /// <summary>ATH.</summary>
    public bool HangsUp { get; private set; }

    public void Clear() => Set("");

    public void Set(ReadOnlySpan<char> commandLine)
    {
        _names.Clear();
        Dials = DialsVoice = HangsUp = false;
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
            {
                inValues = false;
                DialsVoice |= Dials;
            }
            else if (Dials && !DialsVoice)
                continue;
            else if (character == '=')
                inValues = true;
            else if (!inValues && NameStarts.Contains(character))
                i = Name(commandLine, i);
            // Those with another character in front, such as &D, are others.
            else if (!inValues && i > 0 && !BasicStarts.Contains(commandLine[i - 1]))
            {
                Dials |= character is 'D' or 'd';
                HangsUp |= character is 'H' or 'h';
            }
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
