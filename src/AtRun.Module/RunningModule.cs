using AtRun.Module.Apps;
using AtRun.Module.Files;
using AtRun.Module.Instances;
using AtRun.Module.Ip;
using AtRun.Module.Ip.Ftp;
using AtRun.Module.Ip.Mail;
using AtRun.Module.Messages;
using AtRun.Module.Positioning;
using AtRun.Module.Products;
using AtRun.Module.Scripts;
using AtRun.Module.Services.Calls;
using AtRun.Module.Services.Network;
using AtRun.Module.Services.OnBoard;
using AtRun.Module.Services.Remote;
using AtRun.Module.Services.Subscriber;
using AtRun.Module.Services.Updates;
using AtRun.Module.Settings;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Commands.Sockets;

namespace AtRun.Module;

/// <summary>A module from power-on to power-off: everything that the loss of power ends. One turn (one logical thread) touches it.</summary>
public sealed class RunningModule
{
    /// <summary>AT instances of a module (INS-1).</summary>
    public const int InstanceCount = 3;

    private readonly CellularModule _module;
    private readonly CancellationTokenSource _powerLost = new();
    private readonly AtInstance[] _instances;

    internal RunningModule(CellularModule module, WakeReason wokenBy)
    {
        (_module, WokenBy) = (module, wokenBy);
        Volume = new(this);
        PacketGate = new(new MeteredInternet(module.World.Internet, Volume.Count, () => Nvm!.Get<TcpMaxDat>().Size), module.World.Time);
        World = module.World with { Internet = PacketGate };
        Nvm = new(World.Flash, Product.Factory);
        Volatile = new(Product.Factory);
        Sockets = new(this);
        Names = new(this);
        Echoes = new(this);
        Sim = new(this);
        Phonebooks = new(this);
        Network = new(this);
        PacketEvents = new(this);
        PowerSaving = new(this);
        Attach = new(this);
        Contexts = new(this);
        Ftp = new(this);
        Mail = new(this);
        Pins = new(this);
        Clock = new(this);
        Alarm = new(this);
        Receiver = new(this);
        Indicators = new(this);
        Temperature = new(this);
        Antenna = new(this);
        Outputs = new(this);
        Calls = new(this);
        Ussd = new(this);
        TimedReset = new(this);
        Messages = new(this);
        SharedInstance = new(this);
        SmsAtRun = new(this);
        EventMonitor = new(this);
        Update = new(this);
        TcpAtRun = new(this);
        Multiplexer = new(this);
        Apps = new(this);
        Script = new(this);
        _instances = [.. Enumerable.Range(1, InstanceCount).Select(i => new AtInstance(this, i))];
    }


    /// <summary>Outside; its internet stands behind <see cref="PacketGate"/>.</summary>
    public World World { get; }

    public Product Product => _module.Product;
    public ModuleOptions Options => _module.Options;
    public string Imei => _module.Imei;

    /// <summary>What is wired to the module.</summary>
    public Board Board => _module.Board;

    public NvmSettings Nvm { get; }

    /// <summary>Settings of the whole module that power-off forgets.</summary>
    public SettingValues Volatile { get; }

    /// <summary>Scripts: a flat store; names of 1 to 16 characters. Read when it is first asked for.</summary>
    /// <remarks>Telit 80000ST10020a p15, p18: about 2 MB, 255 files.</remarks>
    public FileStore Scripts => field ??= new(_module.World.Flash, "script/", Product.ScriptMemory, Product.MostScripts);

    /// <summary>AppZone applications and their data, in directories. Read when it is first asked for.</summary>
    public AppFiles AppFiles => field ??= new(new(_module.World.Flash, "app/", Product.AppMemory, Product.MostAppFiles));

    /// <summary>Closed while packet service is suspended.</summary>
    public PacketGate PacketGate { get; }

    public SocketTable Sockets { get; }

    /// <summary>Answers to pings.</summary>
    public EchoService Echoes { get; }

    /// <summary>Addresses of hosts.</summary>
    public NameService Names { get; }

    /// <summary>Octets that passed over the contexts.</summary>
    public VolumeService Volume { get; }

    /// <summary>The FTP client.</summary>
    public FtpService Ftp { get; }

    /// <summary>The mail client.</summary>
    public MailService Mail { get; }

    public SimService Sim { get; }
    public PhonebookService Phonebooks { get; }
    public NetworkService Network { get; }
    public AttachService Attach { get; }

    /// <summary>Sleep of the ports.</summary>
    public PowerSaving PowerSaving { get; }

    /// <summary>Tells terminals of packet service.</summary>
    public PacketEvents PacketEvents { get; }

    public ContextService Contexts { get; }
    public PinService Pins { get; }
    public ClockService Clock { get; }

    /// <summary>The alarm of the clock.</summary>
    public AlarmService Alarm { get; }

    /// <summary>The satellite receiver; without one it is off and sees nothing.</summary>
    public SatelliteReceiver Receiver { get; }

    /// <summary>+CIND, +CIEV.</summary>
    public IndicatorService Indicators { get; }

    /// <summary>#TEMPMON</summary>
    public TemperatureMonitor Temperature { get; }

    /// <summary>#GSMAD</summary>
    public AntennaMonitor Antenna { get; }

    /// <summary>What the module drives beside its pins.</summary>
    public BoardOutputs Outputs { get; }

    public CallService Calls { get; }
    public UssdService Ussd { get; }
    public TimedReset TimedReset { get; }
    public MessageService Messages { get; }

    /// <summary>The instance of SMSATRUN and the event monitor.</summary>
    public SharedInstance SharedInstance { get; }

    public SmsAtRunService SmsAtRun { get; }
    public EventMonitor EventMonitor { get; }

    /// <summary>Updates of the software.</summary>
    public UpdateService Update { get; }

    public TcpAtRunService TcpAtRun { get; }
    public MultiplexerService Multiplexer { get; }

    /// <summary>The app that runs, or will.</summary>
    public AppService Apps { get; }

    /// <summary>The script that runs, or may.</summary>
    public ScriptService Script { get; }

    public IReadOnlyList<AtInstance> Instances => _instances;

    /// <summary>The serial ports; the first is the main one.</summary>
    public IReadOnlyList<LocalPort> Ports => _module.Ports;

    /// <summary>What switched it on.</summary>
    public WakeReason WokenBy { get; }

    /// <summary>Power is on. What still runs after power-off must not touch the outside.</summary>
    public bool IsOn => !_powerLost.IsCancellationRequested;

    /// <summary>Cancelled at power-off.</summary>
    public CancellationToken PowerLost => _powerLost.Token;

    /// <summary>Settings came out of a profile, or went back to their factory values: who acts on some of them looks again.</summary>
    internal event Action? ProfileLoaded;

    /// <summary>A command line begins to run on an instance.</summary>
    internal event Action<AtInstance>? CommandBegins;

    internal void OnCommandBegins(AtInstance instance) => CommandBegins?.Invoke(instance);

    internal void OnProfileLoaded() => ProfileLoaded?.Invoke();

    internal IInstanceUser Nobody { get; } = new NoUser();

    /// <summary>Instance 1 to 3.</summary>
    public AtInstance Instance(int number) => _instances[number - 1];

    internal void Start()
    {
        Profiles.LoadAtPowerOn(this);
        Script.Prepare();
        for (var i = 0; i < _module.Ports.Count; i++) _module.Ports[i].Attach(_instances[Script.InstanceOf(i) - 1]);
        Clock.Start();
        Pins.Start();
        Alarm.Start();
        if (!Alarm.IsAlarmMode) StartServices();
    }

    /// <summary>All that is more than the clock and the pins: in alarm mode not before #WAKE.</summary>
    internal void StartServices()
    {
        Calls.Start();
        Calls.Ring += _ =>
        {
            foreach (var instance in _instances) instance.RingOnce();
        };
        Receiver.Start();
        TimedReset.Start();
        Sim.Start();
        SmsAtRun.Start();
        EventMonitor.Start();
        Update.Start();
        TcpAtRun.Start();
        Network.Start();
        Ussd.Start();
        Contexts.Start();
        Volume.Start();
        Echoes.Start();
        Attach.Start();
        Messages.StartSending();
        Messages.Start();
        Temperature.Start();
        Antenna.Start();
        Outputs.Start();
        Indicators.Start();
        Apps.Start();
        _module.OnStarted(this);
        Script.Start();
    }

    internal void End()
    {
        Apps.End();
        Script.End();
        Multiplexer.End();
        PacketGate.End();
        SharedInstance.End();
        SmsAtRun.End();
        EventMonitor.End();
        Update.End();
        PowerSaving.End();
        TcpAtRun.End();
        Sockets.End();
        Ftp.End();
        Volume.End();
        Mail.End();
        Echoes.End();
        _powerLost.Cancel();
        Messages.End();
        Messages.EndSending();
        Calls.End();
        TimedReset.End();
        Indicators.End();
        Outputs.End();
        Antenna.End();
        Temperature.End();
        Alarm.End();
        Receiver.End();
        Clock.End();
        Pins.End();
        Attach.End();
        Contexts.End();
        Ussd.End();
        Network.End();
        Sim.End();
        foreach (var port in _module.Ports) port.Attach(null);
        foreach (var instance in _instances) instance.HandTo(Nobody);
    }

    /// <summary>True if no service holds the instance (INS-3).</summary>
    public bool CanReserve(int number) => Instance(number).User.Owner is Owner.Nobody or Owner.LocalPort;

    /// <summary>Takes the instance from its user until <see cref="Release"/>.</summary>
    internal AtInstance Reserve(int number, IInstanceUser service, bool sameTerminal = false)
    {
        var instance = Instance(number);
        instance.HandTo(service, sameTerminal);
        return instance;
    }

    /// <summary>Gives the instance back to the port that stands before it, if there is one (INS-5).</summary>
    public void Release(int number, bool sameTerminal = false)
    {
        var instance = Instance(number);
        instance.HandTo(_module.Ports.FirstOrDefault(p => p.Instance == instance && !p.IsJoined) ?? Nobody, sameTerminal);
    }

    /// <summary>A call begins, is answered or ends: the lines of the ports may follow it.</summary>
    internal void UpdateLines()
    {
        foreach (var instance in _instances) instance.UpdateLines();
        Indicators.Look();
    }

    /// <summary>SIM, network and sleep as +CFUN has them now.</summary>
    internal void FollowFunctionality()
    {
        if (!IsOn) return;
        Sim.Activate(Volatile.Get<Cfun>().Fun != Cfun.RadioOff);
        Network.Follow();
        PowerSaving.Follow();
    }

    /// <summary>Does something that takes time on the module's turn; a failure is logged, power-off ends it.</summary>
    internal async void InBackground(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(PowerLost);
        }
        catch (OperationCanceledException) when (!IsOn)
        {
        }
        catch (Exception fault)
        {
            Log.TaskFailed(World.Log, fault);
        }
    }

    /// <summary>Goes down at once and comes up again after the boot time.</summary>
    public void Reboot(string reason)
    {
        if (!IsOn) return;
        Log.Reboot(World.Log, reason);
        _module.Restart();
    }

    /// <summary>Does something when the answer that announces it has left.</summary>
    internal void AfterGrace(Action<RunningModule> what) => InBackground(async stop =>
    {
        await Task.Delay(Timers.PowerDown.Default, World.Time, stop);
        what(this);
    });

    /// <summary>Leaves the network and switches off; the supply stays, so that the alarm may wake it.</summary>
    /// <param name="terminalWakes">So may the terminal, when it becomes ready (#SYSHALT).</param>
    public void ShutDown(bool terminalWakes = false)
    {
        if (IsOn) _module.SwitchOff(terminalWakes);
    }
}
