using System.Globalization;

namespace AtRun.Host.Control;

/// <summary>Does something to a module, or to what surrounds it; says what keeps it from that, or null.</summary>
public delegate string? Deed(Surroundings module, ReadOnlySpan<string> parameters);

/// <summary>Something that can be done to a simulation while it runs.</summary>
/// <param name="Name">Its words.</param>
/// <param name="Parameters">What follows them, for the help; brackets: may be left out; dots at the end: any number of words.</param>
/// <param name="Help">What it does.</param>
/// <param name="Do">Does it to one module.</param>
public sealed record ControlCommand(string Name, string Parameters, string Help, Deed Do)
{
    private readonly string[] _words = Name.Split(' ');

    /// <summary>It concerns the network, not one module: it is done once, whichever modules there are.</summary>
    public bool OfNetwork { get; init; }

    /// <summary>Name and parameters.</summary>
    public string Syntax => Parameters.Length == 0 ? Name : $"{Name} {Parameters}";

    /// <summary>How many parameters it may have at least and at most.</summary>
    public (int Least, int Most) Count { get; } = (
        Parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(p => !p.StartsWith('[')),
        Parameters.EndsWith('…') ? int.MaxValue : Parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);

    /// <summary>The request begins with its words: how many they are, else 0.</summary>
    public int Matches(ReadOnlySpan<string> request)
    {
        if (request.Length < _words.Length) return 0;
        for (var i = 0; i < _words.Length; i++)
            if (!_words[i].Equals(request[i], StringComparison.OrdinalIgnoreCase)) return 0;
        return _words.Length;
    }

    internal static bool TryNumber(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
