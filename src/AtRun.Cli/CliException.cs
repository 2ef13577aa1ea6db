namespace AtRun.Cli;

/// <summary>Ends a verb with a message for the user and an exit code.</summary>
internal sealed class CliException(ExitCode code, string message) : Exception(message)
{
    public ExitCode Code { get; } = code;
}
