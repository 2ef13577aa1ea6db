namespace AtRun.Protocol.Commands.Sms;

/// <summary>Brings back what +CSAS saved.</summary>
/// <remarks>27.005 §3.3.6; AT reference 80000ST10025a p217, +CRES</remarks>
[AtAction("+CRES", Forms.Execute | Forms.Write | Forms.Test, NeedsPin = true, TestVaries = true)]
public sealed partial record Cres
{
    /// <summary>0: from the module's own memory, 1 to 3: from that profile of the SIM</summary>
    [Range(0, Csas.MaxProfile)] public int Profile { get; init; }
}
