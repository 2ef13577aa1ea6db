namespace AtRun.Protocol.Commands.Apps;

/// <summary>Runs an app, chooses the one that starts at power-on, or ends it. The read form lists the files with what they may.</summary>
/// <remarks>
/// Telit AppZone samples, #M2MRUN: <c>AT#M2MRUN=1,"hash.bin"</c>, <c>AT#M2MRUN=2,m2mapz.bin</c>; mode 0 and the delay are own choices.
/// 1 and 0 without a file mean the one that starts at power-on.
/// </remarks>
[AtAction("#M2MRUN", Forms.Setting, Families = Families.AppZone)]
public sealed partial record M2mRun
{
    public const int Never = 0, Now = 1, AtPowerOn = 2;

    /// <summary>0: it ends, and does not start at power-on any more, 1: it runs now, 2: it starts at each power-on</summary>
    [Mandatory, Range(Never, AtPowerOn)] public int Mode { get; init; }

    /// <summary>file of the app</summary>
    [Text(0, 128)] public string File { get; init; } = "";

    /// <summary>seconds from power-on to its start</summary>
    [Range(0, 3600)] public int Delay { get; init; }
}
