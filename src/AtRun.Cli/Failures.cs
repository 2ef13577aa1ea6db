using AtRun.Client;
using AtRun.Client.Downloads;

namespace AtRun.Cli;

/// <summary>Exceptions -> what the user reads and the exit code.</summary>
internal static class Failures
{
    /// <summary>The exit code for what happened to a command.</summary>
    public static ExitCode CodeOf(Exception e) => e switch
    {
        NotAdmittedException => ExitCode.NotAdmitted,
        EffectUnknownException { Because: UnknownBecause.Cancelled } or OperationCanceledException => ExitCode.Interrupted,
        EffectUnknownException => ExitCode.TimedOut,
        PutRefusedException => ExitCode.Refused,
        TransferFailedException => ExitCode.PartlyFailed,
        CommandFailedException => ExitCode.ModuleError,
        NotRunException => ExitCode.Unreachable,
        CliException known => known.Code,
        _ => ExitCode.Fault,
    };

    public static ExitCode Report(Exception e, CliConfiguration process)
    {
        switch (e)
        {
            case CliException known:
                process.Error.WriteLine($"atrun: {known.Message}");
                return known.Code;
            case OperationCanceledException:
                return ExitCode.Interrupted;
            case AtRunException:
                process.Error.WriteLine($"atrun: {e.Message}");
                return CodeOf(e);
            default:
                process.Error.WriteLine($"atrun: a fault of this program: {e}");
                return ExitCode.Fault;
        }
    }
}
