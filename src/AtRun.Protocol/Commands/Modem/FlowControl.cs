namespace AtRun.Protocol.Commands.Modem;

/// <summary>Flow control of the port. Has no read form: &amp;V shows it.</summary>
/// <remarks>AT reference 80000ST10025a p56</remarks>
[AtSetting("&K", Saved.Base)]
public sealed partial record FlowControl
{
    /// <summary>0: none, 1: CTS, 2: XON/XOFF one way, 3: RTS and CTS, 4: XON/XOFF filtered, 5: XON/XOFF passed through, 6: 3 and 4</summary>
    [Range(0, 6)] public int Value { get; init; } = 3;
}
