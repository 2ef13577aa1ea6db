namespace AtRun.Protocol.Commands.Modem;

/// <summary>Flow control of the port, each way; the same setting as &amp;K.</summary>
/// <remarks>V.250 §6.2.12; AT reference 80000ST10025a p60. Pairs that &amp;K does not have are refused.</remarks>
[AtAction("+IFC", Forms.Setting)]
public sealed partial record Ifc
{
    /// <summary>by the terminal: 0: none, 1: XON/XOFF filtered, 2: RTS, 3: XON/XOFF passed through</summary>
    [Mandatory, Range(0, 3)] public int ByTe { get; init; } = 2;

    /// <summary>by the module: 0: none, 1: XON/XOFF, 2: CTS</summary>
    [Mandatory, Range(0, 2)] public int ByTa { get; init; } = 2;
}
