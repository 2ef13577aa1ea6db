using System.CommandLine;

namespace AtRun.Cli;

/// <summary>The process as a verb sees it: standard streams and environment. A test hands in its own.</summary>
internal sealed class CliConfiguration : InvocationConfiguration
{
    // What a verb throws becomes an exit code in one place: Failures.
    public CliConfiguration() => EnableDefaultExceptionHandler = false;

    /// <summary>Standard input; opened when somebody reads it.</summary>
    public Func<TextReader> Input { get; init; } = () => Console.In;

    /// <summary>Standard output is a terminal: colours and progress are welcome.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Standard error is a terminal: progress can be drawn there.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Standard input is a terminal: somebody is there to answer.</summary>
    public bool InputIsTerminal { get; init; }

    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Ctrl-C and its like are for us.</summary>
    public bool HearsSignals { get; init; }

    /// <summary>Ends long work as Ctrl-C does.</summary>
    public CancellationToken Stop { get; init; }

    public static CliConfiguration OfProcess() => new()
    {
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        InputIsTerminal = !Console.IsInputRedirected,
        HearsSignals = true,
    };
}
