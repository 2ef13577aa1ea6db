using AtRun.Module.Services;
using AtRun.Simulation.Faults;

namespace AtRun.Tests.Simulation.Week;

/// <content>What happens to it, and when it must be back.</content>
internal sealed partial class WeekModule
{
    /// <summary>Somebody looks after a module that has given up.</summary>
    private static readonly TimeSpan RescueAfter = TimeSpan.FromMinutes(10);

    private readonly ModuleFaults _faults;
    private readonly ITimer _nextFault;
    private readonly ITimer _watch;
    private readonly ITimer _rescue;
    private readonly List<Fault> _present = [];
    private Fault _last;
    private TimeSpan _disturbed;

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
        var fault = (Fault)_random.Next((int)Fault.HostDown);
        if (_present.Contains(fault) || (!_powered && fault is not (Fault.CoverageLost or Fault.SimPulled))) return;
        World.Tally.Count(fault);
        Begins(fault);
        // Some faults take the last words of a connection with them.
        if (fault == Fault.ConnectionForgotten || (_random.Next(2) == 0 && fault is Fault.ContextDropped or Fault.CoverageLost or Fault.SimPulled or Fault.PowerCut)) ForgetConnection();
        var minutes = 0;
        Action over = () => { };
        switch (fault)
        {
            case Fault.ContextDropped:
                _faults.DropContext(1);
                break;
            case Fault.CoverageLost:
                _faults.DropNetwork();
                (minutes, over) = (3, _faults.RestoreNetwork);
                break;
            case Fault.SimPulled:
                _faults.RemoveSim();
                (minutes, over) = (2, _faults.InsertSim);
                break;
            case Fault.PowerCut:
                PowerOff();
                (minutes, over) = (1, PowerOn);
                break;
            case Fault.AddressChanged:
                _formerAddress = Reachable;
                _faults.ChangeAddress();
                break;
            case Fault.PacketsSwallowed:
                _faults.Link.Swallow();
                (minutes, over) = (5, () => Clear(Fault.LinkSlow, Slow));
                break;
            case Fault.LinkSlow:
                if (!_present.Contains(Fault.PacketsSwallowed)) Slow();
                (minutes, over) = (20, () => Clear(Fault.PacketsSwallowed, _faults.Link.Swallow));
                break;
        }
        if (minutes == 0) Ends(fault);
        else
        {
            World.After((int)_random.Span(TimeSpan.FromMinutes(minutes)).TotalMilliseconds, () =>
            {
                over();
                Ends(fault);
            });
        }
    }

    private void Slow() => _faults.Link.Slow(_random.Next(20, 1000), TimeSpan.FromMilliseconds(_random.Next(100, 3000)));

    /// <summary>The way is clear again, if the other fault of it is not there.</summary>
    private void Clear(Fault other, Action instead)
    {
        if (_present.Contains(other)) instead();
        else _faults.Link.Restore();
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
