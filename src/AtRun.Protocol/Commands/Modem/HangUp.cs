namespace AtRun.Protocol.Commands.Modem;

/// <summary>Ends the call.</summary>
/// <remarks>V.250 §6.3.6; AT reference 80000ST10025a p67</remarks>
[AtAction("H", Forms.Execute | Forms.Write, TimeLimit = 30)]
public sealed partial record HangUp
{
    /// <summary>0</summary>
    [Range(0, 0)] public int Value { get; init; }
}
