namespace AtRun.Protocol.Commands.Network;

/// <summary>Registration with the packet service; whether the module tells of its changes by itself.</summary>
/// <remarks>27.007 §10.1.20; AT reference 80000ST10025a p184, +CGREG</remarks>
[AtSetting("+CGREG", Saved.Extended)]
public sealed partial record CgReg
{
    /// <summary>0: no, 1: yes, 2: yes, with location area and cell</summary>
    [Range(0, 2)] public int N { get; init; }
}
