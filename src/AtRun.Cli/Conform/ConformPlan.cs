using System.Text.Json;
using AtRun.Client;
using AtRun.Client.Conformance;

namespace AtRun.Cli.Conform;

/// <summary>A dialogue as <c>--list --json</c> prints it.</summary>
internal sealed record ListedDialogue(string Name, string Source, bool StoresProfile, IReadOnlyList<string> Needs);

/// <summary>A dialogue, or the check of a command, as <c>--dry-run --json</c> prints it.</summary>
/// <param name="Refused">Why it would not be run over this way; missing: it would.</param>
internal sealed record PlannedDialogue(string Name, IReadOnlyList<string> Typed, string? Refused);

/// <summary>What would be done, without doing it.</summary>
internal static class ConformPlan
{
    public static ExitCode List(Invocation invocation, ConformChoice choice)
    {
        foreach (var dialogue in choice.Dialogues)
        {
            var listed = new ListedDialogue(dialogue.File, dialogue.Source, dialogue.Mark!.StoresProfile, NamesOf(dialogue.Mark.Needs));
            if (invocation.Json) invocation.Out.WriteLine(JsonSerializer.Serialize(listed, CliJson.Plain.ListedDialogue));
            else invocation.Out.WriteLine($"{listed.Name,-36} {string.Join(", ", listed.StoresProfile ? ["stores profile 1", .. listed.Needs] : listed.Needs),-16} {listed.Source}".TrimEnd());
        }
        return ExitCode.Done;
    }

    public static ExitCode Show(Invocation invocation, Target target, ConformChoice choice)
    {
        foreach (var command in choice.Commands)
            if (CommandChecks.LineOf(command) is { } line) Print(invocation, new(CommandChecks.Prefix + command.Name, [line], null));
        foreach (var dialogue in choice.Dialogues)
        {
            var steps = DialogueStep.Read(dialogue);
            Print(invocation, new(dialogue.File, [.. steps.OfType<Typed>().Select(t => t.Text)], ConformRun.Refused(dialogue.Mark!, steps, target.Channel)));
        }
        invocation.Say("atrun: before each dialogue the settings that it names are read and get their factory values; behind it they are written back.");
        return ExitCode.Done;
    }

    public static IReadOnlyList<string> NamesOf(Needs needs) => needs == Needs.None ? [] : needs.ToString().ToLowerInvariant().Split(", ");

    private static void Print(Invocation invocation, PlannedDialogue planned)
    {
        if (invocation.Json)
        {
            invocation.Out.WriteLine(JsonSerializer.Serialize(planned, CliJson.Plain.PlannedDialogue));
            return;
        }
        invocation.Out.WriteLine(planned.Refused is null ? planned.Name : $"{planned.Name}: not run: {planned.Refused}");
        if (planned.Refused is null)
            foreach (var typed in planned.Typed) invocation.Out.WriteLine($"  {typed}");
    }
}
