namespace AtRun.Protocol.Commands.General;

/// <summary>Temperature of the module: measures it, or says what is done when it leaves the bounds.</summary>
/// <remarks>AT reference 80000ST10025a p295-297, #TEMPMON. Bounds: <see cref="TemperatureBounds"/>.</remarks>
[AtAction("#TEMPMON", Forms.Setting, TestVaries = true, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record TempMon
{
    /// <summary>0: sets what follows, 1: measures</summary>
    [Mandatory, Range(0, 1)] public int Mod { get; init; }

    /// <summary>1: #TEMPMEAS tells when a bound is passed</summary>
    [Range(0, 1)] public int UrcMode { get; init; } = -1;

    /// <summary>sum of 1: off beyond the extreme bounds, 2: +CFUN=2 beyond the others, 4: the pin is high there</summary>
    [Range(0, 7)] public int Action { get; init; } = -1;

    /// <summary>seconds that it must last before something is done</summary>
    [Range(0, 255)] public int HystTime { get; init; } = -1;

    /// <summary>pin</summary>
    [Range(1, 13)] public int Gpio { get; init; } = -1;
}

/// <summary>The URC of #TEMPMON, which each instance has for itself.</summary>
/// <remarks>AT reference 80000ST10025a p296: part of the extended profile, while the rest of #TEMPMON is one for the module</remarks>
[AtSetting("#TEMPMON:URC", Saved.Extended, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record TempMonUrc
{
    /// <summary>1: #TEMPMEAS tells when a bound is passed</summary>
    [Range(0, 1)] public int UrcMode { get; init; }
}

/// <summary>The rest of #TEMPMON.</summary>
/// <remarks>AT reference 80000ST10025a p297: saved in NVM</remarks>
[AtSetting("#TEMPMON:ACT", Saved.Nvm, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record TempMonAction
{
    /// <summary>Bits of action.</summary>
    public const int SwitchesOff = 1, StopsTransmission = 2, RaisesPin = 4;

    /// <summary>what is done</summary>
    [Range(0, 7)] public int Action { get; init; }

    /// <summary>seconds</summary>
    [Range(0, 255)] public int HystTime { get; init; }

    /// <summary>pin; 0: none</summary>
    [Range(0, 13)] public int Gpio { get; init; }
}

/// <summary>Bounds of the module's temperature, degrees Celsius.</summary>
/// <remarks>Working range: AT reference 80000ST10025a p294. The extreme bounds are not printed there: own choice after the hardware guides.</remarks>
public static class TemperatureBounds
{
    public const int ExtremeLow = -30, Low = -10, High = 55, ExtremeHigh = 80;

    /// <summary>-2 beyond the extreme lower bound, -1 beyond the lower one, 0 between, 1 and 2 above.</summary>
    public static int LevelOf(int celsius) => celsius <= ExtremeLow ? -2 : celsius <= Low ? -1 : celsius >= ExtremeHigh ? 2 : celsius >= High ? 1 : 0;
}
