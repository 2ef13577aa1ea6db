using AtRun.Cli.Exec;
using AtRun.Client.Listening;

namespace AtRun.Cli.Listen;

/// <summary>Something that <c>listen --json</c> tells: one line each.</summary>
/// <param name="Event">
/// <c>listening</c>: it takes connections; <c>connected</c> (with -v): somebody dialled; <c>turnedAway</c>: it was no module, or one too many; <c>identified</c>: a module is
/// there for the first time, <c>back</c>: again; <c>lost</c>: its connection is gone; <c>unsolicited</c>: it said something; <c>answer</c>: what became of a command;
/// <c>served</c>: it has run all its commands.
/// </param>
/// <param name="Time">UTC.</param>
internal sealed record ListenEvent(string Event, DateTimeOffset Time)
{
    public string? Imei { get; init; }
    public string? Product { get; init; }
    public string? Software { get; init; }

    /// <summary>Number of the card, or of the subscriber.</summary>
    public string? Sim { get; init; }

    /// <summary>Address and port.</summary>
    public string? Address { get; init; }

    public string? Text { get; init; }
    public string? Why { get; init; }
    public ExecResult? Answer { get; init; }

    public static ListenEvent Of(string what, DateTimeOffset time, RemoteModule module) => new(what, time)
    {
        Imei = module.Imei,
        Product = module.Identity.Product,
        Software = module.Identity.Software,
        Sim = module.Identity.Sim,
        Address = module.Peer.ToString(),
    };
}
