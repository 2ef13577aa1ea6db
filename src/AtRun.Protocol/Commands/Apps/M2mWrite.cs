namespace AtRun.Protocol.Commands.Apps;

/// <summary>Stores a file of AppZone in the place of the one that is there: its octets follow the prompt. 30 s without any: ERROR, and the former one stays.</summary>
/// <remarks>Telit 80000NT10029a §3.10; AppZone samples of Telit (ME910C1, ME310): <c>AT#M2MWRITE="/mod/m2mapz.bin",145128,1</c></remarks>
[AtAction("#M2MWRITE", Forms.Write | Forms.Test, Families = Families.AppZone, Prompts = true)]
public sealed partial record M2mWrite
{
    /// <summary>Octets of all files together. Own choice: no document at hand gives a figure, and an application of some hundred kB must fit together with the one that replaces it.</summary>
    public const int Capacity = 4_000_000;

    /// <summary>path of the file</summary>
    [Mandatory, Text(1, 128)] public string Path { get; init; } = "";

    /// <summary>octets</summary>
    [Mandatory, Range(0, Capacity)] public int Size { get; init; }

    /// <summary>1: it can be run; its place is the folder of applications, A:\MOD</summary>
    [Range(0, 1)] public int Bin { get; init; }
}
