namespace AtRun.Protocol.Commands.General;

/// <summary>The module's clock with daylight saving.</summary>
/// <remarks>AT reference 80000ST10025a p339</remarks>
[AtAction("#CCLK", Forms.Setting, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record CclkDst
{
    /// <summary>local time, zone in quarters of an hour, hours of daylight saving in it, <c>yy/MM/dd,hh:mm:ss+zz,d</c></summary>
    [Mandatory, Text(22, 22, Quoted = true)] public string Time { get; init; } = "";
}
