namespace AtRun.Protocol.Commands.Mail;

/// <summary>Sends a mail, typed behind the prompt, on context 1, or on the GSM context where that is up.</summary>
/// <remarks>AT reference 80000ST10025a p494-496, #EMAILD</remarks>
[AtAction("#EMAILD", Forms.Write | Forms.Test, Prompts = true, TimeLimit = 20)]
public sealed partial record EmailD
{
    /// <summary>address of the receiver; what is longer is cut</summary>
    [Mandatory, Text(1, 100)] public string Da { get; init; } = "";

    /// <summary>subject; what is longer is cut</summary>
    [Mandatory, Text(0, 100)] public string Subj { get; init; } = "";
}
