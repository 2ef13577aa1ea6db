namespace AtRun.Protocol.Commands.Packet;

/// <summary>Definition of a PDP context. With its number alone the context becomes undefined.</summary>
/// <remarks>27.007 §10.1.1; AT reference 80000ST10025a p185, +CGDCONT</remarks>
[AtSetting("+CGDCONT", Saved.Nvm, NeedsPin = true)]
public sealed partial record CgDcont
{
    /// <summary>Contexts of a module.</summary>
    public const int Contexts = 5;

    /// <summary>The one packet data protocol there is.</summary>
    public const string Ip = "IP";

    /// <summary>context</summary>
    [Key, Range(1, Contexts)] public int Cid { get; init; } = 1;

    /// <summary>packet data protocol</summary>
    [Text(0, 3), Domain("\"IP\"")] public string PdpType { get; init; } = "";

    /// <summary>access point name; empty: the subscribed one</summary>
    [Text(0, 100)] public string Apn { get; init; } = "";

    /// <summary>address asked for; empty or 0.0.0.0: any</summary>
    [Text(0, 15)] public string PdpAddr { get; init; } = "";

    /// <summary>data compression: 0 off, 1 on</summary>
    [Range(0, 1), Domain("(0-1)")] public int DComp { get; init; }

    /// <summary>header compression: 0 off, 1 on</summary>
    [Range(0, 1), Domain("(0-1)")] public int HComp { get; init; }
}
