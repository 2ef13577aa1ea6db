namespace AtRun.Protocol.Commands.Sms;

/// <summary>Reads a message; an unread one is then read.</summary>
/// <remarks>27.005 §3.4.3, §4.2; AT reference 80000ST10025a p244-248, +CMGR</remarks>
[AtAction("+CMGR", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 5)]
public sealed partial record Cmgr
{
    /// <summary>place in the storage</summary>
    [Mandatory, Range(1, 255)] public int Index { get; init; } = 1;
}
