using System.CommandLine;
using AtRun.Cli.Shell;
using AtRun.Client;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun shell</c>: a console on a module.</summary>
internal static class ShellVerb
{
    public static Command Create()
    {
        var target = Arguments.Target();
        var force = new Option<bool>("--force", "-f") { Description = "send also what preflight refuses" };
        var command = new Command("shell", "A console on a module, with history and completion; Ctrl-] leaves.") { target, force };
        command.SetAction(parse =>
        {
            var invocation = new Invocation(parse);
            return (int)Run(invocation, invocation.TargetOf(target), invocation.Get(force));
        });
        return command;
    }

    private static ExitCode Run(Invocation invocation, Target target, bool force)
    {
        ShellRun shell = invocation.Interactive && invocation.OutputIsTerminal ? new TerminalShell(invocation, target, force) : new PipedShell(invocation, target, force);
        using var interrupt = invocation.Interruptible();
        return ClientLoop.Run(shell.Run, interrupt.Token);
    }
}
