namespace AtRun.Protocol.Commands.Calls;

/// <summary>Whether those who are called see the number of the module.</summary>
/// <remarks>27.007 §7.7; AT reference 80000ST10025a p113-114</remarks>
[AtSetting("+CLIR", Saved.Extended, NeedsPin = true, TimeLimit = 15)]
public sealed partial record Clir
{
    /// <summary>0: as subscribed, 1: hidden, 2: shown</summary>
    [Range(0, 2)] public int N { get; init; }
}
