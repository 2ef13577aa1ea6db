namespace AtRun.Protocol.Commands.Network;

/// <summary>Registration with the network; whether the module tells of its changes by itself.</summary>
/// <remarks>27.007 §7.2; AT reference 80000ST10025a p97, +CREG</remarks>
[AtSetting("+CREG", Saved.Extended)]
public sealed partial record Creg
{
    /// <summary>0: no, 1: yes, 2: yes, with location area and cell</summary>
    [Range(0, 2)] public int Mode { get; init; }
}
