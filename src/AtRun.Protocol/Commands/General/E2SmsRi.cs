namespace AtRun.Protocol.Commands.General;

/// <summary>Ring indicator when a message comes.</summary>
/// <remarks>AT reference 80000ST10025a p302-303, #E2SMSRI; one value for all instances: Telit 30268ST10299A p26</remarks>
[AtSetting("#E2SMSRI", Saved.Shared, NeedsPin = true)]
public sealed partial record E2SmsRi
{
    /// <summary>Shortest pulse.</summary>
    public const int Shortest = 50;

    /// <summary>milliseconds of the pulse; 0: none</summary>
    [Range(0, 1150), Domain("(0,50-1150)")] public int N { get; init; }
}
