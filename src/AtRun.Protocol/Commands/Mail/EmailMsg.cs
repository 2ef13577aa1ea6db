namespace AtRun.Protocol.Commands.Mail;

/// <summary>Shows what the mail server said last.</summary>
/// <remarks>AT reference 80000ST10025a p497, #EMAILMSG</remarks>
[AtAction("#EMAILMSG", Forms.Action)]
public sealed partial record EmailMsg;
