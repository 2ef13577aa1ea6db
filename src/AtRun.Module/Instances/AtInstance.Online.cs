using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Instances;

/// <content>On-line data state (V.250 §5.1, AT reference 80000ST10025a p68-78).</content>
public sealed partial class AtInstance
{
    private static readonly TimeSpan GuardUnit = TimeSpan.FromMilliseconds(20);

    private IOnlineChannel? _channel;
    private Queue<Action>? _whenFree;
    private EscapeDetector? _escape;

    /// <summary>What the terminal sends goes to a channel, and no command is read.</summary>
    public bool IsOnline => _escape is not null;

    /// <summary>What ATO goes back to; null: nothing.</summary>
    public ISuspendable? Suspended
    {
        get;
        set
        {
            field = value;
            UpdateLines();
        }
    }

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

    /// <summary>As <see cref="GoOnline(IOnlineChannel)"/>, with a text behind CONNECT.</summary>
    public FinalResult GoOnline(IOnlineChannel channel, string connectText)
    {
        _channel = channel;
        return FinalResult.ConnectAt(connectText);
    }

    /// <summary>It is joined with that channel, and no other.</summary>
    public bool IsJoinedWith(IOnlineChannel channel) => _channel == channel;

    /// <summary>Joins the terminal with a channel that no command asked for: a line, if there is one, and CONNECT. For <see cref="WhenFree"/>.</summary>
    public void Connect(IOnlineChannel channel, string? announcement) => Connect(GoOnline(channel), announcement is null ? [] : [announcement]);

    /// <summary>The same for a channel that <see cref="GoOnline(IOnlineChannel, string)"/> gave the result of.</summary>
    public void Connect(FinalResult connected, IReadOnlyList<string> announcements)
    {
        RefreshFormat();
        foreach (var line in announcements) Writer.Unsolicited(line);
        Writer.Result(connected);
        BeginOnline();
    }

    /// <summary>A terminal is there, in command state, no command runs, and it takes what is said.</summary>
    public bool IsFree => _terminal && !Busy && !IsOnline && !User.Congested;

    /// <summary>Does something as soon as the instance is free; what still waits for that at power-off is never done.</summary>
    public void WhenFree(Action what)
    {
        if (IsFree) what();
        else (_whenFree ??= []).Enqueue(what);
    }

    private void LookWhetherFree()
    {
        while (_whenFree is { Count: > 0 } waiting && Module.IsOn && IsFree) waiting.Dequeue()();
    }

    /// <summary>Data of the channel.</summary>
    public void ToTerminal(ReadOnlySpan<byte> octets) => User.Write(octets);

    /// <summary>The channel takes data again.</summary>
    public void ChannelDrained() => User.Ready();

    /// <summary>The user takes data again.</summary>
    internal void TerminalDrained()
    {
        _channel?.TerminalDrained();
        LookWhetherFree();
    }

    /// <summary>The channel has ended: the terminal is in command state again and is told so, then of what waited.</summary>
    public void GoOffline(FinalResult result)
    {
        if (LeaveOnline() is null) return;
        RefreshFormat();
        Writer.Result(AsReported(result));
        while (_urcs is { Count: > 0 }) Show(_urcs.Dequeue());
        Flush();
        User.Ready();
        LookWhetherFree();
    }

    /// <summary>Gives the terminal a break, where its line carries one.</summary>
    internal void Break(TimeSpan length) => User.Break(length);

    /// <summary>Tells a terminal that is on line that something waits for it in command state (+CNMI mode 3).</summary>
    internal void CallByBreak()
    {
        Break(Timers.BreakLength.Default);
        PulseRing(Timers.RingLength.Default);
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
        // In a channel of the multiplexer the break does it alone (Telit 30268ST10299A p24).
        var character = User.Owner == Owner.Cmux ? byte.MaxValue : (byte)Settings.Get<S2>().Value;
        _escape = new(Module.World.Time, character, guard, Settings.Get<SkipEsc>().Mode == 1 || guard == TimeSpan.Zero || channel.HoldsEscape, channel.FromTerminal, Escaped);
        UpdateLines();
        channel.Joined();
    }

    private void Escaped()
    {
        if (_channel is { } channel && channel.Escaped() is { Kind: not ResultKind.None } result) GoOffline(result);
    }

    private IOnlineChannel? LeaveOnline()
    {
        var channel = _channel;
        _channel = null;
        _escape?.Dispose();
        _escape = null;
        UpdateLines();
        return channel;
    }
}
