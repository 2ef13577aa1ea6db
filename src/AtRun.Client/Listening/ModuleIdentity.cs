using System.Globalization;

namespace AtRun.Client.Listening;

/// <summary>What a module said of itself. Texts are printable ASCII, whatever was sent.</summary>
/// <param name="Product">+CGMM; null: it did not tell.</param>
/// <param name="Software">+CGMR; null: it did not tell.</param>
/// <param name="Sim">The card's number (#CCID, +CCID), else the subscriber's (+CIMI); null: neither, as without a card.</param>
public sealed record ModuleIdentity(string? Product = null, string? Software = null, string? Sim = null)
{
    /// <summary>Nothing is known.</summary>
    public static ModuleIdentity Unknown { get; } = new();

    /// <summary>More than any product or version has, in characters.</summary>
    private const int MaxText = 40;

    /// <summary>Asks for it. What the module does not tell is left out.</summary>
    /// <exception cref="AtRunException">The connection did not last.</exception>
    internal static async Task<ModuleIdentity> Ask(AtSession session, Func<string, string> pool, TimeSpan timeout)
    {
        var product = await Line(session, "+CGMM", timeout);
        var software = await Line(session, "+CGMR", timeout);
        var sim = await Line(session, "#CCID", timeout) ?? await Line(session, "+CCID", timeout) ?? await Line(session, "+CIMI", timeout);
        // Thousands of modules are of few products; a card is one.
        return new(product is null ? null : pool(product), software is null ? null : pool(software), sim);
    }

    /// <summary>Asks for the idle timeout of the service's own socket, in seconds (TCP-16); 0: it has none; null: the module does not tell.</summary>
    /// <exception cref="AtRunException">The connection did not last.</exception>
    internal static async Task<int?> AskIdleTimeout(AtSession session, TimeSpan timeout)
    {
        var response = await session.Execute("AT#TCPATRUNCFG?;#SCFG?", timeout);
        if (!response.IsSuccess) return null;
        // #TCPATRUNCFG: <connId>,… and for each socket #SCFG: <connId>,<cid>,<pktSz>,<maxTo>,…
        string? connection = null;
        foreach (var line in response.Lines)
            if (Values(line, "#TCPATRUNCFG:") is [var id, ..]) connection = id;
            else if (Values(line, "#SCFG:") is [var socket, _, _, var idle, ..] && socket == connection)
                return int.TryParse(idle, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
        return null;

        static string[] Values(string line, string name) =>
            line.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? line[name.Length..].Split(',', StringSplitOptions.TrimEntries) : [];
    }

    private static async Task<string?> Line(AtSession session, string name, TimeSpan timeout)
    {
        var response = await session.Execute($"AT{name}", timeout);
        return response is { IsSuccess: true, Lines: [.., var line] } ? Printable(line, name) : null;
    }

    /// <summary>The value of a line, without the name that may stand before it.</summary>
    private static string? Printable(string line, string name)
    {
        var text = line.AsSpan();
        if (text.StartsWith(name, StringComparison.OrdinalIgnoreCase)) text = text[name.Length..].TrimStart(':');
        text = text.Trim(" \"");
        if (text.IsEmpty) return null;
        Span<char> printable = stackalloc char[Math.Min(text.Length, MaxText)];
        for (var i = 0; i < printable.Length; i++) printable[i] = text[i] is >= ' ' and <= '~' ? text[i] : '?';
        return printable.ToString();
    }
}
