namespace AtRun.Protocol.Commands.Scripts;

/// <summary>Stores a script: its octets follow the prompt.</summary>
/// <remarks>AT reference 80000ST10025a p541; Telit 80000NT10029a §3.9</remarks>
[AtAction("#WSCRIPT", Forms.Write | Forms.Test, Families = Families.None, NewStyleOnly = true, Prompts = true)]
public sealed partial record WScript
{
    /// <summary>name of the file, case sensitive</summary>
    [Mandatory, Text(1, 16)] public string ScriptName { get; init; } = "";

    /// <summary>octets</summary>
    [Mandatory, Range(0, 2_000_000)] public int Size { get; init; }

    /// <summary>1: the content cannot be read back</summary>
    [Range(0, 1)] public int Hidden { get; init; }
}
