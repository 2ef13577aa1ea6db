namespace AtRun.Protocol.Commands.Mail;

/// <summary>Stores the mail parameters of the instance.</summary>
/// <remarks>AT reference 80000ST10025a p496, #ESAV</remarks>
[AtAction("#ESAV", Forms.Action)]
public sealed partial record ESav;
