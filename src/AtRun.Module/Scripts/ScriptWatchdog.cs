namespace AtRun.Module.Scripts;

/// <summary>Restarts the module unless a script says in time that it is alive (Telit 80000ST10020a §3.7.3).</summary>
/// <remarks>It outlives the script: one that ended by an error says nothing any more. Own reading of "protects the system against script blocking".</remarks>
internal sealed class ScriptWatchdog(RunningModule module)
{
    // Timers are limited to some weeks: one waits in pieces.
    private static readonly TimeSpan Piece = TimeSpan.FromDays(1);

    private ITimer? _timer;
    private TimeSpan _limit;
    private TimeSpan _left;

    /// <summary>From now on.</summary>
    public void Enable(TimeSpan limit)
    {
        Disable();
        (_limit, _left) = (limit, limit);
        _timer = module.World.Time.CreateTimer(static w => ((ScriptWatchdog)w!).GoOn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Wait();
    }

    /// <summary>The script is alive: the time begins anew, where one runs.</summary>
    public void Reset()
    {
        if (_timer is null) return;
        _left = _limit;
        Wait();
    }

    public void Disable()
    {
        _timer?.Dispose();
        _timer = null;
    }

    private void Wait()
    {
        var piece = _left < Piece ? _left : Piece;
        _left -= piece;
        _timer!.Change(piece, Timeout.InfiniteTimeSpan);
    }

    private void GoOn()
    {
        if (_left > TimeSpan.Zero) Wait();
        else module.Reboot("the watchdog of the script");
    }
}
