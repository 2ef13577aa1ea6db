namespace AtRun.Protocol.Commands.Modem;

/// <summary>Starts the multiplexer on the port: instances become channels.</summary>
/// <remarks>27.007 §5.7; 27.010; AT reference 80000ST10025a p84</remarks>
[AtAction("+CMUX", Forms.Setting, Families = Families.None)]
[Remotely(RemoteEffect.BlocksSms, "0")]
public sealed partial record Cmux
{
    /// <summary>0: basic option</summary>
    [Mandatory, Range(0, 0)] public int Mode { get; init; }

    /// <summary>0: UIH frames only</summary>
    [Range(0, 0)] public int Subset { get; init; }
}
