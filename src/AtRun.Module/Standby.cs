using AtRun.Module.Worlds;

namespace AtRun.Module;

/// <summary>A module that was switched off by a command while its supply stays: what may switch it on again.</summary>
internal sealed class Standby : IDisposable
{
    // Timers are limited to some weeks: one waits in pieces.
    private static readonly TimeSpan Piece = TimeSpan.FromDays(1);

    private readonly Board _board;
    private readonly Action<WakeReason> _wake;
    private readonly bool _terminalWakes;
    private readonly ITimer? _timer;
    private TimeSpan _left;
    private bool _terminalReady;
    private bool _charged;

    /// <param name="time">Of the module's turn.</param>
    /// <param name="board">With the charger and the terminal.</param>
    /// <param name="alarm">Time to the alarm; null: there is none.</param>
    /// <param name="terminalWakes">The terminal switches it on by becoming ready.</param>
    /// <param name="wake">Switches it on.</param>
    public Standby(TimeProvider time, Board board, TimeSpan? alarm, bool terminalWakes, Action<WakeReason> wake)
    {
        (_board, _wake, _terminalWakes) = (board, wake, terminalWakes);
        (_terminalReady, _charged) = (board.DtrOf(1), board.Charger != Charger.None);
        board.Sensed += Look;
        if (alarm is not { } left) return;
        _left = left;
        _timer = time.CreateTimer(static s => ((Standby)s!).GoOn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        GoOn();
    }

    public void Dispose()
    {
        _board.Sensed -= Look;
        _timer?.Dispose();
    }

    private void GoOn()
    {
        if (_left < TimeSpan.Zero)
        {
            _wake(WakeReason.Alarm);
            return;
        }
        var piece = _left < Piece ? _left : Piece;
        _left = _left > Piece ? _left - Piece : TimeSpan.FromTicks(-1);
        _timer!.Change(piece, Timeout.InfiniteTimeSpan);
    }

    private void Look()
    {
        var (ready, charged) = (_board.DtrOf(1), _board.Charger != Charger.None);
        var why = charged && !_charged ? WakeReason.Charger : _terminalWakes && ready && !_terminalReady ? WakeReason.Terminal : (WakeReason?)null;
        (_terminalReady, _charged) = (ready, charged);
        if (why is { } reason) _wake(reason);
    }
}
