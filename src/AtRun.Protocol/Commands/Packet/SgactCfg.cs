namespace AtRun.Protocol.Commands.Packet;

/// <summary>Automatic activation of a context: after every attach and after a deactivation by the network, if a socket is on it.</summary>
/// <remarks>AT reference 80000ST10025a p431, #SGACTCFG; the factory delay is not printed there: its least is taken</remarks>
[AtSetting("#SGACTCFG", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record SgactCfg
{
    /// <summary>context</summary>
    [Key, Range(1, CgDcont.Contexts)] public int Cid { get; init; } = 1;

    /// <summary>attempts; 0: no automatic activation</summary>
    [Mandatory, Range(0, 15)] public int Retry { get; init; }

    /// <summary>seconds between attempts</summary>
    [Range(180, 3600)] public int Delay { get; init; } = 180;

    /// <summary>1: show the address with #SGACT: on this instance</summary>
    [Range(0, 1)] public int UrcMode { get; init; }
}

/// <summary>The urcmode of #SGACTCFG, which each instance has for itself.</summary>
/// <remarks>AT reference 80000ST10025a p432: part of the extended profile, while the rest of #SGACTCFG is one for the module</remarks>
[AtSetting("#SGACTCFG:URC", Saved.Extended, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record SgactCfgUrc
{
    /// <summary>context</summary>
    [Key, Range(1, CgDcont.Contexts)] public int Cid { get; init; } = 1;

    /// <summary>1: show the address with #SGACT: on this instance</summary>
    [Range(0, 1)] public int UrcMode { get; init; }
}
