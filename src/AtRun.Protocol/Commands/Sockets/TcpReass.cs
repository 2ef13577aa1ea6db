namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Whether TCP keeps segments that come before their turn.</summary>
/// <remarks>
/// AT reference 80000ST10025a p482-483, #TCPREASS; IP Easy guide 80000ST10028 p36-37. Nobody above TCP can tell: what is not kept comes again.
/// </remarks>
[AtSetting("#TCPREASS", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record TcpReass
{
    /// <summary>0: no, 1: yes</summary>
    [Mandatory, Range(0, 1)] public int N { get; init; }
}
