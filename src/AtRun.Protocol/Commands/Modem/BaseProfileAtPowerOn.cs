namespace AtRun.Protocol.Commands.Modem;

/// <summary>User profile whose base section power-on loads.</summary>
/// <remarks>AT reference 80000ST10025a p44</remarks>
[AtAction("&Y", Forms.Execute | Forms.Write)]
public sealed partial record BaseProfileAtPowerOn
{
    /// <summary>user profile</summary>
    [Range(0, 1)] public int Profile { get; init; }
}
