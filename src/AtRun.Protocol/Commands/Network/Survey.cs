namespace AtRun.Protocol.Commands.Network;

/// <summary>What the declarations of the network surveys have in common.</summary>
/// <remarks>Telit 80000NT10029a §2.5.1, §3.8.2; AT reference 80000ST10025a p24</remarks>
internal static class Survey
{
    /// <summary>Seconds of #ATRUNDELAY (SMS-14).</summary>
    public const int DelayBySms = 10;

    /// <summary>Seconds to the end of a survey; its output begins within 10.</summary>
    public const int TimeLimit = 120;

    /// <summary>On GSM the packet service is suspended meanwhile (TCP-24).</summary>
    public const RemoteEffect OverTcp = RemoteEffect.BuffersOverTcp;

    /// <summary>Highest channel number of GSM (45.005 §2).</summary>
    public const int LastChannel = 1023;
}
