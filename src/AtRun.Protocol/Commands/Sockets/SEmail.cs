namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Sends a mail, typed behind the prompt; activates the context before and deactivates it afterwards.</summary>
/// <remarks>AT reference 80000ST10025a p490</remarks>
[AtAction("#SEMAIL", Forms.Write | Forms.Test, Families = Families.None, Prompts = true)]
public sealed partial record SEmail
{
    /// <summary>address of the receiver</summary>
    [Text(0, 100)] public string Da { get; init; } = "";

    /// <summary>subject</summary>
    [Text(0, 100)] public string Subj { get; init; } = "";
}
