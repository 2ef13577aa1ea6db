namespace AtRun.Protocol.Commands.Mail;

/// <summary>Sets the mail parameters of the instance to their factory values and stores them.</summary>
/// <remarks>AT reference 80000ST10025a p496-497, #ERST</remarks>
[AtAction("#ERST", Forms.Action)]
public sealed partial record ERst;
