namespace AtRun.Protocol.Commands.Modem;

/// <summary>Ends calls and loads the base section of a user profile and the factory's extended section.</summary>
/// <remarks>V.250 §6.1.1; AT reference 80000ST10025a p43. Refused while a data call is up, where it comes from AT Run (SMS-24, TCP-25).</remarks>
[AtAction("Z", Forms.Execute | Forms.Write)]
public sealed partial record Reset
{
    /// <summary>user profile</summary>
    [Range(0, 1)] public int Profile { get; init; }
}
