namespace AtRun.Protocol.Commands.Sms;

/// <summary>Deletes messages.</summary>
/// <remarks>27.005 §3.5.4; AT reference 80000ST10025a p272-273, +CMGD</remarks>
[AtAction("+CMGD", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 25)]
public sealed partial record Cmgd
{
    /// <summary>place in the storage; without meaning where several are deleted</summary>
    [Mandatory, Range(0, 255)] public int Index { get; init; }

    /// <summary>0: the message of that place, 1: all read ones, 2: and the sent ones, 3: and the unsent ones, 4: all</summary>
    [Range(0, 4)] public int DelFlag { get; init; }
}
