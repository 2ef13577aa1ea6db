namespace AtRun.Protocol.Commands.General;

/// <summary>The module's clock. The read form shows the zone where #NITZ says so.</summary>
/// <remarks>27.007 §8.15; AT reference 80000ST10025a p157-158</remarks>
[AtAction("+CCLK", Forms.Setting)]
public sealed partial record Cclk
{
    /// <summary>local time and zone in quarters of an hour, <c>yy/MM/dd,hh:mm:ss+zz</c>; the year has four digits after +CSDF=,2</summary>
    [Mandatory, Text(20, 22, Quoted = true)] public string Time { get; init; } = "";
}
