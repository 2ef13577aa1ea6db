namespace AtRun.Protocol.Commands.Modem;

/// <summary>Speed of the port.</summary>
/// <remarks>V.250 §6.2.10; AT reference 80000ST10025a p59</remarks>
[AtSetting("+IPR", Saved.Base)]
public sealed partial record Ipr
{
    /// <summary>The highest speed, bit/s; what a port has until it finds out.</summary>
    public const int Fastest = 115200;

    /// <summary>bit/s; 0: found out from the terminal, and the framing with it</summary>
    [Mandatory, OneOf(0, 300, 1200, 2400, 4800, 9600, 19200, 38400, 57600, Fastest)] public int Rate { get; init; }
}
