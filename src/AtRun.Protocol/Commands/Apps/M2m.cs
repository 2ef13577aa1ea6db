namespace AtRun.Protocol.Commands.Apps;

/// <summary>Whether, and when, the app that #M2MRUN chose starts at power-on. Mode 1 restarts the module.</summary>
/// <remarks>Telit AppZone samples, +M2M: <c>AT+M2M=4,10</c> and <c>AT+M2M=1</c>; the factory value and mode 0 are own choices</remarks>
[AtSetting("+M2M", Saved.Nvm, Families = Families.AppZone)]
public sealed partial record M2m
{
    public const int Off = 0, AtOnce = 1, WhenQuiet = 4;

    /// <summary>0: it does not start, 1: it starts at once, 4: it starts when no command was given for a while after power-on</summary>
    [OneOf(Off, AtOnce, WhenQuiet)] public int Mode { get; init; } = AtOnce;

    /// <summary>seconds without a command</summary>
    [Range(1, 255)] public int Delay { get; init; } = 10;
}
