namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Whether the character of #PADFWD sends what waits for its packet to be full, on sockets opened by #SD.</summary>
/// <remarks>AT reference 80000ST10025a p434, #PADCMD; IP Easy guide 80000ST10028 p34; in none of the lists of what is stored (p26-28)</remarks>
[AtSetting("#PADCMD", Saved.Never, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record PadCmd
{
    /// <summary>0: no, 1: yes</summary>
    [Mandatory, Range(0, 1)] public int Mode { get; init; }
}
