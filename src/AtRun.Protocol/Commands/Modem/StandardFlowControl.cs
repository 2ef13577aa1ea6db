namespace AtRun.Protocol.Commands.Modem;

/// <summary>Flow control of the port: the values of &amp;K that other modems have.</summary>
/// <remarks>AT reference 80000ST10025a p56</remarks>
[AtAction("\\Q", Forms.Execute | Forms.Write)]
public sealed partial record StandardFlowControl
{
    /// <summary>0: none, 1: XON/XOFF filtered, 2: CTS, 3: RTS and CTS</summary>
    [Range(0, 3)] public int Value { get; init; }
}
