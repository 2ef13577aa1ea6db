namespace AtRun.Protocol.Commands.Sockets;

/// <summary>The character that sends what waits, where #PADCMD says so.</summary>
/// <remarks>AT reference 80000ST10025a p434, #PADFWD; IP Easy guide 80000ST10028 p34; in none of the lists of what is stored (p26-28)</remarks>
[AtSetting("#PADFWD", Saved.Never, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record PadFwd
{
    /// <summary>its code</summary>
    [Mandatory, Range(0, 255)] public int Char { get; init; }

    /// <summary>0; others are reserved</summary>
    [Range(0, 0)] public int Mode { get; init; }
}
