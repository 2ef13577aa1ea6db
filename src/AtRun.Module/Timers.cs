namespace AtRun.Module;

/// <summary>One timer of the module: a default with its bounds and where it comes from.</summary>
public sealed record ModuleTimer(string Name, TimeSpan Default, TimeSpan Minimum, TimeSpan Maximum, string Source);

/// <summary>Every time-out that is not a parameter of a command, in one table.</summary>
public static class Timers
{
    public static readonly ModuleTimer Login = new("login, each part", Seconds(60), Seconds(1), Seconds(3600), "DEC-2");
    public static readonly ModuleTimer Boot = new("power-down to ready", Seconds(3), Seconds(0), Seconds(120), "AT reference 80000ST10025a p24 gives #REBOOT 5 s");
    public static readonly ModuleTimer ShutdownGrace = new("OK to power-down", Milliseconds(100), Seconds(0), Seconds(5), "own choice: the answer leaves first");
    public static readonly ModuleTimer ListenRetry = new("next attempt after a port could not be had", Seconds(10), Seconds(1), Seconds(600), "own choice");
    public static readonly ModuleTimer AttachRetry = new("T3311, next attempt after a failed attach", Seconds(15), Seconds(1), Seconds(3600), "24.008 table 11.3");
    public static readonly ModuleTimer AttachPause = new("T3302, pause after five failed attaches", Seconds(720), Seconds(1), Seconds(11160), "24.008 table 11.3");
    public static readonly ModuleTimer VoiceConnect = new("voice call that nobody answers", Seconds(30), Seconds(1), Seconds(255), "AT reference 80000ST10025a p21-24; a data call has S7");
    public static readonly ModuleTimer Ring = new("from ring to ring", Seconds(5), Seconds(1), Seconds(10), "V.250 §6.3.8; the cadence of European networks");

    public static IReadOnlyList<ModuleTimer> All { get; } = [Login, Boot, ShutdownGrace, ListenRetry, AttachRetry, AttachPause, VoiceConnect, Ring];

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
