namespace AtRun.Protocol.Commands.Apps;

/// <summary>The directories and files of a directory of AppZone, and the octets that are left.</summary>
/// <remarks>AppZone samples of Telit, TLTFileUtils: <c>AT#M2MLIST=/XML/</c>. Without a path: the current directory</remarks>
[AtAction("#M2MLIST", Forms.Action | Forms.Write, Families = Families.AppZone)]
public sealed partial record M2mList
{
    /// <summary>path of the directory</summary>
    [Text(0, 128)] public string Path { get; init; } = "";
}
