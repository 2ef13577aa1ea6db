namespace AtRun.Protocol.Commands.Scripts;

/// <summary>Stores a script, or any other file, in the place of the one of that name: its octets follow the prompt. 30 s without any: ERROR, and the former one stays.</summary>
/// <remarks>AT reference 80000ST10025a p540-542; Telit 80000NT10029a §3.9</remarks>
[AtAction("#WSCRIPT", Forms.Write | Forms.Test, Families = Families.Python, Prompts = true)]
public sealed partial record WScript
{
    /// <summary>Characters of a name.</summary>
    public const int MaxName = 16;

    /// <summary>Octets of all scripts together (Telit 80000ST10020a p15: about 2 MB).</summary>
    public const int Capacity = 2_000_000;

    /// <summary>name of the file, case sensitive</summary>
    [Mandatory, Text(1, MaxName)] public string ScriptName { get; init; } = "";

    /// <summary>octets</summary>
    [Mandatory, Range(0, Capacity)] public int Size { get; init; }

    /// <summary>1: the content cannot be read back</summary>
    [Range(0, 1)] public int Hidden { get; init; }
}
