using System.CommandLine;
using AtRun.Cli.Conform;
using AtRun.Client;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun conform</c>: examines a module, real or virtual.</summary>
internal static class ConformVerb
{
    public static Command Create()
    {
        var target = new Argument<string?>("TARGET")
        {
            Description = "the module: serial:/dev/ttyX[?baud=115200], pty:PATH, raw://host:port, or tcp://user:password@host:port (TCPATRUN)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var only = new Option<string[]>("--only") { Description = "this alone: a dialogue (General/errors), a chapter (General), a command (+CMEE); may be repeated", HelpName = "NAME" };
        var list = new Option<bool>("--list") { Description = "the dialogues, what they need and where they come from; nothing is sent" };
        var dryRun = new Option<bool>("--dry-run") { Description = "what would be typed; nothing is sent" };
        var junit = new Option<string?>("--junit") { Description = "the report as JUnit XML", HelpName = "FILE" };
        var record = new Option<string?>("--record") { Description = "every octet in both directions, with its time", HelpName = "FILE" };
        var command = new Command("conform", "Examines a module: which commands it has, and whether it answers as the standards and its manual say. What it sets it sets back.")
        {
            target, only, list, dryRun, junit, record,
        };
        command.SetAction(parse =>
        {
            var invocation = new Invocation(parse);
            var choice = ConformChoice.Of(invocation.Get(only) ?? []);
            if (invocation.Get(list)) return (int)ConformPlan.List(invocation, choice);
            if (parse.GetValue(target) is not { } name) throw new CliException(ExitCode.Usage, "the target is missing: serial:/dev/ttyX, pty:PATH or tcp://user:password@host:port.");
            var module = invocation.TargetOf(name);
            if (module.Channel is not (Channel.Local or Channel.Tcp)) throw new CliException(ExitCode.Usage, $"{module}: a module is examined on a port of its own, or over TCPATRUN: tcp://… .");
            if (invocation.Get(dryRun)) return (int)ConformPlan.Show(invocation, module, choice);
            return (int)Run(invocation, module, choice, invocation.Get(junit), invocation.Get(record));
        });
        return command;
    }

    private static ExitCode Run(Invocation invocation, Target target, ConformChoice choice, string? junit, string? record)
    {
        // A file that cannot be written is noticed before anything is sent.
        using var report = Created("--junit", junit);
        using var transcript = Created("--record", record);
        using var interrupt = invocation.Interruptible();
        return ClientLoop.Run(new ConformVerbRun(invocation, target, choice, report, transcript).Run, interrupt.Token);
    }

    private static FileStream? Created(string option, string? path)
    {
        try
        {
            return path is null ? null : File.Create(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Usage, $"{option}: {e.Message}");
        }
    }
}
