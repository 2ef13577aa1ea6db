namespace AtRun.Protocol.Commands.Modem;

/// <summary>User profile that power-on loads, base and extended sections.</summary>
/// <remarks>AT reference 80000ST10025a p45</remarks>
[AtAction("&P", Forms.Execute | Forms.Write)]
public sealed partial record FullProfileAtPowerOn
{
    /// <summary>user profile</summary>
    [Range(0, 1)] public int Profile { get; init; }
}
