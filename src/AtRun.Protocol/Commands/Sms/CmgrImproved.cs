namespace AtRun.Protocol.Commands.Sms;

/// <summary>Reads a message, with an empty line at the end; an unread one is then read.</summary>
/// <remarks>AT reference 80000ST10025a p248-252, @CMGR</remarks>
[AtAction("@CMGR", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 5)]
public sealed partial record CmgrImproved
{
    /// <summary>place in the storage</summary>
    [Mandatory, Range(1, 255)] public int Index { get; init; } = 1;
}
