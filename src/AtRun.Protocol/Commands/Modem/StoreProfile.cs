namespace AtRun.Protocol.Commands.Modem;

/// <summary>Stores the settings of the instance, base and extended, as a user profile.</summary>
/// <remarks>AT reference 80000ST10025a p45</remarks>
[AtAction("&W", Forms.Execute | Forms.Write)]
public sealed partial record StoreProfile
{
    /// <summary>user profile</summary>
    [Range(0, 1)] public int Profile { get; init; }
}
