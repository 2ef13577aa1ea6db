namespace AtRun.Protocol.Commands.Update;

/// <summary>Pulse of the ring indicator when an update is offered.</summary>
/// <remarks>AT reference 80000ST10025a p404-405, #OTASETRI</remarks>
[AtSetting("#OTASETRI", Saved.Extended)]
public sealed partial record OtaSetRi
{
    /// <summary>The shortest pulse, ms.</summary>
    public const int Shortest = 50;

    /// <summary>0: none, 50-1150: length in ms</summary>
    [Range(0, 1150), Domain("(0,50-1150)")] public int N { get; init; }
}
