namespace AtRun.Protocol.Commands.General;

/// <summary>Postpones the alarm, or ends what it does.</summary>
/// <remarks>27.007 §8.39; AT reference 80000ST10025a p370, +CAPD; Telit 1vv0300784 p139: an alarm that has not come yet can be postponed too</remarks>
[AtAction("+CAPD", Forms.Write | Forms.Test, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record Capd
{
    /// <summary>seconds; 0: it is over</summary>
    [Range(0, 60)] public int Sec { get; init; }
}
