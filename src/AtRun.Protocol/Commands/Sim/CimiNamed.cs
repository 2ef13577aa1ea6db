namespace AtRun.Protocol.Commands.Sim;

/// <summary>The subscriber identity of the SIM, IMSI, with its prefix.</summary>
/// <remarks>AT reference 80000ST10025a p283, #CIMI</remarks>
[AtAction("#CIMI", Forms.Action, NeedsPin = true)]
public sealed partial record CimiNamed;
