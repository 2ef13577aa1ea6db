namespace AtRun.Protocol.Commands.Network;

/// <summary>What the network surveys say of cells.</summary>
/// <remarks>AT reference 80000ST10025a p519. One choice for all instances, lost at power-off: the manual lists it in no profile.</remarks>
[AtSetting("#CSURVEXT", Saved.Never)]
public sealed partial record CSurvExt
{
    public const int ServingOnly = 0;

    /// <summary>What a cell says of packet data, too.</summary>
    public const int WithPacket = 2;

    /// <summary>0: BCCH allocation list of the serving cell alone, 1: of all cells, 2: and what they say of packet data</summary>
    [Range(ServingOnly, WithPacket)] public int Value { get; init; }
}
