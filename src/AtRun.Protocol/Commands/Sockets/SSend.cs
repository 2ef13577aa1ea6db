namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Sends data, typed behind the prompt, over a connected socket in command mode.</summary>
/// <remarks>AT reference 80000ST10025a p428</remarks>
[AtAction("#SSEND", Forms.Write | Forms.Test, NewStyleOnly = true, NeedsPin = true, Prompts = true)]
public sealed partial record SSend
{
    /// <summary>socket</summary>
    [Mandatory, Range(1, 6)] public int ConnId { get; init; } = 1;
}
