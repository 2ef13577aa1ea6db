namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Sends a number of octets of any value, typed behind the prompt, over a connected socket in command mode.</summary>
/// <remarks>AT reference 80000ST10025a p429</remarks>
[AtAction("#SSENDEXT", Forms.Write | Forms.Test, NewStyleOnly = true, NeedsPin = true, Prompts = true)]
public sealed partial record SSendExt
{
    /// <summary>socket</summary>
    [Mandatory, Range(1, 6)] public int ConnId { get; init; } = 1;

    /// <summary>octets</summary>
    [Mandatory, Range(1, 1500)] public int BytesToSend { get; init; } = 1;
}
