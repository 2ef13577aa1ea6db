namespace AtRun.Protocol.Commands.Apps;

/// <summary>Makes a directory of AppZone.</summary>
/// <remarks>AppZone samples of Telit</remarks>
[AtAction("#M2MMKDIR", Forms.Write | Forms.Test, Families = Families.AppZone)]
public sealed partial record M2mMkDir
{
    /// <summary>path of the directory</summary>
    [Mandatory, Text(1, 128)] public string Path { get; init; } = "";
}
