namespace AtRun.Protocol.Commands.General;

/// <summary>Microphone off: kept and told, there is none.</summary>
/// <remarks>27.007 §8.24; AT reference 80000ST10025a p168-169, +CMUT</remarks>
[AtSetting("+CMUT", Saved.Shared)]
public sealed partial record Cmut
{
    /// <summary>0: on, 1: off</summary>
    [Range(0, 1)] public int N { get; init; }
}
