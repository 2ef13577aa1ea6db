namespace AtRun.Protocol.Commands.General;

/// <summary>Ring indicator when a line comes that nobody asked for, while the module saves power: +CFUN=5, and the terminal is not ready.</summary>
/// <remarks>AT reference 80000ST10025a p361-362, #PSMRI</remarks>
[AtSetting("#PSMRI", Saved.Shared, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record PsmRi
{
    /// <summary>milliseconds of the pulse; 0: none</summary>
    [Mandatory, Range(0, 1150), Domain("(0,50-1150)")] public int X { get; init; }
}
