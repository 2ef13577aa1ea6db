namespace AtRun.Protocol.Commands.Apps;

/// <summary>Removes a directory of AppZone that is empty.</summary>
/// <remarks>After #M2MMKDIR of the AppZone samples of Telit: own choice</remarks>
[AtAction("#M2MRMDIR", Forms.Write | Forms.Test, Families = Families.AppZone)]
public sealed partial record M2mRmDir
{
    /// <summary>path of the directory</summary>
    [Mandatory, Text(1, 128)] public string Path { get; init; } = "";
}
