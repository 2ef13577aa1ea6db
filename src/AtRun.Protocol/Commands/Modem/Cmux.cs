namespace AtRun.Protocol.Commands.Modem;

/// <summary>Starts the multiplexer on the port: instances become channels.</summary>
/// <remarks>
/// 27.007 §5.7; 27.010; AT reference 80000ST10025a p84, which knows mode and subset alone. Programs that are not made for this module
/// also give speed and frame size, as 27.007 has them: both are taken.
/// </remarks>
[AtAction("+CMUX", Forms.Setting, NewStyleOnly = true)]
[Remotely(RemoteEffect.BlocksSms, "0")]
public sealed partial record Cmux
{
    /// <summary>bit/s of each port speed but 0 (27.007 §5.7).</summary>
    private static readonly int[] _rates = [9600, 19200, 38400, 57600, 115200, 230400];

    /// <summary>0: basic option; 1: advanced option, where the owner has chosen it</summary>
    [Mandatory, Range(0, 1), Domain("(0)")] public int Mode { get; init; }

    /// <summary>0: UIH frames only</summary>
    [Range(0, 0)] public int Subset { get; init; }

    /// <summary>Speed of the port while the multiplexer runs: 0 as it is, 1 to 6 for 9600, 19200, 38400, 57600, 115200, 230400 bit/s</summary>
    [Range(0, 6)] public int PortSpeed { get; init; }

    /// <summary>N1: octets of information in a frame of the module, at most</summary>
    [Range(1, 128)] public int FrameSize { get; init; } = 128;

    /// <summary>The speed in bit/s; null: as it is.</summary>
    public int? Rate => PortSpeed == 0 ? null : _rates[PortSpeed - 1];
}
