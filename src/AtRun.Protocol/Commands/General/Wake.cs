namespace AtRun.Protocol.Commands.General;

/// <summary>Ends what an alarm does; in alarm mode the module then starts as usual.</summary>
/// <remarks>AT reference 80000ST10025a p292-294, #WAKE</remarks>
[AtAction("#WAKE", Forms.Setting)]
public sealed partial record Wake
{
    /// <summary>0: normal operation; in the old interface styles any value</summary>
    [Range(0, 255)] public int Opmode { get; init; }
}
