namespace AtRun.Protocol.Commands.Mail;

/// <summary>The mail server.</summary>
/// <remarks>AT reference 80000ST10025a p485-486, #ESMTP; the greatest length is not printed there: that of #USERID is taken</remarks>
[AtSetting("#ESMTP", Saved.MailSet)]
public sealed partial record ESmtp
{
    /// <summary>address or name of the server, and its port behind a colon (25 where there is none)</summary>
    [Text(0, 100)] public string Smtp { get; init; } = "";
}
