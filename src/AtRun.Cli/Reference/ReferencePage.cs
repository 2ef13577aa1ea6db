using AtRun.Protocol.Commands;

namespace AtRun.Cli.Reference;

/// <summary>The reference as a page: <c>docs/commands.md</c>.</summary>
internal static class ReferencePage
{
    public static void Write(IEnumerable<AtCommand> commands, TextWriter to)
    {
        to.WriteLine("# Commands");
        to.WriteLine();
        to.WriteLine("Every command that is declared, by chapter; written by `atrun commands --markdown` from the declarations, as `atrun commands NAME` shows them one by one.");
        to.WriteLine("What stands behind a parameter in brackets is its factory value. Commands of the manual that no module here has are at [the end](#not-here).");
        foreach (var chapter in ReferenceText.ByChapter(commands))
        {
            to.WriteLine();
            to.WriteLine($"## {chapter.Title}");
            foreach (var command in chapter.Commands) One(CommandEntry.Of(command), to);
        }
        to.WriteLine();
        to.WriteLine("## Not here");
        to.WriteLine();
        to.WriteLine("A module answers ERROR to these.");
        to.WriteLine();
        to.WriteLine("| chapter of the manual | commands | reason |");
        to.WriteLine("|---|---|---|");
        foreach (var group in UnsupportedCommands.All) to.WriteLine($"| {group.Title} | {string.Join(" ", group.Names.Select(n => $"`{n}`"))} | {group.Reason} |");
    }

    private static void One(CommandEntry entry, TextWriter to)
    {
        to.WriteLine();
        to.WriteLine($"### AT{entry.Name}");
        to.WriteLine();
        to.WriteLine($"`{entry.Syntax}` · {Cell(entry.Help)}");
        if (entry.Parameters.Count > 0)
        {
            to.WriteLine();
            to.WriteLine("| parameter | values | meaning |");
            to.WriteLine("|---|---|---|");
            foreach (var parameter in entry.Parameters)
                to.WriteLine($"| `{parameter.Name}` | {Cell(parameter.Domain)} | {Cell(parameter.Help)}{(parameter.Default is { } value ? $" [{Cell(value)}]" : "")} |");
        }
        to.WriteLine();
        foreach (var (name, text) in ReferenceText.Facts(entry)) to.WriteLine($"- {name}{(text.Length > 0 ? ": " : "")}{Cell(text)}");
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
