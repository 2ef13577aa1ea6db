namespace AtRun.Protocol.Commands.Apps;

/// <summary>Shows what a file of AppZone holds, octet for octet.</summary>
/// <remarks>AppZone samples of Telit, TLTFileUtils; the prompt as of #RSCRIPT (AT reference 80000ST10025a p547): own choice</remarks>
[AtAction("#M2MREAD", Forms.Write | Forms.Test, Families = Families.AppZone)]
public sealed partial record M2mRead
{
    /// <summary>path of the file</summary>
    [Mandatory, Text(1, 128)] public string Path { get; init; } = "";
}
