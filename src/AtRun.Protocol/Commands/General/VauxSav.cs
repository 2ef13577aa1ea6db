namespace AtRun.Protocol.Commands.General;

/// <summary>Stores whether the auxiliary voltage is on.</summary>
/// <remarks>AT reference 80000ST10025a p308, #VAUXSAV</remarks>
[AtAction("#VAUXSAV", Forms.Action, NewStyleOnly = true, Families = Families.TwoG)]
public sealed partial record VauxSav;
