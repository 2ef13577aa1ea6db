namespace AtRun.Protocol.Commands.Mail;

/// <summary>Sends a mail, typed behind the prompt; activates context 1 before if it is down, and deactivates it then.</summary>
/// <remarks>AT reference 80000ST10025a p489-491, #SEMAIL</remarks>
[AtAction("#SEMAIL", Forms.Write | Forms.Test, Prompts = true, TimeLimit = 170)]
public sealed partial record SEmail
{
    /// <summary>address of the receiver; what is longer is cut</summary>
    [Mandatory, Text(1, 100)] public string Da { get; init; } = "";

    /// <summary>subject; what is longer is cut</summary>
    [Mandatory, Text(0, 100)] public string Subj { get; init; } = "";
}
