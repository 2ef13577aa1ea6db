namespace AtRun.Protocol.Commands.Packet;

/// <summary>How long the access server of the GSM context may take to give an address, from its answer to the call on.</summary>
/// <remarks>AT reference 80000ST10025a p355, #GSMCONTCFG</remarks>
[AtSetting("#GSMCONTCFG", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record GsmContCfg
{
    /// <summary>The least time, 100 ms.</summary>
    public const int Least = 50;

    /// <summary>100 ms, from 50 on; 0: no limit of its own</summary>
    [Mandatory, Range(0, 65535), Domain("(0,50-65535)")] public int ActTo { get; init; }

    /// <summary>not used</summary>
    [Range(0, 0)] public int UnusedA { get; init; }

    /// <summary>not used</summary>
    [Range(0, 0)] public int UnusedB { get; init; }

    /// <summary>not used</summary>
    [Range(0, 0)] public int UnusedC { get; init; }
}
