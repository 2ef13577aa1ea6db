namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Octets that passed over the contexts: of the last session, or of all since they were reset.</summary>
/// <remarks>AT reference 80000ST10025a p480-481, #GDATAVOL</remarks>
[AtAction("#GDATAVOL", Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record GDataVol
{
    /// <summary>0: reset, 1: show the last session, 2: show all</summary>
    [Range(0, 2)] public int Mode { get; init; }
}
