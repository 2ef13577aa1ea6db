using System.Net;
using AtRun.Module;
using AtRun.Module.Instances;
using AtRun.Module.Ip;
using AtRun.Module.Services.Remote;
using AtRun.Protocol.Commands.Modem;

namespace AtRun.Tests.Simulation.Week;

/// <content>What must always hold.</content>
internal sealed partial class WeekModule
{
    private TcpAtRunState _state;
    private IPAddress? _formerAddress;
    private IPAddress? _lastAddress;
    private TimeSpan _entered;
    private int _attemptsLeft;
    private bool _powered;
    private bool _rebooting;

    /// <summary>After each step in which something happened to it.</summary>
    public void Check()
    {
        if (_module.Running is not { } running)
        {
            if (_powered && !_rebooting) Break("the power is on, and it does not run");
            _state = TcpAtRunState.Off;
            return;
        }
        var service = running.TcpAtRun;
        var (first, second, third) = (running.Instance(1).User, running.Instance(2).User, running.Instance(3).User);
        if (service.State != _state) Break($"the state is {service.State}, what was told leads to {_state}");
        if (first.Owner != Owner.LocalPort) Break($"instance 1 belongs to {first.Owner}");
        if (second.Owner != (_state == TcpAtRunState.Off ? Owner.LocalPort : Owner.TcpAtRun)) Break($"instance 2 belongs to {second.Owner} in {_state}");
        var sms = third.Owner == Owner.SmsAtRun ? running.SmsAtRun.IsOn : third.Owner == Owner.EventMonitor ? running.EventMonitor.IsOn : !running.SmsAtRun.IsOn && !running.EventMonitor.IsOn && third.Owner == Owner.Nobody;
        if (!sms) Break($"instance 3 belongs to {third.Owner}");
        if (second is TcpAtRunSession != (_state == TcpAtRunState.Serving)) Break($"in {_state} the instance is used by {second.GetType().Name}");
        if (IsServer && World.Internet.Listening.Contains(new(Reachable ?? IPAddress.Any, 1024)) != Listens) Break($"in {_state} it {(Listens ? "does not listen" : "listens")} at {Reachable}");
        var socket = running.Sockets[1].State;
        if (socket == SocketState.Active != TcpAtRunLife.IsConnected(_state)) Break($"in {_state} the socket is {socket}");
        if (running.Instance(2).Settings.Get<S7>().Value >= Stranger.Mark || running.Instance(3).Settings.Get<S7>().Value >= Stranger.Mark) Break("a stranger has run a command");
    }

    private void PoweredOn(RunningModule running)
    {
        running.TcpAtRun.Moved += Moved;
        (_state, _terminal.ShowsPeer) = (running.TcpAtRun.State, false);
        if (_rebooting) Ends(Fault.Rebooted);
        else if (_powered) Break("it has restarted by itself");
        _rebooting = false;
    }

    private void Moved(TcpAtRunState from, TcpAtRunEvent what, TcpAtRunState to)
    {
        Note(Voice.Move, [(byte)from, (byte)what, (byte)to]);
        World.Tally.Moves++;
        if (!_powered) Break("it moves without power");
        if (from != _state) Break($"it moves from {from}, and was in {_state}");
        var stayed = World.Clock.Passed - _entered;
        (_state, _entered) = (to, World.Clock.Passed);
        switch (what)
        {
            case TcpAtRunEvent.ContextUp:
                var address = Reachable!;
                if (address.Equals(_formerAddress)) Break($"it has the address {address} again");
                _formerAddress = null;
                World.Has(this, address, _lastAddress);
                _lastAddress = address;
                break;
            case TcpAtRunEvent.AttemptFailed when stayed > TimeSpan.FromSeconds(ConnectLimit):
                Break($"an attempt took {stayed}");
                break;
            case TcpAtRunEvent.PauseOver when !IsServer && stayed != TimeSpan.FromMinutes(_retryDelay):
                Break($"the next attempt came after {stayed}");
                break;
            case TcpAtRunEvent.AttemptLeft when _attemptsLeft == 0:
                Break("no attempt is left, and one is made");
                break;
            case TcpAtRunEvent.NoAttemptLeft when _attemptsLeft > 0:
                Break($"it gives up with {_attemptsLeft} attempts left");
                break;
            case TcpAtRunEvent.Connected:
                _attemptsLeft = _retryCount;
                break;
        }
        if (to == TcpAtRunState.Dialling) _attemptsLeft = from == TcpAtRunState.Pausing ? _attemptsLeft - 1 : _retryCount;
        if (from == TcpAtRunState.GivenUp)
        {
            _disturbed = World.Clock.Passed;
            Watch();
        }
        if (to != TcpAtRunState.GivenUp) return;
        World.Tally.GivenUp++;
        _rescue.Change(RescueAfter, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It has a peer now.</summary>
    public bool IsConnected => TcpAtRunLife.IsConnected(_state);

    /// <summary>It waits for somebody to connect.</summary>
    public bool Listens => IsServer && _state is TcpAtRunState.Listening or TcpAtRunState.LoggingIn or TcpAtRunState.Serving;
}
