using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AtRun.Host.Control;
using AtRun.Host.Recording;
using AtRun.Host.Smpp;
using AtRun.Host.State;
using AtRun.Module;
using AtRun.Module.Instances;
using AtRun.Module.Products;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;
using AtRun.Simulation;
using AtRun.Simulation.Centre;
using AtRun.Simulation.Circuits;
using AtRun.Simulation.Faults;
using AtRun.Transport;
using Microsoft.Extensions.Logging;

namespace AtRun.Host;

/// <summary>What a simulation consists of.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Modules, 1 or more.</summary>
    public int Modules { get; init; } = 1;

    public Product Product { get; init; } = ProductTable.Default;

    /// <summary>AT commands that each module is given once, at its first power-on.</summary>
    public IReadOnlyList<string> Init { get; init; } = [];

    /// <summary>Folder of the state; null: memory only.</summary>
    public string? State { get; init; }

    /// <summary>Where the first module's ports are (<see cref="PortPlace"/>), in their order; null: that one is nowhere.</summary>
    public IReadOnlyList<string?> Ports { get; init; } = [];

    /// <summary>Where the main ports are of the second module, the third, and so on, as many as are given.</summary>
    public IReadOnlyList<string> OtherPorts { get; init; } = [];

    /// <summary>Runs the modules' apps; null: nothing does.</summary>
    public IAppRuntime? Apps { get; init; }

    /// <summary>What the owner of the modules chose.</summary>
    public ModuleOptions Owner { get; init; } = ModuleOptions.Default;

    /// <summary>Runs the modules' scripts; null: nothing here does.</summary>
    public IScriptRuntime? Scripts { get; init; }

    public IPNetwork Addresses { get; init; } = PacketNetwork.DefaultAddresses;

    /// <summary>The server of names that the network tells its modules; null: they ask as this machine is set up.</summary>
    public IPEndPoint? NameServer { get; init; }

    public string Operator { get; init; } = "vodafone IT";

    /// <summary>Every random choice follows from it.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where the message centre takes SMPP connections; null: it takes none.</summary>
    public IPEndPoint? Smpp { get; init; }

    /// <summary>There is no simulation without that; false: if somebody else is there, it goes on without.</summary>
    public bool SmppRequired { get; init; } = true;

    /// <summary>Path of the control socket; null: there is none.</summary>
    public string? Control { get; init; }

    /// <summary>There is no simulation without that; false: if another simulation has it, it goes on without.</summary>
    public bool ControlRequired { get; init; } = true;

    /// <summary>File that the flight recorder writes; null: nothing is recorded.</summary>
    public string? Record { get; init; }
}

/// <summary>A network of virtual modules on this machine: simulated radio and SIM, real sockets, real pseudo terminals, state on disk.</summary>
/// <remarks>All of it runs on one event loop: that is the turn of every module. Make it and dispose it there.</remarks>
public sealed class Simulator : IDisposable
{
    /// <summary>IMEI of the first module; the others count on; the check digit follows.</summary>
    private const long FirstImei = 35693803564380;

    /// <summary>By then modules are registered, their contexts up and their init commands run.</summary>
    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(20);

    private readonly SimulatorOptions _options;
    private readonly EventLoop _loop;
    private readonly StateStore? _state;
    private readonly FlightRecorder? _recorder;
    private readonly List<CellularModule> _modules = [];
    private readonly LoopNetwork _network;
    private readonly UpdateServer _updates;
    private readonly List<Surroundings> _simulated = [];
    private readonly List<(int Module, IDisposable Port)> _ports = [];
    private ITimer? _tidyUp;

    /// <exception cref="InvalidDataException">The state is damaged, of another version, or in use.</exception>
    /// <exception cref="IOException">The state folder, the record or a pseudo terminal cannot be made.</exception>
    /// <exception cref="SocketException">The message centre cannot listen.</exception>
    /// <exception cref="FormatException">A port is meant to be at an address, which is none.</exception>
    public Simulator(SimulatorOptions options, EventLoop loop, ILogger log)
    {
        (_options, _loop) = (options, loop);
        var seeds = new Random(options.Seed);
        Radio = new RadioNetwork(loop.Time, new Random(seeds.Next()), RadioOperator.Around(options.Operator));
        Packet = new PacketNetwork(options.Addresses) { NameServers = options.NameServer is { } server ? [server.Address] : [] };
        Circuits = new CircuitNetwork(loop.Post, loop.Time);
        _network = new(loop, options.Addresses, options.NameServer);
        Messages = new SmsCentre(loop.Time, new Random(seeds.Next()));
        _updates = new(loop, Messages);
        _state = options.State is null ? null : StateStore.Open(options.State, loop.Post);
        try
        {
            _recorder = options.Record is null ? null : new FlightRecorder(options.Record, loop, log);
            for (var i = 0; i < options.Modules; i++)
            {
                var flash = _state?.FlashOf(i + 1) ?? new MemoryFlash();
                var sim = new SimCard(flash, SimCardOptions.For(i) with { ServiceProvider = options.Operator });
                var random = new Random(seeds.Next());
                var (radio, link) = (Radio.AddRadio(sim, i), new LinkConditions(loop.Time));
                var internet = InternetOf(i + 1, link);
                var packet = Packet.Join(loop.Time, new Random(random.Next()));
                var line = Circuits.Join(new Subscriber(sim.OwnNumber!, loop.Time));
                line.IsAbroad = () => radio.Abroad;
                var world = new World(loop.Time, random, flash, sim, radio, packet, Packet.JoinCalls(loop.Time), line, line.Subscriber, Messages.Join(sim.OwnNumber!, line), internet, options.Modules == 1 ? log : new ModuleLog(log, i + 1)) { Sky = new Sky(loop.Time, i), Scripts = options.Scripts, Apps = options.Apps };
                var module = new CellularModule(world, options.Product, Luhn.Complete((FirstImei + i).ToString(CultureInfo.InvariantCulture)), options.Owner);
                for (var port = 0; port < options.Product.Ports; port++) module.AddPort();
                // Its receiver was in use before: the first position takes a second, not forty.
                (module.Board.ReceiverMemory.HasAlmanac, module.Board.ReceiverMemory.Ephemeris) = (true, loop.Time.GetUtcNow());
                if (options.Init.Count > 0) _ = new FirstPowerOn(module, flash, options.Init, this);
                _modules.Add(module);
                _simulated.Add(new(i + 1, module, sim, radio, packet, link, Circuits, line) { Updates = _updates });
            }
            OpenPorts();
            if (options.Smpp is { } endpoint) ListenForApplications(endpoint, log);
            if (options.Control is { } path) ListenForControl(path);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public RadioNetwork Radio { get; }
    public PacketNetwork Packet { get; }
    public CircuitNetwork Circuits { get; }
    public SmsCentre Messages { get; }
    public IReadOnlyList<CellularModule> Modules => _modules;

    /// <summary>The message centre's SMPP interface; null: it has none.</summary>
    public SmppFace? Smpp { get; private set; }

    /// <summary>Why it has none although one was wanted.</summary>
    public string? SmppMissing { get; private set; }

    /// <summary>The control socket; null: there is none.</summary>
    public ControlFace? Control { get; private set; }

    /// <summary>Why there is none although one was wanted.</summary>
    public string? ControlMissing { get; private set; }

    /// <summary>The modules with what surrounds them.</summary>
    public IReadOnlyList<Surroundings> Simulated => _simulated;

    /// <summary>The pseudo terminals of the first module's ports.</summary>
    public IReadOnlyList<PseudoTerminal> Terminals => TerminalsOf(1);

    /// <summary>The pseudo terminals of a module's ports; modules from 1.</summary>
    public IReadOnlyList<PseudoTerminal> TerminalsOf(int module) => [.. _ports.Where(p => p.Module == module).Select(p => p.Port).OfType<PseudoTerminal>()];

    /// <summary>Where programs find a module's ports; modules from 1.</summary>
    public IReadOnlyList<string> PortsOf(int module) => [.. _ports.Where(p => p.Module == module).Select(p => p.Port is NetworkPort tcp
        ? new PortPlace(null, tcp.Local, tcp.IsComPort).ToString()
        : ((PseudoTerminal)p.Port).Path ?? ((PseudoTerminal)p.Port).Device)];

    /// <summary>An init command was answered by an error: module (from 1), command, answer.</summary>
    public event Action<int, string, string>? InitFailed;

    /// <summary>A module has run its init commands: module (from 1).</summary>
    public event Action<int>? InitDone;

    /// <summary>A module listens for TCP connections: module (from 1), address and port.</summary>
    public event Action<int, IPEndPoint>? Listening;

    /// <summary>Switches all modules on. Done before the loop runs, they are on before the first octet reaches them.</summary>
    public void Start()
    {
        var outside = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_loop.Context);
        try
        {
            foreach (var module in _modules) module.PowerOn();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outside);
        }
        // Starting leaves more garbage than the modules keep, and while they idle no other collection would come.
        _tidyUp = _loop.Time.CreateTimer(static _ => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true), null, StartUp, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _tidyUp?.Dispose();
        Control?.Dispose();
        Smpp?.Dispose();
        _updates.Dispose();
        foreach (var module in _modules) module.PowerOff();
        foreach (var (_, port) in _ports) port.Dispose();
        _state?.Dispose();
        _recorder?.Dispose();
    }

    internal void Report(CellularModule module, string command, string answer) => InitFailed?.Invoke(_modules.IndexOf(module) + 1, SecretMask.Hide(command), answer);

    internal void Done(CellularModule module) => InitDone?.Invoke(_modules.IndexOf(module) + 1);

    private IInternet InternetOf(int module, LinkConditions link)
    {
        var internet = new ConditionedInternet(new LoopInternet(_network, local => Listening?.Invoke(module, local)), link, _loop.Post);
        return _recorder is null ? internet : new RecordedInternet(internet, module, _recorder);
    }

    private void ListenForApplications(IPEndPoint endpoint, ILogger log)
    {
        try
        {
            Smpp = new SmppFace(_loop, Messages, new() { Endpoint = endpoint }, _recorder, log);
        }
        catch (SocketException e) when (!_options.SmppRequired)
        {
            SmppMissing = e.Message;
        }
    }

    private void ListenForControl(string path)
    {
        try
        {
            Control = new ControlFace(_loop, path, _simulated);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            var why = e is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } ? "another simulation listens there, or it is no socket" : e.Message.TrimEnd('.');
            if (_options.ControlRequired) throw new IOException($"--control {path}: {why}.", e);
            ControlMissing = why;
        }
    }

    private void OpenPorts()
    {
        for (var i = 0; i < Math.Min(_options.Ports.Count, _modules[0].Ports.Count); i++)
            if (_options.Ports[i] is { } name) _ports.Add((1, OpenPort(1, _modules[0].Ports[i], PortPlace.Parse(name))));
        for (var i = 0; i < Math.Min(_options.OtherPorts.Count, _modules.Count - 1); i++)
            _ports.Add((i + 2, OpenPort(i + 2, _modules[i + 1].Ports[0], PortPlace.Parse(_options.OtherPorts[i]))));
    }

    private IDisposable OpenPort(int module, LocalPort port, PortPlace place)
    {
        if (place.Path is { } path)
            return PseudoTerminal.Open(_loop, path, terminal =>
            {
                port.SetRate = terminal.SetRate;
                return Join(port, terminal, module, Path.GetFileName(path));
            }, keepsUnheard: false);
        try
        {
            return NetworkPort.Open(_loop, place.Address!, place.ComPort, tcp => Join(port, tcp, module, $"port{port.Number}"));
        }
        catch (SocketException e)
        {
            throw new IOException($"{place}: {e.Message}.", e);
        }
    }

    private ILinkReceiver Join(LocalPort port, ILink link, int module, string name)
    {
        var recorded = _recorder is null ? null : new RecordedLink(_recorder, link, module, name);
        port.Link = recorded ?? link;
        return recorded?.To(port) ?? (ILinkReceiver)port;
    }
}
