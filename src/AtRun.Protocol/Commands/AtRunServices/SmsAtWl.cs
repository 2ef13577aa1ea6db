namespace AtRun.Protocol.Commands.AtRunServices;

/// <summary>What an entry of the white list is.</summary>
public enum WhiteListEntry
{
    /// <summary>A number, or how numbers begin: <c>+39*</c>.</summary>
    Number = 0,

    /// <summary>A password for digest messages.</summary>
    Password = 1,
}

/// <summary>White list of the SMS remote AT service: who may send commands.</summary>
/// <remarks>AT reference 80000ST10025a p379, #SMSATWL; Telit 80000NT10029a §2.3 for the refusal</remarks>
[AtAction("#SMSATWL", Forms.Setting, NewStyleOnly = true)]
[Remotely(RemoteEffect.RefusedRemotely)]
public sealed partial record SmsAtWl
{
    /// <summary>Places of the list.</summary>
    public const int Places = 8;

    /// <summary>Passwords at once.</summary>
    public const int MaxPasswords = 2;

    public const int Add = 0, Delete = 1, Print = 2;

    /// <summary>0: put an entry, 1: delete it, 2: show it</summary>
    [Mandatory, Range(Add, Print)] public int Action { get; init; }

    /// <summary>place in the list</summary>
    [Mandatory, Range(1, Places)] public int Index { get; init; } = 1;

    /// <summary>0: number, 1: password</summary>
    public WhiteListEntry EntryType { get; init; }

    /// <summary>number, a * at its end stands for any digits; or password, 16 characters</summary>
    [Secret(Answered = 2, After = "1"), Text(1, 22, Quoted = true)] public string String { get; init; } = "";
}
