using AtRun.Module.Services.Remote;
using AtRun.Simulation;
using AtRun.Simulation.Faults;

namespace AtRun.Tests.Simulation.Week;

/// <content>What happens to it, and when it must be back.</content>
internal sealed partial class WeekModule
{
    /// <summary>Somebody looks after a module that has given up.</summary>
    private static readonly TimeSpan RescueAfter = TimeSpan.FromMinutes(10);

    private readonly Radio _radio;
    private readonly SimCard _sim;
    private readonly LinkConditions _link;
    private readonly ITimer _nextFault;
    private readonly ITimer _watch;
    private readonly ITimer _rescue;
    private readonly List<Fault> _present = [];
    private Fault _last;
    private TimeSpan _disturbed;
    private bool _strikes;

    /// <summary>Nothing is wrong with it or its host for so long that it must be in order.</summary>
    private bool IsSettled => _present.Count == 0 && World.Clock.Passed > _disturbed + Bound;

    /// <summary>In which time its settings bring it back.</summary>
    private TimeSpan Bound => Settled + TimeSpan.FromSeconds(IsServer ? 0 : Math.Max(IdleLimit, ConnectLimit + _retryDelay * 60));

    /// <summary>A fault that is present, or was after that moment; null: none.</summary>
    public Fault? FaultSince(TimeSpan moment) => _present.Count > 0 ? _present[^1] : _disturbed >= moment ? _last : null;

    public void Begins(Fault fault)
    {
        Note($"{fault}");
        _present.Add(fault);
        (_last, _disturbed) = (fault, World.Clock.Passed);
    }

    public void Ends(Fault fault)
    {
        if (!_present.Remove(fault)) return;
        Note($"{fault} is over");
        (_last, _disturbed) = (fault, World.Clock.Passed);
        Watch();
    }

    private void Watch() => _watch.Change(Bound + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);

    private void NextFault()
    {
        Again(_nextFault, World.Plan.Faults);
        // Half of them happen while a command is under way.
        if (_random.Next(2) == 0) _strikes = true;
        else Strike();
    }

    /// <summary>Commands are about to be sent.</summary>
    private void StrikeNow()
    {
        if (!_strikes) return;
        _strikes = false;
        World.After(_random.Next(2500), Strike);
    }

    private void Strike()
    {
        var fault = (Fault)_random.Next((int)Fault.HostDown);
        if (_present.Contains(fault) || (!_powered && fault is not (Fault.CoverageLost or Fault.SimPulled))) return;
        World.Tally.Count(fault);
        Begins(fault);
        // Some faults take the last words of a connection with them.
        if (fault == Fault.ConnectionForgotten || (fault is Fault.ContextDropped or Fault.CoverageLost or Fault.SimPulled or Fault.PowerCut && _random.Next(2) == 0)) ForgetConnection();
        switch (fault)
        {
            case Fault.ContextDropped:
                if (HasEvents && IsQuiet && Reachable is not null) ExpectEvent();
                World.Packet.Drop(Packet, 1);
                Ends(fault);
                break;
            case Fault.CoverageLost:
                _radio.Drop();
                EndsIn(3, fault, _radio.Restore);
                break;
            case Fault.SimPulled:
                _sim.Remove();
                EndsIn(2, fault, _sim.Insert);
                break;
            case Fault.PowerCut:
                PowerOff();
                EndsIn(1, fault, PowerOn);
                break;
            case Fault.AddressChanged:
                _formerAddress = Reachable;
                Packet.ChangeAddress();
                Ends(fault);
                break;
            case Fault.PacketsSwallowed:
                _link.Swallow();
                EndsIn(5, fault, () => Clear(Fault.LinkSlow, Slow));
                break;
            case Fault.LinkSlow:
                if (!_present.Contains(Fault.PacketsSwallowed)) Slow();
                EndsIn(20, fault, () => Clear(Fault.PacketsSwallowed, _link.Swallow));
                break;
            case Fault.ClosedLocally:
                _terminal.Type("AT#TCPATRUNCLOSE");
                Ends(fault);
                break;
            case Fault.SwitchedOff:
                _terminal.Type($"{SwitchOn}=0");
                UndoneIn(2, fault, $"{SwitchOn}=1");
                break;
            case Fault.RadioOff:
                _terminal.Type("AT+CFUN=4");
                UndoneIn(2, fault, "AT+CFUN=1");
                break;
            case Fault.Detached:
                _terminal.Type("AT+CGATT=0");
                UndoneIn(2, fault, "AT+CGATT=1");
                break;
            case Fault.Rebooted when _terminal.Type("AT#REBOOT").Contains("\r\nOK\r\n", StringComparison.Ordinal):
                _rebooting = true;
                break;
            default:
                Ends(fault);
                break;
        }
    }

    private string SwitchOn => IsServer ? "AT#TCPATRUNL" : "AT#TCPATRUND";

    private void EndsIn(int minutes, Fault fault, Action how) => World.After((int)_random.Span(TimeSpan.FromMinutes(minutes)).TotalMilliseconds, () =>
    {
        how();
        Ends(fault);
    });

    private void UndoneIn(int minutes, Fault fault, string line) => World.After((int)_random.Span(TimeSpan.FromMinutes(minutes)).TotalMilliseconds, () => Undo(fault, line));

    /// <summary>Types it again until it is answered with OK: there may be no power, no card, no network now.</summary>
    private void Undo(Fault fault, string line)
    {
        _terminal.Type(line);
        World.After((int)Settled.TotalMilliseconds, () =>
        {
            if (_terminal.Last is var (last, said) && last == line && said.Contains("\r\nOK\r\n", StringComparison.Ordinal)) Ends(fault);
            else Undo(fault, line);
        });
    }

    /// <summary>The event monitor runs the command of a context that was deactivated, if nothing comes between.</summary>
    private void ExpectEvent()
    {
        var (events, begun) = (_terminal.Events, World.Clock.Passed);
        World.After((int)Settled.TotalMilliseconds, () =>
        {
            if (_present.Count == 0 && _disturbed == begun && _terminal.Events != events + 1) Break("the event monitor has not run its command once");
        });
    }

    /// <summary>Nothing else is wrong.</summary>
    private bool IsQuiet => _present.Count == 1;

    private void Slow() => _link.Slow(_random.Next(20, 1000), TimeSpan.FromMilliseconds(_random.Next(100, 3000)));

    /// <summary>Without a fault: half of the modules are far away.</summary>
    private void Usual()
    {
        if (_isGprs) _link.Slow(3000, TimeSpan.FromMilliseconds(350));
        else _link.Restore();
    }

    /// <summary>The way is as usual again, if the other fault of it is not there.</summary>
    private void Clear(Fault other, Action instead)
    {
        if (_present.Contains(other)) instead();
        else Usual();
    }

    private void ForgetConnection()
    {
        Session?.Forget();
        Visit?.Forget();
    }

    private bool IsBack => IsServer
        ? _state is TcpAtRunState.Listening or TcpAtRunState.LoggingIn or TcpAtRunState.Serving
        : _state == TcpAtRunState.Serving && Session is { IsForgotten: false };

    private void MustBeBack()
    {
        // GivenUp is right where the attempts were used up, which is counted where it happens.
        if (!IsSettled || IsBack || _state == TcpAtRunState.GivenUp) return;
        Break($"it is not back within {Bound} of the end of {_last}");
    }

    /// <summary>By SMS where that is possible, else at the module's own port.</summary>
    private void Rescue()
    {
        if (_state != TcpAtRunState.GivenUp) return;
        World.Tally.Rescues++;
        if (HasSms) World.Desk.Ask(this, "AT#TCPATRUND=1", "\r\nOK\r\n");
        else _terminal.Type("AT#TCPATRUND=1");
        _rescue.Change(RescueAfter, Timeout.InfiniteTimeSpan);
    }
}
