namespace AtRun.Protocol.Commands.Modem;

/// <summary>Service class of the calls.</summary>
/// <remarks>AT reference 80000ST10025a p44</remarks>
[AtSetting("+FCLASS", Saved.Extended)]
public sealed partial record Fclass
{
    /// <summary>0: data, 1: fax class 1, 8: voice</summary>
    [Mandatory, OneOf(0, 1, 8)] public int N { get; init; }
}
