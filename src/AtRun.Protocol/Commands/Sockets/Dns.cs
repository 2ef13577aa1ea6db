using AtRun.Protocol.Commands.Packet;

namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Servers of names that a context asks instead of those that the network tells.</summary>
/// <remarks>AT reference 80000ST10025a p460-461, #DNS; the domain of the test form is printed so there</remarks>
[AtSetting("#DNS", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record Dns
{
    /// <summary>No server.</summary>
    public const string None = "0.0.0.0";

    /// <summary>context; 0: the GSM context</summary>
    [Key, Range(0, CgDcont.Contexts), Domain("(0,5)")] public int Cid { get; init; }

    /// <summary>first server; 0.0.0.0: those of the network</summary>
    [Mandatory, Text(7, 15)] public string Primary { get; init; } = None;

    /// <summary>second server; 0.0.0.0: none</summary>
    [Mandatory, Text(7, 15)] public string Secondary { get; init; } = None;
}
