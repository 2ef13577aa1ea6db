using AtRun.Module.Instances;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Links;

namespace AtRun.Module.Services.OnBoard;

/// <summary>Sleep of the serial ports (+CFUN 0, 5, 7, 9): CTS says whether a terminal is listened to, and some events end it. The network notices nothing.</summary>
/// <remarks>
/// Telit 1vv0300784 p85-91. What ends it: 0: RTS from off to on, a result code that nobody asked for; 9: the same but RTS; both: a
/// character, too, since most ports have no RTS that could be switched (own decision; the guide has the port deaf). 5: asleep while DTR is off, and
/// what is typed then is lost. 7: asleep but for 2 s from each character on; what is typed is taken, as a real port's flow control would hold it.
/// </remarks>
public sealed class PowerSaving(RunningModule module)
{
    private ITimer? _drowsy;
    private bool _awake;

    /// <summary>An event has ended the sleep of the ports.</summary>
    internal event Action? Woken;

    private int Fun => module.Volatile.Get<Cfun>().Fun;

    /// <summary>+CFUN was set, and its answer has left.</summary>
    internal void Follow()
    {
        _drowsy?.Dispose();
        (_drowsy, _awake) = (null, false);
        UpdateLines();
    }

    internal void End() => _drowsy?.Dispose();

    /// <summary>The port of that instance is not listened to: its CTS is off.</summary>
    internal bool IsAsleep(AtInstance instance) => instance.User.Owner == Owner.LocalPort && Fun switch
    {
        Cfun.Sleep or Cfun.DeepSleep => true,
        Cfun.TerminalControlled => !instance.TerminalLines.HasFlag(PortLines.Dtr),
        Cfun.Cyclic => !_awake,
        _ => false,
    };

    /// <summary>A terminal types. False: what it types is lost.</summary>
    internal bool Typed(AtInstance instance, ReadOnlySpan<byte> octets)
    {
        switch (Fun)
        {
            case Cfun.Sleep or Cfun.DeepSleep:
                // The line feed that many terminals send behind the line end wakes nobody.
                if (octets is not [(byte)'\n']) Wake();
                return true;
            case Cfun.TerminalControlled:
                return !IsAsleep(instance);
            case Cfun.Cyclic:
                _drowsy ??= module.World.Time.CreateTimer(static p => ((PowerSaving)p!).Doze(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _drowsy.Change(Timers.AwakeAfterCharacter.Default, Timeout.InfiniteTimeSpan);
                if (_awake) return true;
                _awake = true;
                UpdateLines();
                return true;
            default:
                return true;
        }
    }

    /// <summary>A terminal is told something that it did not ask for.</summary>
    internal void Told(AtInstance instance)
    {
        if (Fun is Cfun.Sleep or Cfun.DeepSleep && instance.User.Owner is Owner.LocalPort or Owner.Script) Wake();
    }

    /// <summary>A terminal has switched its lines.</summary>
    internal void LinesChanged(AtInstance instance, PortLines before)
    {
        if (Fun == Cfun.Sleep && !before.HasFlag(PortLines.Rts) && instance.TerminalLines.HasFlag(PortLines.Rts)) Wake();
        else if (Fun == Cfun.TerminalControlled) instance.UpdateLines();
    }

    /// <summary>RTS of a port whose instance, or which itself, is somebody else's goes on.</summary>
    internal void RtsWentOn()
    {
        if (Fun == Cfun.Sleep) Wake();
    }

    private void Doze()
    {
        _awake = false;
        UpdateLines();
    }

    private void Wake()
    {
        module.Volatile.Set(Cfun.Command, new Cfun());
        UpdateLines();
        Woken?.Invoke();
    }

    private void UpdateLines()
    {
        foreach (var instance in module.Instances) instance.UpdateLines();
    }
}
