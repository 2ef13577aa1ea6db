namespace AtRun.Protocol.Commands.Modem;

/// <summary>Goes back to the data of a call.</summary>
/// <remarks>V.250 §6.3.7; AT reference 80000ST10025a p68</remarks>
[AtAction("O", Forms.Execute | Forms.Write)]
public sealed partial record Online
{
    /// <summary>0</summary>
    [Range(0, 0)] public int Value { get; init; }
}
