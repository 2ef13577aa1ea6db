namespace AtRun.Protocol.Commands.Modem;

/// <summary>Silence around the escape sequence of a packet connection.</summary>
/// <remarks>AT reference 80000ST10025a p345, #E2ESC</remarks>
[AtSetting("#E2ESC", Saved.Extended, NeedsPin = true)]
public sealed partial record E2Esc
{
    /// <summary>seconds; 0: as S12 says</summary>
    [Range(0, 10)] public int Gt { get; init; }
}
