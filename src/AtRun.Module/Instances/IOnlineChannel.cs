using AtRun.Protocol.Results;

namespace AtRun.Module.Instances;

/// <summary>What an instance in on-line data state is joined with: a socket, a serial port, a context.</summary>
public interface IOnlineChannel
{
    /// <summary>How the terminal comes back to command state.</summary>
    EscapeRule Escape { get; }

    /// <summary>The far side does not take what is sent: the terminal is held until <see cref="AtInstance.ChannelDrained"/>.</summary>
    bool Congested { get; }

    /// <summary>The escape sequence is no data here, whatever #SKIPESC says (AT reference 80000ST10025a p344: FTP).</summary>
    bool HoldsEscape => false;

    /// <summary>CONNECT was told: what waits for the terminal may go there now.</summary>
    void Joined() { }

    /// <summary>Takes what the terminal sends, all of it.</summary>
    void FromTerminal(ReadOnlySpan<byte> octets);

    /// <summary>The terminal, congested before (<see cref="AtInstance.TerminalCongested"/>), takes octets again.</summary>
    void TerminalDrained();

    /// <summary>The escape sequence came: the instance is in command state again. What the terminal is told.</summary>
    /// <remarks><see cref="FinalResult.None"/>: not yet, the channel has something to end first and goes off-line itself (<see cref="AtInstance.GoOffline"/>).</remarks>
    FinalResult Escaped();

    /// <summary>The terminal dropped DTR (&amp;D2): the connection ends for good. The instance tells NO CARRIER.</summary>
    void Disconnect() => Abandoned();

    /// <summary>The terminal is gone (its session ended, the instance was handed to somebody else, the power went): nobody is to be told.</summary>
    void Abandoned();
}

/// <summary>A channel that outlives the escape sequence: ATO goes back to it, ATH ends it.</summary>
public interface ISuspendable : IOnlineChannel
{
    /// <summary>Ends it; the terminal, in command state, is answered otherwise.</summary>
    void HangUp();
}

/// <summary>How on-line data state is left by the terminal.</summary>
public enum EscapeRule
{
    /// <summary>Three characters of S2 with silence of S12 around them (V.250 §5.7, AT reference 80000ST10025a p72).</summary>
    CallGuard,

    /// <summary>The same for packet connections: the silence is #E2ESC where that is not 0 (AT reference 80000ST10025a p345).</summary>
    PacketGuard,

    /// <summary>Three characters of S2 that arrive together and alone (TCP-31).</summary>
    OneSegment,
}
