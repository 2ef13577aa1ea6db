namespace AtRun.Protocol.Commands.Update;

/// <summary>Address and port of the update server.</summary>
/// <remarks>AT reference 80000ST10025a p405-407, #OTAIPCFG</remarks>
[AtSetting("#OTAIPCFG", Saved.Nvm, NeedsPin = true, TestVaries = true)]
public sealed partial record OtaIpCfg
{
    public const string None = "0.0.0.0";

    /// <summary>port</summary>
    [Mandatory, Range(0, 65535)] public int IpPort { get; init; }

    /// <summary>address; empty: none</summary>
    [Mandatory, Text(0, 15), Domain("")] public string IpAddr { get; init; } = None;

    /// <summary>not used</summary>
    [Range(0, 0)] public int Unused { get; init; }
}
