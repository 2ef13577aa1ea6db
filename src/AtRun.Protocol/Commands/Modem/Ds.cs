namespace AtRun.Protocol.Commands.Modem;

/// <summary>Data compression: none, kept for programs made for landline modems.</summary>
/// <remarks>V.250 §6.6.1; AT reference 80000ST10025a p69</remarks>
[AtSetting("+DS", Saved.Never)]
public sealed partial record Ds
{
    /// <summary>0: none</summary>
    [Range(0, 0)] public int N { get; init; }
}
