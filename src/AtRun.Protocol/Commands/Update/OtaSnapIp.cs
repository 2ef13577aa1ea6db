namespace AtRun.Protocol.Commands.Update;

/// <summary>Address of the update server, where the module registers over IP.</summary>
/// <remarks>AT reference 80000ST10025a p408-410, #OTASNAPIP</remarks>
[AtSetting("#OTASNAPIP", Saved.Nvm, NeedsPin = true, TestVaries = true)]
public sealed partial record OtaSnapIp
{
    /// <summary>port</summary>
    [Mandatory, Range(10, 65535)] public int IpPort { get; init; } = 10;

    /// <summary>address; empty: none</summary>
    [Mandatory, Text(0, 15), Domain("")] public string IpAddr { get; init; } = OtaIpCfg.None;

    /// <summary>the module's own number; not kept</summary>
    [Text(0, OtaSnap.NumberLength), Domain("21")] public string MyNumber { get; init; } = "";

    /// <summary>who owns the module</summary>
    [Text(0, OtaSnap.CompanyLength), Domain("15")] public string CompanyName { get; init; } = "";

    /// <summary>not used</summary>
    [Range(0, 0), Domain("")] public int Unused { get; init; }
}
