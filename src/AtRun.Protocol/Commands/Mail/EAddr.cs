namespace AtRun.Protocol.Commands.Mail;

/// <summary>Address from which mail is sent.</summary>
/// <remarks>AT reference 80000ST10025a p486-487, #EADDR; the greatest length is not printed there: that of #USERID is taken</remarks>
[AtSetting("#EADDR", Saved.MailSet)]
public sealed partial record EAddr
{
    /// <summary>address of the sender</summary>
    [Text(0, 100)] public string EAdd { get; init; } = "";
}
