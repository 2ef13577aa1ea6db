namespace AtRun.Protocol.Commands.Apps;

/// <summary>Removes a file of AppZone.</summary>
/// <remarks>AppZone samples of Telit: <c>AT#M2MDEL="/mod/m2mapz.bin"</c></remarks>
[AtAction("#M2MDEL", Forms.Write | Forms.Test, Families = Families.AppZone)]
public sealed partial record M2mDel
{
    /// <summary>path of the file</summary>
    [Mandatory, Text(1, 128)] public string Path { get; init; } = "";
}
