namespace AtRun.Client.Downloads;

/// <summary>What one step does.</summary>
public enum PutAction
{
    /// <summary>Connects.</summary>
    Dial,

    /// <summary>Asks what the module is and has.</summary>
    Look,

    /// <summary>Removes a file.</summary>
    Delete,

    /// <summary>Sends the file under a name.</summary>
    Send,

    /// <summary>Compares what the module has with what was sent.</summary>
    Verify,

    /// <summary>Makes a file the one that starts.</summary>
    Select,

    /// <summary>Starts it, or the module.</summary>
    Run,

    /// <summary>Waits for the module after its restart.</summary>
    Return,
}

/// <summary>A step to be taken.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Name">The file on the module; null: none.</param>
/// <param name="Why">What it is good for, where that does not show.</param>
public sealed record PutStep(PutAction Action, string? Name = null, string? Why = null)
{
    public override string ToString() => $"{Action.ToString().ToLowerInvariant()}{(Name is null ? "" : $" {Name}")}{(Why is null ? "" : $" ({Why})")}";
}

/// <summary>A step that was taken, or failed.</summary>
/// <param name="Step">The step.</param>
/// <param name="Octets">Octets that passed.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Found">What came of it.</param>
/// <param name="Failed">It failed, and that is why.</param>
public sealed record PutStepDone(PutStep Step, long Octets, TimeSpan Took, string? Found, string? Failed);

/// <summary>What became of a file.</summary>
public sealed record PutReport
{
    /// <summary>What the module calls itself; null: it does not say.</summary>
    public string? Product { get; set; }

    /// <summary>Each step, also those that failed.</summary>
    public List<PutStepDone> Steps { get; } = [];

    /// <summary>What a dry run would have done.</summary>
    public IReadOnlyList<PutStep> Planned { get; set; } = [];

    /// <summary>Octets of files given to the link, those that were lost too.</summary>
    public long Sent { get; set; }

    /// <summary>Transfers and connections that were begun again.</summary>
    public int Retries { get; set; }

    /// <summary>By what it was seen that the module has the file: <c>crc</c>, <c>read</c> or <c>size</c>; null: it was not.</summary>
    public string? Verified { get; set; }

    /// <summary>It is what starts from now on.</summary>
    public bool Activated { get; set; }

    /// <summary>It was started, or the module was; what was seen of it afterwards; null: neither.</summary>
    public string? Started { get; set; }

    public TimeSpan Took { get; set; }

    public List<string> Warnings { get; } = [];
}
