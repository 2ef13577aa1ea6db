namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Sends a mail, typed behind the prompt.</summary>
/// <remarks>AT reference 80000ST10025a p495</remarks>
[AtAction("#EMAILD", Forms.Write | Forms.Test, Families = Families.None, Prompts = true, TimeLimit = 20)]
public sealed partial record EmailD
{
    /// <summary>address of the receiver</summary>
    [Text(0, 100)] public string Da { get; init; } = "";

    /// <summary>subject</summary>
    [Text(0, 100)] public string Subj { get; init; } = "";
}
