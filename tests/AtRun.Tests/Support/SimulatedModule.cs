using AtRun.Module;
using AtRun.Module.Instances;
using AtRun.Module.Products;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;
using AtRun.Simulation;
using AtRun.Simulation.Centre;
using AtRun.Simulation.Circuits;
using AtRun.Simulation.Faults;

namespace AtRun.Tests.Support;

/// <summary>One module in a world without hardware, with a terminal on each of its instances.</summary>
public sealed class SimulatedModule
{
    private static readonly string[] SetUpWords = ["fresh", "product ", "key ", "cmux advanced", "sim pin", "sim none", "sim mailboxes", "no scripts", "one port"];

    private readonly bool _fresh;
    private readonly LocalPort[] _ports;
    private readonly MultiplexedTerminal? _multiplexed;
    private readonly int[] _channels = [];

    /// <param name="setUp">Lines of a dialogue; those that say how the world is set up count.</param>
    /// <param name="flash">Memory to start with; null: a new module.</param>
    /// <param name="options">What the owner chose.</param>
    /// <param name="beside">Another module, in whose turn and network of circuits this one is; it has the next number.</param>
    /// <param name="multiplexed">The terminal of instance 1 types in channel 1 of the multiplexer on its port.</param>
    /// <param name="channels">All channels that it opens there; null: that one.</param>
    public SimulatedModule(IReadOnlyList<string>? setUp = null, MemoryFlash? flash = null, ModuleOptions? options = null, SimulatedModule? beside = null, bool multiplexed = false, int[]? channels = null)
    {
        Turn = beside?.Turn ?? new();
        Circuits = beside?.Circuits ?? new(Turn.Post, Turn.Time);
        setUp ??= [];
        _fresh = setUp.Contains("fresh");
        var product = setUp.FirstOrDefault(l => l.StartsWith("product ", StringComparison.Ordinal)) is { } line ? ProductTable.Find(line[8..])! : ProductTable.Default;
        if (setUp.FirstOrDefault(l => l.StartsWith("key ", StringComparison.Ordinal)) is { } key) options = new() { ActivationKey = System.Text.Encoding.Latin1.GetBytes(key[4..]) };
        if (setUp.Contains("cmux advanced")) options = (options ?? ModuleOptions.Default) with { AdvancedMultiplexer = true };
        Flash = flash ?? new MemoryFlash();
        Sim = new SimCard(Flash, SimCardOptions.For(beside is null ? 0 : 1) with { PinEnabled = setUp.Any(l => l == "sim pin"), Inserted = !setUp.Any(l => l == "sim none"), Mailboxes = setUp.Any(l => l == "sim mailboxes") });
        RadioNetwork = new RadioNetwork(Turn.Time, new Random(1), drift: 0);
        Internet = new MemoryInternet(Turn.Post, Turn.Time);
        Centre = new SmsCentre(Turn.Time, new Random(4));
        Packet = PacketNetwork.Join(Turn.Time, new Random(2));
        DataCalls = PacketNetwork.JoinCalls(Turn.Time);
        Line = Circuits.Join(new Subscriber(Sim.OwnNumber ?? new SimCardOptions().Number, Turn.Time));
        Sms = new RecordingBearer(Centre.Join(Sim.OwnNumber ?? new SimCardOptions().Number, Line));
        Radio = RadioNetwork.AddRadio(Sim);
        Line.IsAbroad = () => Radio.Abroad;
        Link = new LinkConditions(Turn.Time);
        var world = new World(Turn.Time, new Random(3), Flash, Sim, Radio, Packet, DataCalls, Line, Subscriber, Sms, new ConditionedInternet(Internet, Link, Turn.Post), Log) { Sky = Sky = new Sky(Turn.Time), Apps = Apps, Scripts = setUp.Contains("no scripts") ? null : Scripts };
        Module = new CellularModule(world, product with { Ports = setUp.Contains("one port") ? 1 : RunningModule.InstanceCount }, "356938035643809", options);
        Sensor = new TemperatureSensor(Module.Board);
        _ports = [.. Enumerable.Range(1, Module.Product.Ports).Select(_ => Module.AddPort())];
        for (var i = 0; i < _ports.Length; i++) _ports[i].Link = new Terminal(this, i + 1);
        if (multiplexed) _ports[0].Link = _multiplexed = new MultiplexedTerminal(this, _ports[0], _channels = channels ?? [1]);
    }

    /// <summary>Whoever opened the channels; null: nobody.</summary>
    internal MultiplexedTerminal? Multiplexed => _multiplexed;

    public TestTurn Turn { get; }
    public TestLog Log { get; } = new();

    /// <summary>What runs the module's scripts.</summary>
    public FakeScripts Scripts { get; } = new();

    /// <summary>What runs its apps.</summary>
    public FakeApps Apps { get; } = new();

    public MemoryFlash Flash { get; }
    public SimCard Sim { get; }
    public RadioNetwork RadioNetwork { get; }
    public Radio Radio { get; }
    public PacketNetwork PacketNetwork { get; } = new();
    public PacketService Packet { get; }
    public DataCalls DataCalls { get; }
    public CircuitNetwork Circuits { get; }
    public CircuitLine Line { get; }
    public Subscriber Subscriber => Line.Subscriber;
    public MemoryInternet Internet { get; }
    public LinkConditions Link { get; }
    public Sky Sky { get; }
    public TemperatureSensor Sensor { get; }
    public SmsCentre Centre { get; }
    public RecordingBearer Sms { get; }
    public CellularModule Module { get; }

    /// <summary>Told what an instance says on its port; by instance number.</summary>
    public Action<ReadOnlySpan<byte>>?[] Said { get; } = new Action<ReadOnlySpan<byte>>?[RunningModule.InstanceCount + 1];

    /// <summary>Told of breaks that the module gives on the port, or in the channel, of an instance; by instance number.</summary>
    public Action<TimeSpan?>?[] Broke { get; } = new Action<TimeSpan?>?[RunningModule.InstanceCount + 1];

    /// <summary>The module's lines on the port of an instance.</summary>
    public PortLines LinesOf(int instance) => ((Terminal)_ports[instance - 1].Link!).Lines;

    /// <summary>The terminal on the port of an instance.</summary>
    public LocalPort PortOf(int instance) => _ports[instance - 1];

    public static bool IsSetUp(string line) => SetUpWords.Any(w => w.EndsWith(' ') ? line.StartsWith(w, StringComparison.Ordinal) : line == w);

    /// <summary>Switches the module on; unless the set-up says <c>fresh</c>, echo is off and the module is registered.</summary>
    public void Start()
    {
        Turn.Do(Module.PowerOn);
        if (_fresh) return;
        var said = (Action<ReadOnlySpan<byte>>?[])Said.Clone();
        Array.Clear(Said);
        for (var i = 1; i <= RunningModule.InstanceCount; i++)
        {
            var instance = i;
            if (i <= _ports.Length) Turn.Do(() => Type(instance, "ATE0\r"u8));
        }
        Turn.Wait(TimeSpan.FromSeconds(10));
        said.CopyTo(Said, 0);
    }

    public void Type(int instance, ReadOnlySpan<byte> octets)
    {
        if (_multiplexed is { } terminal && _channels.Contains(instance)) terminal.Type(instance, octets);
        else _ports[instance - 1].Received(octets);
    }

    /// <summary>The power goes and comes back at once.</summary>
    public void PowerCycle()
    {
        Module.PowerOff();
        Module.PowerOn();
    }

    public void Drive(int pin, bool level) => Module.Board.Drive(pin, level);

    private sealed class Terminal(SimulatedModule module, int instance) : ILink
    {
        public void Send(ReadOnlySpan<byte> octets) => module.Said[instance]?.Invoke(octets);

        public int Unsent => 0;

        public bool Paused { get; set; }

        public PortLines Lines { get; private set; }

        public void Show(PortLines lines) => Lines = lines;

        public void Break(TimeSpan length) => module.Broke[instance]?.Invoke(length);

        public void Close() { }
    }
}
