using System.Globalization;
using System.Net;
using System.Text;
using AtRun.Module;
using AtRun.Module.Products;
using AtRun.Module.Services.Remote;
using AtRun.Module.Worlds;
using AtRun.Simulation;
using AtRun.Simulation.Faults;

namespace AtRun.Tests.Simulation.Week;

/// <summary>One module with its card, its radio and its way to the internet, what is planned for it, and what is known of it.</summary>
internal sealed partial class WeekModule
{
    private const int MostWaiting = 40;

    /// <summary>From power-on to registered, with the context up.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(20);

    /// <summary>#SCFG: seconds without traffic; seconds to connect.</summary>
    private const int IdleLimit = 1200, ConnectLimit = 60;

    private readonly Random _random;
    private readonly Excerpt _excerpt = new();
    private readonly CellularModule _module;
    private readonly SteppedClock.OwnTime _time;
    private readonly LocalTerminal _terminal;
    private readonly ITimer _plan;
    private readonly ITimer _messages;
    private readonly ITimer _strangers;
    private readonly int _retryCount;
    private readonly int _retryDelay;
    private readonly bool _isGprs;
    private WeekCommand? _settings;
    private byte _session;

    public WeekModule(WeekWorld world, int index)
    {
        (World, Index, _random) = (world, index, new Random(unchecked(world.Plan.Seed * 1_000_003 + index)));
        IsServer = index % world.Plan.ServerEvery == world.Plan.ServerEvery - 1;
        (HasSms, HasEvents, _isGprs) = (index % world.Plan.SmsEvery == 0, index % world.Plan.EventsEvery == 0, _random.Next(2) == 0);
        (Queues, LogsInByStep) = (_random.Next(2) == 0, IsServer && _random.Next(2) == 0);
        (_retryCount, _retryDelay) = (_random.Next(20) == 0 ? 0 : _random.Next(1, 6), _random.Next(1, 6));
        var imei = Luhn.Complete(string.Create(CultureInfo.InvariantCulture, $"35693803{index:D6}"));
        WhoAreYou = WeekCommand.Echoed("AT+CGSN", $"\r\n{imei}\r\n\r\nOK\r\n");
        Card = SimCardOptions.For(index);
        _time = world.Clock.Own();
        var flash = new MemoryFlash();
        _sim = new SimCard(flash, Card);
        Packet = world.Packet.Join(_time, new Random(_random.Next()));
        (_radio, _link) = (world.Radio.AddRadio(_sim, index), new(_time));
        var line = world.Circuits.Join(new Subscriber(Card.Number, _time));
        var around = new World(
            _time, new Random(_random.Next()), flash, _sim, _radio, Packet, world.Packet.JoinCalls(_time), line, line.Subscriber, world.Centre.Join(Card.Number), new ConditionedInternet(world.Internet, _link, world.Turn.Post), new WeekLog(this));
        _module = new(around, ProductTable.Default, imei);
        _module.PoweredOn += PoweredOn;
        var port = _module.AddPort();
        _module.AddPort();
        port.Link = _terminal = new(this, port);
        _plan = Timer(static m => m.PlanCommands());
        _messages = Timer(static m => m.PlanMessage());
        _strangers = Timer(static m => m.PlanStranger());
        _nextFault = Timer(static m => m.NextFault());
        _watch = Timer(static m => m.MustBeBack());
        _rescue = Timer(static m => m.Rescue());
        world.After(_random.Next((int)world.Plan.Rollout.TotalMilliseconds), () =>
        {
            PowerOn();
            world.After((int)Settled.TotalMilliseconds, SetUp);
        });
    }

    public WeekWorld World { get; }
    public int Index { get; }
    public SimCardOptions Card { get; }
    public PacketService Packet { get; }
    public bool IsServer { get; }
    public bool HasSms { get; }
    public bool HasEvents { get; }

    /// <summary>#TCPATCMDSEQ=1</summary>
    public bool Queues { get; }
    public bool LogsInByStep { get; }

    /// <summary>The first that the host asks.</summary>
    public WeekCommand WhoAreYou { get; }

    /// <summary>Commands for which there was no connection yet.</summary>
    public Queue<WeekCommand> Waiting { get; } = new();

    /// <summary>The connection by which the host knows it.</summary>
    public HostSession? Session { get; set; }

    /// <summary>Whoever is logged in, or on the way to it, in server mode.</summary>
    public Visit? Visit { get; set; }

    /// <summary>Timers of the product.</summary>
    public int Armed => _time.Armed;

    /// <summary>For a digest message.</summary>
    public byte NextSession() => ++_session;

    public void Note(Voice voice, ReadOnlySpan<byte> octets)
    {
        World.Transcript.Add(Index, voice, octets);
        _excerpt.Add(World.Clock.Passed, voice, octets);
        World.Touched(this);
    }

    public void Note(string what) => Note(Voice.Note, Encoding.ASCII.GetBytes(what));

    /// <summary>Something that must always hold does not: the simulation ends here.</summary>
    public void Break(string what) => World.Break(
        $"module {Index} ({_module.Imei}, {(IsServer ? "server" : "client")}, {_module.Running?.TcpAtRun.State.ToString() ?? "no power"}): {what}{Environment.NewLine}{_excerpt.Print()}");

    private void PowerOn()
    {
        Note("power on");
        _module.PowerOn();
        _powered = true;
    }

    private void PowerOff()
    {
        (_powered, _rebooting) = (false, false);
        Note("power off");
        _module.PowerOff();
        _state = TcpAtRunState.Off;
        Ends(Fault.Rebooted);
    }

    private void SetUp()
    {
        var host = _random.Next(2) == 0 ? WeekHost.Name : WeekHost.Where.Address.ToString();
        List<string> lines = ["AT+CGDCONT=1,\"IP\",\"internet\"", "AT#SGACTCFG=1,3", $"AT#SCFG=1,1,300,{IdleLimit},{ConnectLimit * 10},1", $"AT#TCPATCMDSEQ={(Queues ? 1 : 0)}"];
        if (_random.Next(8) == 0) lines.Add("AT#ATRUNDELAY=0,2");
        if (HasEvents) lines.AddRange("AT#EVMONI=\"CONTDEACT\",1,0,\"AT+CGATT?\"", "AT#EVMONI=\"STARTUP\",1,0,\"AT+CGMM\"", "AT#ENAEVMONI=1");
        if (HasSms) lines.AddRange($"AT#SMSATWL=0,1,1,\"{SmsDesk.Password}\"", "AT#SMSATRUN=1");
        if (IsServer)
        {
            lines.AddRange(
                "AT#TCPATRUNFRWL=1,\"10.0.0.0\",\"255.255.255.0\"", "AT#TCPATRUNAUTH=1,\"user\",\"secret\"", $"AT#TCPATRUNCFG=1,2,1024,4000,\"\",1,5,{(LogsInByStep ? 1 : 0)}", "AT#TCPATRUNL=1");
        }
        else lines.AddRange($"AT#TCPATRUNCFG=1,2,1024,{WeekHost.Where.Port},\"{host}\",1,5,0,{_retryCount},{_retryDelay}", "AT#TCPATRUND=1");
        foreach (var line in lines)
            if (!_terminal.Type(line).EndsWith("OK\r\n", StringComparison.Ordinal)) Break($"{line} is not answered with OK");
        Usual();
        // A long answer, the same on every instance.
        const string Settings = "AT+CGMI;+CGMM;+CGMR;+CGDCONT?;#SCFG?;#TCPATRUNCFG?;#SMSATRUNCFG?";
        _settings = new(Encoding.ASCII.GetBytes(Settings + "\r"), Encoding.ASCII.GetBytes(_terminal.Type(Settings)));
        _disturbed = World.Clock.Passed;
        if (!IsServer && !World.Host.IsUp) Begins(Fault.HostDown);
        Watch();
        Again(_plan, World.Plan.Commands);
        Again(_nextFault, World.Plan.Faults);
        Again(_strangers, World.Plan.Strangers);
        if (HasSms) Again(_messages, World.Plan.Messages);
    }

    private void PlanCommands()
    {
        StrikeNow();
        for (var count = _random.Next(1, 5); count > 0 && Waiting.Count < MostWaiting; count--) Waiting.Enqueue(NextCommand());
        if (!IsServer) Session?.Next();
        else if (Visit is { } present) present.Next();
        else if (Reachable is { } address)
        {
            Visit = Visit.Begin(this, new(address, 1024));
            if (Visit is null && IsSettled) Break("nobody listens");
        }
        Again(_plan, World.Plan.Commands);
    }

    private WeekCommand NextCommand()
    {
        var value = _random.Next(1, Stranger.Mark);
        return _random.Next(20) switch
        {
            0 => WhoAreYou,
            1 or 2 => _settings!,
            3 => WeekCommand.Echoed("AT+FOO", "\r\nERROR\r\n"),
            4 when HasSms => WeekCommand.Echoed("AT+CMGD=1,4", "\r\nOK\r\n"),
            5 => IsServer ? WeekCommand.Echoed("AT#TCPATRUNL?", "\r\n#TCPATRUNL: 1,1\r\n\r\nOK\r\n") : WeekCommand.Echoed("AT#TCPATRUND?", "\r\n#TCPATRUND: 1,1\r\n\r\nOK\r\n"),
            _ => WeekCommand.Echoed(string.Create(CultureInfo.InvariantCulture, $"ATS7={value};S7?"), string.Create(CultureInfo.InvariantCulture, $"\r\n{value:D3}\r\n\r\nOK\r\n")),
        };
    }

    private void PlanMessage()
    {
        // Some faults come when the message has just been delivered.
        if (_random.Next(4) == 0) World.After(_random.Next(900, 1500), Strike);
        var value = _random.Next(1, Stranger.Mark);
        if (_random.Next(4) == 0) World.Desk.Ask(this, "AT+CGSN", $"\r\n{_module.Imei}\r\n\r\nOK\r\n");
        else World.Desk.Ask(this, string.Create(CultureInfo.InvariantCulture, $"ATS7={value};S7?"), string.Create(CultureInfo.InvariantCulture, $"\r\n{value:D3}\r\n\r\nOK\r\n"));
        Again(_messages, World.Plan.Messages);
    }

    private void PlanStranger()
    {
        if (_random.Next(3) == 0) World.Forger.Write(this, _random);
        else if (Reachable is { } address)
        {
            World.Tally.Strangers++;
            if (Stranger.Try(this, new(address, 1024), _random) && !IsServer) Break("a module in client mode takes connections");
        }
        Again(_strangers, World.Plan.Strangers);
    }

    private IPAddress? Reachable => Packet.Active.GetValueOrDefault(1);

    private void Again(ITimer timer, TimeSpan mean) => timer.Change(_random.Span(mean), Timeout.InfiniteTimeSpan);

    private ITimer Timer(Action<WeekModule> what) => World.Time.CreateTimer(m => what((WeekModule)m!), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
