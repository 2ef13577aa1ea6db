namespace AtRun.Protocol.Commands.Apps;

/// <summary>The current directory of AppZone; at power-on the folder of applications, A:\MOD.</summary>
/// <remarks>AppZone samples of Telit. The form of what is read, and the directory at power-on: own choice, so that the bare name of an application is found</remarks>
[AtAction("#M2MCHDIR", Forms.Write | Forms.Read | Forms.Test, Families = Families.AppZone)]
public sealed partial record M2mChDir
{
    /// <summary>path of the directory</summary>
    [Mandatory, Text(1, 128)] public string Path { get; init; } = "";
}
