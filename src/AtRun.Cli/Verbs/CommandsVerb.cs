using System.CommandLine;
using System.Text;
using System.Text.Json;
using AtRun.Cli.Reference;
using AtRun.Protocol.Commands;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun commands</c>: the reference of every command, from the declarations.</summary>
internal static class CommandsVerb
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Description = "a command: +CREG, at#tcpatrunl, S3; none lists them all", Arity = ArgumentArity.ZeroOrOne };
        var markdown = new Option<bool>("--markdown") { Description = "all of it as one page: docs/commands.md" };
        var command = new Command("commands", "The reference of every command that the module has.") { name, markdown };
        command.SetAction(parse =>
        {
            var invocation = new Invocation(parse);
            if (parse.GetValue(markdown)) ReferencePage.Write(Declared, invocation.Out);
            else if (parse.GetValue(name) is { } one) One(invocation, one);
            else All(invocation);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static IEnumerable<AtCommand> Declared => CommandTable.All.Where(c => !c.IsPart);

    private static void All(Invocation invocation)
    {
        if (invocation.Json)
            foreach (var command in Declared) Print(invocation, command);
        else ReferenceText.List(Declared, invocation.Out);
    }

    private static void One(Invocation invocation, string name)
    {
        if (Find(name) is { } command)
        {
            if (invocation.Json) Print(invocation, command);
            else ReferenceText.One(CommandEntry.Of(command), invocation.Out);
            return;
        }
        var bare = Bare(name);
        if (((string[])[bare, "+" + bare, "#" + bare]).Select(UnsupportedCommands.Find).FirstOrDefault(g => g is not null) is { } group)
            throw new CliException(ExitCode.Usage, $"no module here has {name}: {group.Reason}.");
        var like = Declared.Where(c => c.Name.Contains(bare, StringComparison.OrdinalIgnoreCase)).Select(c => c.Name).ToArray();
        throw new CliException(ExitCode.Usage, $"there is no command {name}.{(like.Length is > 0 and <= 20 ? $" Meant: {string.Join(", ", like)}?" : "")}");
    }

    /// <summary>As typed, without AT in front or the mark of a form behind; a name without its sign is looked for with each.</summary>
    private static AtCommand? Find(string name)
    {
        foreach (var text in (ReadOnlySpan<string>)[name, Bare(name), "+" + Bare(name), "#" + Bare(name), "$" + Bare(name)])
            if (CommandTable.Find(Encoding.Latin1.GetBytes(text)) is { IsPart: false } command) return command;
        return null;
    }

    private static string Bare(string name)
    {
        var bare = name.TrimEnd('?', '=');
        return bare.Length > 2 && bare.StartsWith("AT", StringComparison.OrdinalIgnoreCase) ? bare[2..] : bare;
    }

    private static void Print(Invocation invocation, AtCommand command) =>
        invocation.Out.WriteLine(JsonSerializer.Serialize(CommandEntry.Of(command), CliJson.Plain.CommandEntry));
}
