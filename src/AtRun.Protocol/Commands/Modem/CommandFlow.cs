namespace AtRun.Protocol.Commands.Modem;

/// <summary>Flow control of the port in command state too.</summary>
/// <remarks>AT reference 80000ST10025a p363</remarks>
[AtSetting("#CFLO", Saved.Extended, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record CommandFlow
{
    /// <summary>0: on-line alone, 1: in command state too</summary>
    [Mandatory, Range(0, 1)] public int Enable { get; init; }
}
