namespace AtRun.Protocol.Commands.General;

/// <summary>Switches the module off; an alarm switches it on again, or the terminal by becoming ready.</summary>
/// <remarks>AT reference 80000ST10025a p369, #SYSHALT. Its first parameter is about the level of pins while there is no power.</remarks>
[AtAction("#SYSHALT", Forms.All, NeedsPin = true)]
[Remotely(RemoteEffect.NoAnswerBySms | RemoteEffect.BlocksTcp)]
public sealed partial record SysHalt
{
    /// <summary>pins while it is off: 0 as they are, 1 inputs pulled down</summary>
    [Range(0, 1)] public int GpioRestore { get; init; }

    /// <summary>1: the terminal may switch it on</summary>
    [Range(0, 1)] public int DtrWakeupEn { get; init; }
}
