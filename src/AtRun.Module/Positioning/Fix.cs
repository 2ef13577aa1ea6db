using AtRun.Module.Worlds;

namespace AtRun.Module.Positioning;

/// <summary>A position that was worked out.</summary>
/// <param name="Time">UTC.</param>
/// <param name="Place">Where.</param>
/// <param name="Used">The satellites that it comes from: 3 (no height is worked out) to 12.</param>
/// <param name="Dilution">How their places in the sky spread the error.</param>
public sealed record Fix(DateTimeOffset Time, Place Place, IReadOnlyList<Satellite> Used, Dilution Dilution)
{
    /// <summary>Satellites for a position without height, and with it.</summary>
    public const int Flat = 3, Full = 4;

    /// <summary>2 or 3, as $GPSACP and GSA say it.</summary>
    public int Dimensions => Used.Count < Full ? 2 : 3;
}
