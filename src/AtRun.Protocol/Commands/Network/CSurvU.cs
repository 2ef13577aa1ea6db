namespace AtRun.Protocol.Commands.Network;

/// <summary>Surveys the carriers of given channels, as text.</summary>
/// <remarks>AT reference 80000ST10025a p513; Telit 80000NT10029a §2.5.1 (#ATRUNDELAY)</remarks>
[AtAction("#CSURVU", Forms.Execute | Forms.Write | Forms.Test, Families = Families.None, NewStyleOnly = true, DelayBySms = 10, TimeLimit = 120)]
public sealed partial record CSurvU
{
    /// <summary>channel</summary>
    [Range(0, 1023)] public int Ch1 { get; init; }

    /// <summary>channel 2</summary>
    [Range(0, 1023)] public int Ch2 { get; init; }

    /// <summary>channel 3</summary>
    [Range(0, 1023)] public int Ch3 { get; init; }

    /// <summary>channel 4</summary>
    [Range(0, 1023)] public int Ch4 { get; init; }

    /// <summary>channel 5</summary>
    [Range(0, 1023)] public int Ch5 { get; init; }

    /// <summary>channel 6</summary>
    [Range(0, 1023)] public int Ch6 { get; init; }

    /// <summary>channel 7</summary>
    [Range(0, 1023)] public int Ch7 { get; init; }

    /// <summary>channel 8</summary>
    [Range(0, 1023)] public int Ch8 { get; init; }

    /// <summary>channel 9</summary>
    [Range(0, 1023)] public int Ch9 { get; init; }

    /// <summary>channel 10</summary>
    [Range(0, 1023)] public int Ch10 { get; init; }
}
