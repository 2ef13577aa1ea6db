namespace AtRun.Protocol.Commands.Packet;

/// <summary>How the module's end of a PPP link behaves (+CGDATA, ATD*99…).</summary>
/// <remarks>AT reference 80000ST10025a p347-348, #GPPPCFG. It names no place of storage: as #GAUTH, one value until power-off.</remarks>
[AtSetting("#GPPPCFG", Saved.Never, NeedsPin = true, NewStyleOnly = true, TestVaries = true)]
public sealed partial record GPppCfg
{
    /// <summary>The module has the address that it always has.</summary>
    public const string AnyAddress = "0.0.0.0";

    /// <summary>address of the module's end; 0.0.0.0: its own choice</summary>
    [Mandatory, Text(7, 15), Domain("")] public string HostIpAddress { get; init; } = AnyAddress;

    /// <summary>time after which a request of LCP is repeated, 100 ms</summary>
    [Range(10, 600)] public int LcpTimeout { get; init; } = 25;

    /// <summary>0: the terminal begins, 1: the module begins; 2, 3: the same, and the module ends the link by LCP</summary>
    [Range(0, 3)] public int PppMode { get; init; }
}
