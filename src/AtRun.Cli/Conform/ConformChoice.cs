using System.Text;
using AtRun.Client.Conformance;
using AtRun.Protocol.Commands;

namespace AtRun.Cli.Conform;

/// <summary>What is examined.</summary>
internal sealed record ConformChoice(IReadOnlyList<Dialogue> Dialogues, IReadOnlyList<AtCommand> Commands)
{
    /// <summary>What the names of <c>--only</c> say; all without one.</summary>
    /// <exception cref="CliException">There is nothing of a name.</exception>
    public static ConformChoice Of(string[] names)
    {
        if (names.Length == 0) return new(MarkedDialogues.All, CommandChecks.All);
        var (dialogues, commands) = (new List<Dialogue>(), new List<AtCommand>());
        foreach (var name in names)
        {
            var before = dialogues.Count + commands.Count;
            dialogues.AddRange(MarkedDialogues.All.Where(d => IsOf(d.File, name)));
            var bare = name.StartsWith(CommandChecks.Prefix, StringComparison.OrdinalIgnoreCase) ? name[CommandChecks.Prefix.Length..] : name.StartsWith("AT", StringComparison.OrdinalIgnoreCase) ? name[2..] : name;
            if (CommandTable.Find(Encoding.Latin1.GetBytes(bare)) is { IsPart: false } command)
            {
                commands.Add(command);
                if (bare.Length < name.Length == name.StartsWith("AT", StringComparison.OrdinalIgnoreCase)) dialogues.AddRange(MarkedDialogues.All.Where(d => DialogueStep.Read(d).OfType<Typed>().Any(t => t.Commands.Contains(command))));
            }
            if (dialogues.Count + commands.Count == before) throw new CliException(ExitCode.Usage, $"--only {name}: there is no such dialogue, chapter or command; --list shows them.");
        }
        return new([.. dialogues.Distinct()], [.. commands.Distinct()]);
    }

    private static bool IsOf(string dialogue, string name) =>
        dialogue.Equals(name, StringComparison.OrdinalIgnoreCase) || dialogue.StartsWith(name.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase);
}
