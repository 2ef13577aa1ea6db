namespace AtRun.Protocol.Commands.Network;

/// <summary>How the network surveys print numbers.</summary>
/// <remarks>AT reference 80000ST10025a p517; what is hexadecimal stands on p503-504. One choice for all instances, lost at power-off: the manual lists it in no profile.</remarks>
[AtSetting("#CSURVF", Saved.Never)]
public sealed partial record CSurvF
{
    public const int Decimal = 0;

    /// <summary>The last line counts what was found.</summary>
    public const int HexadecimalWithCounts = 2;

    /// <summary>0: decimal, 1: area and cell hexadecimal, colour codes octal, 2: so, and the last line counts carriers</summary>
    [Range(Decimal, HexadecimalWithCounts)] public int Format { get; init; }
}
