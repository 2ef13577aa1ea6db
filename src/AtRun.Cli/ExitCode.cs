namespace AtRun.Cli;

/// <summary>What a shell script sees; stable.</summary>
public enum ExitCode
{
    Done = 0,

    /// <summary>A mistake of this program.</summary>
    Fault = 1,

    /// <summary>The command line, a setting or a file that was named makes no sense.</summary>
    Usage = 2,

    /// <summary>The module answered ERROR, +CME ERROR, +CMS ERROR or NO CARRIER.</summary>
    ModuleError = 3,

    /// <summary>The module's firewall, login or digest refused us.</summary>
    NotAdmitted = 4,

    Unreachable = 5,

    /// <summary>No final result in time: what the command did is not known.</summary>
    TimedOut = 6,

    /// <summary>Refused by preflight or policy: nothing was sent.</summary>
    Refused = 7,

    PartlyFailed = 8,

    Interrupted = 130,
}
