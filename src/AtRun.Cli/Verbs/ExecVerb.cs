using System.CommandLine;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun exec</c></summary>
internal static class ExecVerb
{
    public static Command Create()
    {
        var command = new Command("exec", "not there yet");
        command.SetAction(static parse => (int)Run(new Invocation(parse)));
        return command;
    }

    private static ExitCode Run(Invocation invocation)
    {
        invocation.Say("not there yet");
        return ExitCode.Fault;
    }
}
