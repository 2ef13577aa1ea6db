using System.CommandLine;
using AtRun.Cli.Exec;
using AtRun.Client;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun exec</c>: runs AT commands on a module and prints their responses.</summary>
internal static class ExecVerb
{
    private const string FromInput = "-";

    public static Command Create()
    {
        var target = Arguments.Target();
        var commands = new Argument<string[]>("COMMAND")
        {
            Description = "AT commands; one that begins with > is the data for the prompt of the command before it; - reads them from standard input, one a line",
            Arity = ArgumentArity.OneOrMore,
        };
        var keepGoing = new Option<bool>("--keep-going", "-k") { Description = "go on after a command that failed" };
        var force = new Option<bool>("--force", "-f") { Description = "send also what preflight refuses" };
        var command = new Command("exec", "Runs AT commands on a module and prints their responses.") { target, commands, keepGoing, force };
        command.SetAction(parse =>
        {
            var invocation = new Invocation(parse);
            return (int)Run(invocation, invocation.TargetOf(target), invocation.Get(commands), invocation.Get(keepGoing), invocation.Get(force));
        });
        return command;
    }

    private static ExitCode Run(Invocation invocation, Target target, string[] commands, bool keepGoing, bool force)
    {
        // What stands on the command line is checked as a whole before any of it is sent.
        if (commands is not [FromInput])
        {
            if (CommandSource.IsData(commands[0])) throw new CliException(ExitCode.Usage, "data (>) stand behind the command that asks for them.");
            foreach (var command in commands)
                if (!CommandSource.IsData(command)) ExecRun.Check(invocation, command, target, force);
        }
        var source = commands is [FromInput] ? new CommandSource(invocation.In) : new CommandSource(commands);
        using var interrupt = invocation.Interruptible();
        return ClientLoop.Run(new ExecRun(invocation, target, source, force, keepGoing).Run, interrupt.Token);
    }
}
