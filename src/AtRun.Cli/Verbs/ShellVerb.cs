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
        using var interrupt = invocation.Interruptible();
        return ClientLoop.Run(Make(invocation, target, force).Run, interrupt.Token);
    }

    /// <summary>The shell that fits where input and output are.</summary>
    /// <param name="invocation">What was typed.</param>
    /// <param name="target">The module.</param>
    /// <param name="force">Send also what preflight refuses.</param>
    /// <param name="waits">See <see cref="ShellRun.Waits"/>.</param>
    internal static ShellRun Make(Invocation invocation, Target target, bool force, bool waits = false) =>
        invocation.Interactive && invocation.OutputIsTerminal ? new TerminalShell(invocation, target, force) { Waits = waits } : new PipedShell(invocation, target, force) { Waits = waits };
}
