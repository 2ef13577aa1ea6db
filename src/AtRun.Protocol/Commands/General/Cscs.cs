namespace AtRun.Protocol.Commands.General;

/// <summary>Character set of the terminal.</summary>
/// <remarks>27.007 §5.5; AT reference 80000ST10025a p83</remarks>
[AtSetting("+CSCS", Saved.Extended, NeedsPin = true)]
public sealed partial record Cscs
{
    /// <summary>character set</summary>
    [Mandatory, Text(3, 7), Domain("(\"GSM\",\"IRA\",\"8859-1\",\"PCCP437\",\"UCS2\")")] public string Chset { get; init; } = "IRA";
}
