namespace AtRun.Protocol.Commands.Modem;

/// <summary>Loads the base and the extended section of a user profile.</summary>
/// <remarks>AT reference 80000ST10025a p291</remarks>
[AtAction("#Z", Forms.Write | Forms.Test, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record ExtendedReset
{
    /// <summary>user profile</summary>
    [Mandatory, Range(0, 1)] public int Profile { get; init; }
}
