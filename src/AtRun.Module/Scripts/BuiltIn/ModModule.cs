using System.Text;
using AtRun.Module.Ip;
using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.Commands.Network;

namespace AtRun.Module.Scripts.BuiltIn;

/// <summary>MOD: clock, sleep, watchdog, power saving, base64 (Telit 80000ST10020a §3.7). Everything by the module's time.</summary>
internal sealed class ModModule : BuiltInModule
{
    /// <summary>Characters of a base64 text at most (p54).</summary>
    private const int LongestBase64 = 16000;

    private static readonly DateTime FirstSecond = new(2000, 1, 1);

    private readonly ScriptRun _run;
    private readonly RunningModule _module;
    private readonly ScriptSignal _woken;
    private bool _timedOut;

    public ModModule(string name, ScriptRun run) : base(name)
    {
        (_run, _module) = (run, run.Module);
        _woken = new(_module.World.Time, run.Over);
        Function("secCounter", 0, 0, _ => ScriptValue.Of((_module.Clock.Now.DateTime - FirstSecond).Ticks / TimeSpan.TicksPerSecond));
        Waiting("sleep", 1, 1, a => Sleep(a.Tenths(0)));
        Function("watchdogEnable", 1, 1, a => Done(() => _module.Script.Watchdog.Enable(TimeSpan.FromSeconds(a.Integer(0, 1, int.MaxValue)))));
        Function("watchdogReset", 0, 0, _ => Done(_module.Script.Watchdog.Reset));
        Function("watchdogDisable", 0, 0, _ => Done(_module.Script.Watchdog.Disable));
        Waiting("powerSaving", 1, 1, a => SavePower(a.Integer(0, int.MinValue, int.MaxValue)));
        Function("powerSavingExitCause", 0, 0, _ => Level(_timedOut));
        Function("encBase64", 1, 1, a => Encode(a.Octets(0).Span));
        _module.PowerSaving.Woken += _woken.Raise;
    }

    public override void End() => _module.PowerSaving.Woken -= _woken.Raise;

    private static ScriptValue Done(Action what)
    {
        what();
        return default;
    }

    private async ValueTask<ScriptValue> Sleep(TimeSpan span)
    {
        if (span > TimeSpan.Zero) await Task.Delay(span, _module.World.Time, _run.Over);
        return default;
    }

    /// <summary>As +CFUN=0, until something happens that ends it, or the time has passed; a negative time never has (p53-54).</summary>
    private async ValueTask<ScriptValue> SavePower(int seconds)
    {
        Function(Cfun.Sleep);
        var since = _module.World.Time.GetTimestamp();
        var limit = TimeSpan.FromSeconds(seconds);
        do
        {
            // Timers are limited to some weeks: one waits in pieces.
            var left = limit - _module.World.Time.GetElapsedTime(since);
            _timedOut = !await _woken.Wait(seconds < 0 || left > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : left < TimeSpan.Zero ? TimeSpan.Zero : left);
        }
        while (_timedOut && (seconds < 0 || _module.World.Time.GetElapsedTime(since) < limit));
        if (_timedOut) Function(Cfun.Full);
        return default;
    }

    private void Function(int functionality)
    {
        _module.Volatile.Set(Cfun.Command, new Cfun { Fun = functionality });
        _module.FollowFunctionality();
    }

    private static ScriptValue Encode(ReadOnlySpan<byte> octets)
    {
        if (octets.Length > LongestBase64) return ScriptValue.Of("");
        var text = new OctetBuffer(Encoding.Latin1.GetMaxByteCount(octets.Length));
        var encoder = new Base64Encoder(lines: true);
        encoder.Write(octets, text);
        encoder.Finish(text);
        return text.Count > LongestBase64 ? ScriptValue.Of("") : ScriptValue.Of(text.Written.ToArray());
    }
}
