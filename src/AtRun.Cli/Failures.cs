namespace AtRun.Cli;

/// <summary>Exceptions -> what the user reads and the exit code.</summary>
internal static class Failures
{
    public static ExitCode Report(Exception e, CliConfiguration process)
    {
        switch (e)
        {
            case CliException known:
                process.Error.WriteLine($"atrun: {known.Message}");
                return known.Code;
            case OperationCanceledException:
                return ExitCode.Interrupted;
            default:
                process.Error.WriteLine($"atrun: a fault of this program: {e}");
                return ExitCode.Fault;
        }
    }
}
