namespace AtRun.Protocol.Commands.Packet;

/// <summary>Definition of the GSM context: IP over a data call. With its number alone the context becomes undefined.</summary>
/// <remarks>AT reference 80000ST10025a p354, #GSMCONT</remarks>
[AtSetting("#GSMCONT", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record GsmCont
{
    /// <summary>context</summary>
    [Key, Range(0, 0)] public int Cid { get; init; }

    /// <summary>protocol</summary>
    [Text(0, 3), Domain("\"IP\"")] public string PType { get; init; } = "";

    /// <summary>number of the access server</summary>
    [Text(0, 41)] public string CsdNum { get; init; } = "";
}
