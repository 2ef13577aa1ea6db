using AtRun.Protocol.Commands;

namespace AtRun.Cli.Reference;

/// <summary>The reference as text.</summary>
internal static class ReferenceText
{
    private const int NameWidth = 16;

    /// <summary>Chapters and their titles, in the order in which they are read; a chapter that is not here comes last under its own name.</summary>
    private static readonly (string Chapter, string Title)[] _chapters =
    [
        ("Modem", "Modem (V.25ter)"), ("General", "General"), ("Network", "Network"), ("Sim", "SIM"), ("Phonebook", "Phonebook"), ("Calls", "Calls"),
        ("Sms", "Messages"), ("Packet", "Packet data"), ("Sockets", "Sockets"), ("Ftp", "FTP"), ("Mail", "E-mail"), ("AtRunServices", "AT Run"), ("Update", "Firmware update"), ("Scripts", "Scripts"),
    ];

    /// <summary>The chapters in their order, each with its title and its commands.</summary>
    public static IEnumerable<(string Title, IEnumerable<AtCommand> Commands)> ByChapter(IEnumerable<AtCommand> commands) =>
        commands.GroupBy(c => c.Facts.Chapter).OrderBy(g => PlaceOf(g.Key)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => (TitleOf(g.Key), g.AsEnumerable()));

    public static void List(IEnumerable<AtCommand> commands, TextWriter to)
    {
        foreach (var chapter in ByChapter(commands))
        {
            to.WriteLine(chapter.Title);
            foreach (var command in chapter.Commands) to.WriteLine($"  {"AT" + command.Name,-NameWidth} {command.Facts.Help}");
            to.WriteLine();
        }
        to.WriteLine("Not here: a module answers ERROR");
        foreach (var group in UnsupportedCommands.All) to.WriteLine($"  {group.Title}: {string.Join(" ", group.Names)}");
    }

    public static void One(CommandEntry entry, TextWriter to)
    {
        to.WriteLine(entry.Syntax);
        to.WriteLine($"  {entry.Help}");
        to.WriteLine();
        var width = entry.Parameters.Count == 0 ? 0 : entry.Parameters.Max(p => p.Name.Length) + 2;
        var domains = entry.Parameters.Count == 0 ? 0 : Math.Min(28, entry.Parameters.Max(p => p.Domain.Length));
        foreach (var parameter in entry.Parameters)
        {
            var name = $"<{parameter.Name}>";
            to.WriteLine($"  {name.PadRight(width)}  {parameter.Domain.PadRight(domains)}  {parameter.Help}{(parameter.Default is { } value ? $" [{value}]" : "")}");
        }
        if (entry.Parameters.Count > 0) to.WriteLine();
        foreach (var (name, text) in Facts(entry)) to.WriteLine($"  {name}{(text.Length > 0 ? ": " : "")}{text}");
    }

    /// <summary>What else there is to know of a command, each under its name.</summary>
    public static IEnumerable<(string Name, string Text)> Facts(CommandEntry entry)
    {
        yield return ("Forms", string.Join(", ", entry.Forms));
        if (entry.Saved is not null) yield return ("Kept", entry.Saved);
        if (entry.TimeLimit is { } limit) yield return ("Answers within", $"{limit} s");
        if (entry.Abortable) yield return ("A character that arrives while it runs aborts it", "");
        if (entry.NeedsPin) yield return ("Needs the SIM's PIN", "");
        if (entry.NewStyleOnly) yield return ("Under #SELINT=2 only", "");
        if (entry.OldStyleOnly) yield return ("Under #SELINT=0 and 1 only", "");
        if (entry.DelayBySms is { } sms) yield return ("Over SMS", $"a delay of {sms} s is recommended (AT#ATRUNDELAY=1,{sms})");
        if (entry.DelayByTcp is { } tcp) yield return ("Over TCP", $"a delay of {tcp} s is recommended (AT#ATRUNDELAY=0,{tcp})");
        foreach (var row in entry.Remotely) yield return ($"Over {row.Channel.ToUpperInvariant()}{(row.When is null ? "" : $", with {row.When}")}{(row.Unless is null ? "" : $", but not with {row.Unless}")}", row.Effect);
        yield return ("Products", entry.Families.Count > 0 ? string.Join(", ", entry.Families) : "real modules; the simulated one answers ERROR");
        yield return ("Source", entry.Source);
    }

    private static int PlaceOf(string chapter) => Array.FindIndex(_chapters, c => c.Chapter == chapter) is var place and >= 0 ? place : _chapters.Length;

    private static string TitleOf(string chapter) => PlaceOf(chapter) is var place && place < _chapters.Length ? _chapters[place].Title : chapter;
}
