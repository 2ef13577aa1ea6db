using AtRun.Module.Instances;
using AtRun.Module.Products;
using AtRun.Module.Worlds;

namespace AtRun.Module;

/// <summary>A module: what it is, the world it stands in, its sockets for terminals. Power comes and goes; see <see cref="RunningModule"/>.</summary>
public sealed class CellularModule
{
    private readonly List<LocalPort> _ports = [];
    private ITimer? _restart;
    private Standby? _standby;

    public CellularModule(World world, Product product, string imei, ModuleOptions? options = null) =>
        (World, Product, Imei, Options) = (world, product, imei, options ?? ModuleOptions.Default);

    public World World { get; }

    public Product Product { get; }

    public ModuleOptions Options { get; }

    /// <summary>15 digits.</summary>
    public string Imei { get; }

    /// <summary>What is wired to the module.</summary>
    public Board Board { get; } = new();

    /// <summary>What runs since the last power-on; null while the power is off.</summary>
    public RunningModule? Running { get; private set; }

    /// <summary>The serial ports, in the order of the instances that they reach after power-on.</summary>
    public IReadOnlyList<LocalPort> Ports => _ports;

    /// <summary>The module is ready for commands.</summary>
    public event Action<RunningModule>? PoweredOn;

    /// <summary>Adds a serial port; as many as the product has.</summary>
    public LocalPort AddPort()
    {
        if (_ports.Count == Product.Ports) throw new InvalidOperationException($"{Product.Name} has {Product.Ports} port(s)");
        var port = new LocalPort(_ports.Count + 1, Board);
        _ports.Add(port);
        return port;
    }

    public void PowerOn() => PowerOn(WakeReason.Button);

    /// <summary>The power goes at once: what is not in non-volatile memory is lost.</summary>
    public void PowerOff()
    {
        ForgetRestart();
        var running = Running;
        Running = null;
        running?.End();
    }

    /// <summary>Off by a command. The supply stays: the alarm, a charger, or the terminal if <paramref name="terminalWakes"/>, may switch it on again.</summary>
    internal void SwitchOff(bool terminalWakes)
    {
        var alarm = Running?.Alarm.Remaining;
        PowerOff();
        _standby = new Standby(World.Time, Board, alarm, terminalWakes, PowerOn);
    }

    /// <summary>Down, and up again after <see cref="Timers.Boot"/>.</summary>
    public void Restart()
    {
        PowerOff();
        _restart = World.Time.CreateTimer(static m => ((CellularModule)m!).PowerOn(), this, Timers.Boot.Default, Timeout.InfiniteTimeSpan);
    }

    internal void OnStarted(RunningModule running) => PoweredOn?.Invoke(running);

    private void PowerOn(WakeReason why)
    {
        ForgetRestart();
        if (Running is not null) return;
        Running = new RunningModule(this, why);
        Running.Start();
    }

    // Whoever switches it on or off meanwhile has the last word.
    private void ForgetRestart()
    {
        _restart?.Dispose();
        _restart = null;
        _standby?.Dispose();
        _standby = null;
    }
}
