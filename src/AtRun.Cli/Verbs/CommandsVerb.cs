using System.CommandLine;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun commands</c></summary>
internal static class CommandsVerb
{
    public static Command Create()
    {
        var command = new Command("commands", "not there yet");
        command.SetAction(static parse => (int)Run(new Invocation(parse)));
        return command;
    }

    private static ExitCode Run(Invocation invocation)
    {
        invocation.Say("not there yet");
        return ExitCode.Fault;
    }
}
