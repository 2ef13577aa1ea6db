using System.Net;

namespace AtRun.Cli.Listen;

/// <summary>What <c>atrun listen</c> is to do.</summary>
internal sealed record ListenOptions
{
    public required IPEndPoint Local { get; init; }

    /// <summary>Run on each module once; what begins with &gt; is data for the prompt of the command before it.</summary>
    public required IReadOnlyList<string> Commands { get; init; }

    /// <summary>Goes on after the first module; so does who has nothing to run.</summary>
    public required bool Keep { get; init; }

    /// <summary>The only module that is served; null: any.</summary>
    public string? Imei { get; init; }

    /// <summary>Goes on with a module's commands after one that failed.</summary>
    public bool KeepGoing { get; init; }

    public TimeSpan? KeepAlive { get; init; }

    public int? PerAddress { get; init; }
}
