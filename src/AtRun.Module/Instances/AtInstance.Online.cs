using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Instances;

/// <content>On-line data state (V.250 §5.1, AT reference 80000ST10025a p68-78).</content>
public sealed partial class AtInstance
{
    private static readonly TimeSpan GuardUnit = TimeSpan.FromMilliseconds(20);

    private IOnlineChannel? _channel;
    private EscapeDetector? _escape;

    /// <summary>What the terminal sends goes to a channel, and no command is read.</summary>
    public bool IsOnline => _escape is not null;

    /// <summary>The terminal must not send for now: the far side of the channel does not take it.</summary>
    public bool HoldsTerminal => IsOnline && _channel!.Congested;

    /// <summary>The terminal does not take what comes from the channel: <see cref="IOnlineChannel.TerminalDrained"/> tells when it does.</summary>
    public bool TerminalCongested => User.Congested;

    /// <summary>For a handler: the result of its command is CONNECT, and behind it the terminal is joined with the channel.</summary>
    /// <param name="channel">The far side. What it has for the terminal goes to <see cref="ToTerminal"/> from the next turn on.</param>
    public FinalResult GoOnline(IOnlineChannel channel)
    {
        _channel = channel;
        return FinalResult.Connect;
    }

    /// <summary>Data of the channel.</summary>
    public void ToTerminal(ReadOnlySpan<byte> octets) => User.Write(octets);

    /// <summary>The channel takes data again.</summary>
    public void ChannelDrained() => User.Ready();

    /// <summary>The user takes data again.</summary>
    internal void TerminalDrained() => _channel?.TerminalDrained();

    /// <summary>The channel has ended: the terminal is in command state again and is told so, then of what waited.</summary>
    public void GoOffline(FinalResult result)
    {
        if (LeaveOnline() is null) return;
        RefreshFormat();
        Writer.Result(AsReported(result));
        while (_urcs is { Count: > 0 }) Show(_urcs.Dequeue());
        Flush();
        User.Ready();
    }

    private void BeginOnline()
    {
        var channel = _channel!;
        Flush();
        var guard = channel.Escape switch
        {
            EscapeRule.OneSegment => TimeSpan.Zero,
            EscapeRule.PacketGuard when Settings.Get<E2Esc>().Gt is > 0 and var seconds => TimeSpan.FromSeconds(seconds),
            _ => GuardUnit * Settings.Get<S12>().Value,
        };
        _escape = new(Module.World.Time, (byte)Settings.Get<S2>().Value, guard, Settings.Get<SkipEsc>().Mode == 1 || guard == TimeSpan.Zero, channel.FromTerminal, Escaped);
    }

    private void Escaped()
    {
        if (_channel is { } channel) GoOffline(channel.Escaped());
    }

    private IOnlineChannel? LeaveOnline()
    {
        var channel = _channel;
        _channel = null;
        _escape?.Dispose();
        _escape = null;
        return channel;
    }
}
