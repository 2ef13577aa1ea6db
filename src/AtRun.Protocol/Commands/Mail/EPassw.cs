namespace AtRun.Protocol.Commands.Mail;

/// <summary>Password that goes with #EUSER; it is not shown.</summary>
/// <remarks>AT reference 80000ST10025a p488-489, #EPASSW; the greatest length is not printed there: that of #USERID is taken</remarks>
[AtSetting("#EPASSW", Saved.MailSet, Forms = Forms.Write | Forms.Test)]
public sealed partial record EPassw
{
    /// <summary>password</summary>
    [Secret, Text(0, 100)] public string Pwd { get; init; } = "";
}
