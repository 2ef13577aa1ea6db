namespace AtRun.Protocol.Commands.Mail;

/// <summary>User name at the mail server.</summary>
/// <remarks>AT reference 80000ST10025a p487-488, #EUSER; the greatest length is not printed there: that of #USERID is taken</remarks>
[AtSetting("#EUSER", Saved.MailSet)]
public sealed partial record EUser
{
    /// <summary>user name; empty: no authentication</summary>
    [Text(0, 100)] public string User { get; init; } = "";
}
