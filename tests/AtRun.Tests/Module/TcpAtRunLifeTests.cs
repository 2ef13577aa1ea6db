using System.Net;
using AtRun.Module;
using AtRun.Module.Instances;
using AtRun.Module.Services.Remote;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>TCP-1…TCP-17: every event in every state of TCPATRUN, from outside, against the table.</summary>
public sealed class TcpAtRunLifeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static TheoryData<TcpAtRunMode, TcpAtRunState, TcpAtRunEvent> All
    {
        get
        {
            var all = new TheoryData<TcpAtRunMode, TcpAtRunState, TcpAtRunEvent>();
            foreach (var mode in Enum.GetValues<TcpAtRunMode>())
                foreach (var state in TcpAtRunLife.Of(mode).Steps.Select(s => s.From).Distinct())
                    foreach (var what in Enum.GetValues<TcpAtRunEvent>()) all.Add(mode, state, what);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_event_leads_where_the_table_says(TcpAtRunMode mode, TcpAtRunState state, TcpAtRunEvent what)
    {
        var expected = TcpAtRunLife.Of(mode).Next(state, what);
        // What is decided there and then shows in what follows on the event before.
        if (state == TcpAtRunState.Disconnected) return;
        var place = new Place(mode);
        place.Reach(state);
        var moved = place.Watch();
        var possible = place.Cause(what, expected is not null);
        if (!possible)
        {
            Assert.True(expected is null, $"the table knows {what} in {state}, and nothing brings it about");
            return;
        }
        if (expected is { } next) Assert.Contains((state, what, next), moved);
        else Assert.DoesNotContain(moved, m => m.From == state && m.Event == what);
        Assert.Empty(place.Module.Log.Errors);
        place.AssertOneOwner();
    }

    // TCP-31; AT reference 80000ST10025a p388.
    [Fact]
    public void A_serial_port_is_not_lent_while_the_multiplexer_runs()
    {
        var place = new Place(TcpAtRunMode.Client);
        place.Reach(TcpAtRunState.Serving);
        place.Module.Turn.Do(() => place.Module.Type(3, "AT+CMUX=0\r"u8));
        Assert.True(place.Module.Module.Running!.Multiplexer.IsOn);
        Assert.True(place.Cause(TcpAtRunEvent.JoinedPort, expected: false));
        Assert.Equal(TcpAtRunState.Serving, place.Module.Module.Running!.TcpAtRun.State);
        place.AssertOneOwner();
    }

    /// <summary>A module, its host, and somebody who connects to it.</summary>
    private sealed class Place
    {
        private static readonly IPEndPoint Host = new(IPAddress.Parse("10.0.0.1"), 4000);

        private readonly TcpAtRunMode _mode;
        private readonly Conversation _local;
        private readonly Peer _peer = new();
        private IDisposable? _host;
        private IDisposable? _squatter;
        private TcpAtRunState _state;

        public Place(TcpAtRunMode mode)
        {
            _mode = mode;
            Module.Start();
            Module.Internet.Names["host.example"] = Host.Address;
            _local = new(Module);
            Type("AT+CGDCONT=1,\"IP\",\"internet\"");
            Type("AT#TCPATRUNFRWL=1,\"0.0.0.0\",\"0.0.0.0\"");
            Type("AT#TCPATRUNAUTH=1,\"user\",\"secret\"");
            Type("AT#SCFG=1,1,300,30,600,1");
            Type("AT#TCPATRUNCFG=1,2,1024,4000,\"host.example\",1,5,0,1,1");
        }

        public SimulatedModule Module { get; } = new();

        private TcpAtRunService Service => Module.Module.Running!.TcpAtRun;

        private bool HostListens
        {
            set
            {
                if (!value) _host?.Dispose();
                else _host = Module.Internet.Listen(Host, (link, _) => _peer.Take(link));
            }
        }

        public void Reach(TcpAtRunState state)
        {
            _state = state;
            if (state == TcpAtRunState.GivenUp) Type("AT#TCPATRUNCFG=1,2,1024,4000,\"host.example\",1,5,0,0,1");
            Module.Internet.NamesAreSilent = state == TcpAtRunState.Dialling;
            if (state == TcpAtRunState.PortTaken) Occupy();
            HostListens = TcpAtRunLife.IsConnected(state);
            if (state != TcpAtRunState.Off) Type(SwitchOn);
            if (state is not (TcpAtRunState.Off or TcpAtRunState.NoContext)) Type("AT#SGACT=1,1");
            if (_mode == TcpAtRunMode.Server && TcpAtRunLife.IsConnected(state))
            {
                Connect();
                if (state != TcpAtRunState.LoggingIn) Send("user\rsecret\r");
            }
            if (state == TcpAtRunState.Transparent)
            {
                if (_mode == TcpAtRunMode.Client) Assert.True(Module.Turn.WaitUntil(() => Service.State == TcpAtRunState.Serving, Patience));
                Send("AT#TCPATCONSER=1,9600\r");
            }
            Assert.True(Module.Turn.WaitUntil(() => Service.State == state, Patience), $"{state} was not reached, but {Service.State}");
        }

        private string SwitchOn => _mode == TcpAtRunMode.Server ? "AT#TCPATRUNL=1" : "AT#TCPATRUND=1";

        public List<(TcpAtRunState From, TcpAtRunEvent Event, TcpAtRunState To)> Watch()
        {
            var moved = new List<(TcpAtRunState, TcpAtRunEvent, TcpAtRunState)>();
            Service.Moved += (from, what, to) => moved.Add((from, what, to));
            return moved;
        }

        /// <summary>False: from where the service is, nothing outside can bring that about.</summary>
        public bool Cause(TcpAtRunEvent what, bool expected)
        {
            var connected = TcpAtRunLife.IsConnected(_state);
            switch (what)
            {
                case TcpAtRunEvent.SwitchedOn:
                    Type(SwitchOn);
                    return true;
                case TcpAtRunEvent.SwitchedOff:
                    Type(SwitchOn[..^1] + "0");
                    return true;
                case TcpAtRunEvent.ContextUp:
                    if (_state is TcpAtRunState.Off or TcpAtRunState.NoContext) Type("AT#SGACT=1,1");
                    else Type("AT+CGDCONT=2,\"IP\",\"internet\";#SGACT=2,1");
                    Module.Turn.Wait(TimeSpan.FromSeconds(3));
                    return true;
                case TcpAtRunEvent.ContextDown:
                    Module.Turn.Do(() => Module.PacketNetwork.Drop(Module.Packet, 1));
                    return true;
                case TcpAtRunEvent.CloseCommand:
                    Type("AT#TCPATRUNCLOSE");
                    return true;
                // What is decided while the state is entered: it is entered once more, with that before it.
                case TcpAtRunEvent.PortRefused when expected:
                    Type("AT#TCPATRUNL=0");
                    Occupy();
                    Type("AT#TCPATRUNL=1");
                    return true;
                case TcpAtRunEvent.Connected when expected:
                    Type("AT#TCPATRUND=0");
                    HostListens = true;
                    Module.Internet.NamesAreSilent = false;
                    Type("AT#TCPATRUND=1");
                    return true;
                case TcpAtRunEvent.PauseOver when _state is TcpAtRunState.PortTaken or TcpAtRunState.Pausing:
                    Module.Turn.Wait(_state == TcpAtRunState.Pausing ? TimeSpan.FromSeconds(61) : Timers.ListenRetry.Default);
                    return true;
                case TcpAtRunEvent.ClientAdmitted when _mode == TcpAtRunMode.Server && _state is not (TcpAtRunState.Off or TcpAtRunState.NoContext or TcpAtRunState.PortTaken):
                    Connect();
                    return true;
                case TcpAtRunEvent.LoggedIn when connected && _mode == TcpAtRunMode.Server:
                    Send("user\rsecret\r");
                    return true;
                case TcpAtRunEvent.LoginFailed when connected && _mode == TcpAtRunMode.Server:
                    Send("nobody\rsecret\r");
                    return true;
                case TcpAtRunEvent.AttemptFailed when _state == TcpAtRunState.Dialling:
                    Module.Turn.Wait(TimeSpan.FromSeconds(61));
                    return true;
                case TcpAtRunEvent.JoinedPort when connected:
                    Send("AT#TCPATCONSER=1,9600\r");
                    return true;
                case TcpAtRunEvent.Escaped when connected:
                    Send("+++");
                    return true;
                case TcpAtRunEvent.PeerFinished when connected:
                    Module.Turn.Do(() => _peer.Link!.Close());
                    return true;
                case TcpAtRunEvent.PeerReset when connected:
                    Module.Turn.Do(() => ((AtRun.Simulation.MemoryLink)_peer.Link!).Reset());
                    return true;
                case TcpAtRunEvent.IdleLimit when connected:
                    Module.Turn.Wait(TimeSpan.FromSeconds(31));
                    return true;
                default:
                    return false;
            }
        }

        public void AssertOneOwner()
        {
            Assert.Equal(Service.IsOn ? Owner.TcpAtRun : Owner.LocalPort, Module.Module.Running!.Instance(2).User.Owner);
            Assert.Equal(Service.State == TcpAtRunState.Transparent, Module.Module.Running!.Ports[1].IsJoined);
        }

        private void Type(string line)
        {
            _local.Type(line);
            Module.Turn.Wait(TimeSpan.FromSeconds(line.Contains("#SGACT=", StringComparison.Ordinal) ? 3 : 0.1));
            _local.Said();
        }

        private void Send(string text)
        {
            Module.Turn.Do(() => _peer.Link!.Send(System.Text.Encoding.Latin1.GetBytes(text)));
            Module.Turn.Wait(TimeSpan.FromSeconds(1));
        }

        private void Occupy()
        {
            _squatter ??= Module.Internet.Listen(new(IPAddress.Parse("127.10.0.1"), 1024), (_, _) => null);
        }

        private void Connect() => Module.Turn.Do(() =>
        {
            var client = new Peer();
            client.Take(Module.Internet.Connect(new(IPAddress.Loopback, 0), new(IPAddress.Parse("127.10.0.1"), 1024), client)!);
            _peer.Take(client.Link!);
        });
    }

    private sealed class Peer : ILinkReceiver
    {
        public ILink? Link { get; private set; }

        public ILinkReceiver Take(ILink link)
        {
            Link = link;
            return this;
        }

        public void Received(ReadOnlySpan<byte> octets) { }

        public void Drained() { }

        public void Ended(LinkEnd how) { }
    }
}
