namespace AtRun.Protocol.Commands.General;

/// <summary>Indicators: which of them +CIEV may tell of. The read form says how they are.</summary>
/// <remarks>27.007 §8.9; AT reference 80000ST10025a p144-146, +CIND</remarks>
[AtSetting("+CIND", Saved.Extended, TestVaries = true)]
public sealed partial record Cind
{
    /// <summary>1: battery charge is told</summary>
    [Range(0, 1)] public int Battchg { get; init; } = 1;

    /// <summary>1: signal quality is told</summary>
    [Range(0, 1)] public int Signal { get; init; } = 1;

    /// <summary>1: service is told</summary>
    [Range(0, 1)] public int Service { get; init; } = 1;

    /// <summary>1: sound is told</summary>
    [Range(0, 1)] public int Sounder { get; init; } = 1;

    /// <summary>1: unread message is told</summary>
    [Range(0, 1)] public int Message { get; init; } = 1;

    /// <summary>1: call is told</summary>
    [Range(0, 1)] public int Call { get; init; } = 1;

    /// <summary>1: roaming is told</summary>
    [Range(0, 1)] public int Roam { get; init; } = 1;

    /// <summary>1: message storage full is told</summary>
    [Range(0, 1)] public int Smsfull { get; init; } = 1;

    /// <summary>1: signal strength is told</summary>
    [Range(0, 1)] public int Rssi { get; init; } = 1;
}
