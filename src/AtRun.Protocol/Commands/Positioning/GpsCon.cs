namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Joins the port with the port of the satellite receiver, until +++.</summary>
/// <remarks>AT reference 80000ST10025a p562, $GPSCON</remarks>
[AtAction("$GPSCON", Forms.Action, Families = Families.Gps)]
[Remotely(RemoteEffect.BlocksSmsUntilReboot)]
public sealed partial record GpsCon
{
    /// <summary>Fastest speed of the port for it, bit/s.</summary>
    public const int FastestRate = 38400;
}
