namespace AtRun.Runtimes.Python;

/// <summary>How scripts are run.</summary>
public sealed record PythonOptions
{
    /// <summary>Octets that a script may take beside what the interpreter takes itself.</summary>
    /// <remarks>The module has 1.2 MB for the engine (80000ST10020a §7.1); objects are larger on a machine of 64 bits, and the translation for Python 3 needs its part.</remarks>
    public long Memory { get; init; } = 64 << 20;

    /// <summary>Seconds of processor time that a script may take without asking anything of the module.</summary>
    public int ProcessorTime { get; init; } = 60;

    /// <summary>Scripts run although nothing keeps them from doing what this user may do.</summary>
    public bool Unconfined { get; init; }
}
