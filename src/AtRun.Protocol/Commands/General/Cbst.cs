namespace AtRun.Protocol.Commands.General;

/// <summary>Bearer of data calls.</summary>
/// <remarks>27.007 §6.7; AT reference 80000ST10025a p87, +CBST</remarks>
[AtSetting("+CBST", Saved.Base, NeedsPin = true)]
public sealed partial record Cbst
{
    /// <summary>The value of ce for transparent calls, which the GSM context does not take.</summary>
    public const int Transparent = 0;

    /// <summary>speed: 0 any, 14 14400 bit/s, 7 9600 bit/s, others as in 27.007</summary>
    [OneOf(0, 1, 2, 3, 4, 6, 7, 14, 65, 66, 68, 70, 71, 75)] public int Speed { get; init; }

    /// <summary>bearer: 0 asynchronous modem</summary>
    [Range(0, 0)] public int Name { get; init; }

    /// <summary>connection element: 0 transparent, 1 non transparent</summary>
    [Range(0, 1)] public int Ce { get; init; } = 1;
}
