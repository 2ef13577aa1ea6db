namespace AtRun.Protocol.Commands.General;

/// <summary>The module's clock. The read form leaves the zone out.</summary>
/// <remarks>27.007 §8.15; AT reference 80000ST10025a p157-158</remarks>
[AtAction("+CCLK", Forms.Setting)]
public sealed partial record Cclk
{
    /// <summary>local time and zone in quarters of an hour, <c>yy/MM/dd,hh:mm:ss+zz</c></summary>
    [Mandatory, Text(20, 20, Quoted = true)] public string Time { get; init; } = "";
}
