using AtRun.Module.Files;
using AtRun.Module.Worlds;

namespace AtRun.Module.Scripts.BuiltIn;

/// <summary>What the language itself needs of the module: clock, sleep, files (<see cref="ScriptLanguage"/>).</summary>
internal sealed class LanguageModule : BuiltInModule
{
    private const long TicksInMicrosecond = TimeSpan.TicksPerMillisecond / 1000;

    /// <summary>Sleeps longer than that are taken for mistakes: 32767 days.</summary>
    private const long LongestSleep = 32767L * 86400 * 1_000_000;

    private readonly ScriptRun _run;
    private readonly RunningModule _module;

    public LanguageModule(string name, ScriptRun run) : base(name)
    {
        (_run, _module) = (run, run.Module);
        // Local time, as MOD.secCounter and +CCLK have it: the difference of the two is the constant of the guide (Telit 80000ST10020a p52).
        Function(ScriptLanguage.Time, 0, 0, _ => ScriptValue.Of((_module.Clock.Now.DateTime - DateTime.UnixEpoch).Ticks / TicksInMicrosecond));
        Waiting(ScriptLanguage.Sleep, 1, 1, a => Sleep(a.Integer(0)));
        Function(ScriptLanguage.List, 0, 0, _ => ScriptValue.Of([.. _module.Scripts.Files.Select(f => ScriptValue.Of(f.Name))]));
        Waiting(ScriptLanguage.Read, 1, 1, async a => await _module.Scripts.Read(a.Text(0)) is { } content ? ScriptValue.Of(content) : default);
        Waiting(ScriptLanguage.Write, 2, 2, async a => Of(ScriptName.IsPossible(a.Text(0)) && await _module.Scripts.Write(a.Text(0), a.Octets(1))));
        Waiting(ScriptLanguage.Unlink, 1, 1, async a => Of(await _module.Scripts.Delete(a.Text(0))));
        Waiting(ScriptLanguage.Rename, 2, 2, async a => Of(ScriptName.IsPossible(a.Text(1)) && await _module.Scripts.Rename(a.Text(0), a.Text(1))));
    }

    private async ValueTask<ScriptValue> Sleep(long microseconds)
    {
        if (microseconds is < 0 or > LongestSleep) throw new ScriptCallException("IOError", "Invalid argument");
        var left = TimeSpan.FromTicks(microseconds * TicksInMicrosecond);
        // Timers are limited to some weeks: one waits in pieces.
        for (var piece = TimeSpan.FromDays(1); left > TimeSpan.Zero; left -= piece)
            await Task.Delay(left < piece ? left : piece, _module.World.Time, _run.Over);
        return default;
    }
}
