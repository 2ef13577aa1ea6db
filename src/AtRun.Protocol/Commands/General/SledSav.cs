namespace AtRun.Protocol.Commands.General;

/// <summary>Stores the setting of the status light.</summary>
/// <remarks>AT reference 80000ST10025a p302, #SLEDSAV</remarks>
[AtAction("#SLEDSAV", Forms.Action, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record SledSav;
