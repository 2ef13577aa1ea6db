namespace AtRun.Protocol.Commands.Network;

/// <summary>How much of the module works: radio, SIM, power saving.</summary>
/// <remarks>
/// 27.007 §8.2; AT reference 80000ST10025a p136, +CFUN; Telit 1vv0300784 p85-91. One value for all instances (Telit 30268ST10299A
/// p26), 1 after each power-on (1vv0300784 p87). 0 and 9 become 1 with the event that ends them; the network does not notice these four.
/// </remarks>
[AtSetting("+CFUN", Saved.Never, DelayBySms = 10)]
[Remotely(RemoteEffect.NoAnswerBySms, "4")]
[Remotely(RemoteEffect.BlocksSms, "2")]
[Remotely(RemoteEffect.BlocksSms, "4")]
[Remotely(RemoteEffect.BlocksSmsUntilUndoneByTcp, "4")]
[Remotely(RemoteEffect.BlocksTcp, "2")]
[Remotely(RemoteEffect.BlocksTcp, "4")]
[Remotely(RemoteEffect.NoAnswerBySms, "1,1")]
[Remotely(RemoteEffect.EndsTcpSession, "1,1")]
public sealed partial record Cfun
{
    /// <summary>Minimum functionality until something happens.</summary>
    public const int Sleep = 0;

    public const int Full = 1;

    /// <summary>Nothing is transmitted; the radio listens.</summary>
    public const int NoTransmission = 2;

    /// <summary>Deregistered, radio and SIM off.</summary>
    public const int RadioOff = 4;

    /// <summary>Power saving while the terminal is not ready (DTR).</summary>
    public const int TerminalControlled = 5;

    /// <summary>Asleep but for a while after each character.</summary>
    public const int Cyclic = 7;

    /// <summary>As <see cref="Sleep"/>, with fewer events that end it.</summary>
    public const int DeepSleep = 9;

    /// <summary>0, 9: the port sleeps until something happens; 1: all; 2: no transmission; 4: radio and SIM off; 5: the port sleeps while DTR is off; 7: it sleeps between characters</summary>
    [OneOf(Sleep, Full, NoTransmission, RadioOff, TerminalControlled, Cyclic, DeepSleep)] public int Fun { get; init; } = Full;

    /// <summary>1: restart; with fun 1 only</summary>
    [Range(0, 1)] public int Rst { get; init; }
}
