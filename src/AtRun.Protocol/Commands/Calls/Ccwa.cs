namespace AtRun.Protocol.Commands.Calls;

/// <summary>Calls that come in while another is up: their report here, and whether the network lets them wait.</summary>
/// <remarks>27.007 §7.12; AT reference 80000ST10025a p116-118</remarks>
[AtSetting("+CCWA", Saved.Extended, NeedsPin = true, TimeLimit = 15)]
public sealed partial record Ccwa
{
    public const int Enable = 1, Query = 2;

    /// <summary>0: no report, 1: <c>+CCWA: number,type,class,name,validity</c></summary>
    [Range(0, 1)] public int N { get; init; }

    /// <summary>asks the network: 0 to let none wait, 1 to let them wait, 2 how it is</summary>
    [Range(0, Query)] public int Cmd { get; init; }

    /// <summary>classes meant, a sum: 1 voice, 2 data, 4 fax, others as in 27.007; not with a query</summary>
    [Range(1, 255)] public int Class { get; init; } = 7;
}
