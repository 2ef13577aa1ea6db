namespace AtRun.Protocol.Commands.Sms;

/// <summary>Saves what +CSCA and +CSMP set, in the module's own memory or in a profile of the SIM.</summary>
/// <remarks>27.005 §3.3.5; AT reference 80000ST10025a p216, +CSAS</remarks>
[AtAction("+CSAS", Forms.Execute | Forms.Write | Forms.Test, NeedsPin = true, TestVaries = true)]
public sealed partial record Csas
{
    /// <summary>Profiles of the SIM at most.</summary>
    public const int MaxProfile = 3;

    /// <summary>0: the module's own memory, 1 to 3: that profile of the SIM; what the SIM has no room for goes to the module's memory in any case</summary>
    [Range(0, MaxProfile)] public int Profile { get; init; }
}
