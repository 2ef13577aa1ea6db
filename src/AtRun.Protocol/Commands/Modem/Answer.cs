namespace AtRun.Protocol.Commands.Modem;

/// <summary>Answers an incoming call.</summary>
/// <remarks>V.250 §6.3.5; AT reference 80000ST10025a p67</remarks>
[AtAction("A", Forms.Execute, Abortable = true, TimeLimit = 30)]
public sealed partial record Answer;
