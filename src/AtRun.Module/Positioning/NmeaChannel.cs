using System.Text;
using AtRun.Module.Instances;
using AtRun.Protocol.Results;

namespace AtRun.Module.Positioning;

/// <summary>A terminal joined with what the satellite receiver says: $GPSNMUN=3, $GPSCON. What the terminal sends reaches a receiver that takes no orders.</summary>
internal sealed class NmeaChannel(SatelliteReceiver receiver, AtInstance instance, Func<Observation, IEnumerable<string>> sentences) : IOnlineChannel
{
    EscapeRule IOnlineChannel.Escape => EscapeRule.CallGuard;

    bool IOnlineChannel.Congested => false;

    /// <summary>Sentences that a slow terminal cannot take are lost: the next ones are newer.</summary>
    public void Say(in Observation now)
    {
        if (instance.TerminalCongested) return;
        foreach (var sentence in sentences(now)) instance.ToTerminal(Encoding.Latin1.GetBytes(sentence + "\r\n"));
    }

    void IOnlineChannel.Joined() => receiver.Join(this);

    void IOnlineChannel.FromTerminal(ReadOnlySpan<byte> octets) { }

    void IOnlineChannel.TerminalDrained() { }

    FinalResult IOnlineChannel.Escaped()
    {
        receiver.Part(this);
        return FinalResult.Ok;
    }

    void IOnlineChannel.Abandoned() => receiver.Part(this);
}
