namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Further parameters of a socket: start of the sending time-out, aborting a connection attempt.</summary>
/// <remarks>AT reference 80000ST10025a p420, #SCFGEXT2</remarks>
[AtSetting("#SCFGEXT2", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record ScfgExt2
{
    /// <summary>socket</summary>
    [Key, Range(1, 6)] public int ConnId { get; init; } = 1;

    /// <summary>1: data that arrives restarts txTo of #SCFG</summary>
    [Mandatory, Range(0, 1)] public int BufferStart { get; init; }

    /// <summary>1: a character ends the attempt with ERROR</summary>
    [Range(0, 1)] public int AbortConnAttempt { get; init; }

    /// <summary>not used</summary>
    [Range(0, 0)] public int UnusedB { get; init; }

    /// <summary>not used</summary>
    [Range(0, 0)] public int UnusedC { get; init; }

    /// <summary>not used</summary>
    [Range(0, 0)] public int UnusedD { get; init; }
}
