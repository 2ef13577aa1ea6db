using System.Text;
using AtRun.Module.Instances;
using AtRun.Module.Services.Subscriber;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Services.Remote;

/// <summary>The event monitor: runs a command when something happens to the module, on the instance that it shares with SMSATRUN.</summary>
/// <remarks>AT reference 80000ST10025a p389-394; Telit 80000ST10028a.</remarks>
public sealed class EventMonitor : IInstanceUser
{
    /// <summary>Commands that wait; what happens while so many do is not followed by its own.</summary>
    public const int MaxWaiting = 20;

    private readonly Queue<string> _waiting = [];
    private EventWatch[] _watches = [];
    private bool _running;
    private bool _disabling;
    private bool _hasStarted;
    private bool _hasRegistered;
    private bool _toldTooMany;
    private int _urcInstance = 1;

    internal EventMonitor(RunningModule module) => Module = module;

    public RunningModule Module { get; }

    /// <summary>The service is switched on and has its instance.</summary>
    public bool IsOn { get; private set; }

    /// <summary>INS-3: the instance does not belong to somebody else.</summary>
    public bool CanEnable => Module.SharedInstance.CanJoin;

    /// <summary>Settings of the events that the product has, in the order of the read form.</summary>
    public IEnumerable<EventSetting> Settings => MonitoredEvent.All.Select(SettingOf).OfType<EventSetting>();

    Owner IInstanceUser.Owner => Owner.EventMonitor;

    bool IInstanceUser.IsTerminal => false;

    private EnaEvMoniCfg Cfg => Module.Nvm.Get<EnaEvMoniCfg>();

    /// <summary>At power-on: an enabled service comes back by itself. URCs go to instance 1.</summary>
    internal void Start()
    {
        Module.Board.Sensed += Look;
        Module.Pins.Changed += _ => Look();
        Module.Network.Changed += Look;
        Module.Network.Changed += FollowStart;
        Module.Sim.Changed += FollowStart;
        Module.Sim.HasBeenRead += FollowStart;
        Module.Contexts.Changed += ContextChanged;
        Module.Calls.Ring += rings => Occur(EventKind.Ring, setting => setting.Number(1) == rings);
        Module.Calls.Tone += Hear;
        Module.Messages.Arrived += Arrived;
        if (Module.Nvm.Get<EnaEvMoni>().Mod == 1) Enable(urcInstance: 1);
        FollowStart();
    }

    /// <summary>Power-off: nothing more is watched or run.</summary>
    internal void End()
    {
        Module.Board.Sensed -= Look;
        (IsOn, _running) = (false, false);
        StopWatching();
    }

    /// <summary>Reserves the instance and begins to watch.</summary>
    public void Enable(int urcInstance)
    {
        if ((IsOn && !_disabling) || !Module.SharedInstance.Join(this)) return;
        (_urcInstance, IsOn, _disabling) = (urcInstance, true, false);
        _watches = [.. Settings.Select(setting => new EventWatch(Module, setting, Happened))];
        Look();
    }

    /// <summary>Watches no more and gives the instance back (INS-5). A command that still runs is answered first.</summary>
    /// <param name="abort">That command is to be given up; false where it is the one that asks.</param>
    public void Disable(bool abort)
    {
        if (!IsOn) return;
        StopWatching();
        _disabling = _running && Module.SharedInstance.Instance is { Busy: true } busy && busy.User == this;
        if (_disabling)
        {
            if (abort) Module.SharedInstance.Instance!.Abort();
            return;
        }
        (_running, IsOn) = (false, false);
        Module.SharedInstance.Leave(this);
    }

    /// <summary>The setting of an event; null where the product does not have it.</summary>
    public EventSetting? SettingOf(MonitoredEvent what)
    {
        if ((what.Families & Module.Product.Family) == 0) return null;
        return Module.Nvm.GetText(KeyOf(what)) is { } kept && EventSetting.TryParse(what, Encoding.Latin1.GetBytes(kept), out var setting) ? setting : EventSetting.Factory(what);
    }

    /// <summary>Changes a setting; durable when the task is complete.</summary>
    public async ValueTask Set(EventSetting setting)
    {
        await Module.Nvm.SetText(KeyOf(setting.Event), setting.ToString());
        // What another instance has set meanwhile counts too.
        if (_watches.FirstOrDefault(w => w.Setting.Event == setting.Event) is { } watch) watch.Set(SettingOf(setting.Event)!);
    }

    void IInstanceUser.Write(ReadOnlySpan<byte> octets) { }

    void IInstanceUser.Answered(FinalResult result)
    {
        if (!_running || (!_disabling && !Module.SharedInstance.Done(this))) return;
        _running = false;
        if (_disabling) Disable(abort: false);
        else Next();
    }

    private static string KeyOf(MonitoredEvent what) => $"{EvMoni.Command.Name}/{what.Label}";

    private void StopWatching()
    {
        foreach (var watch in _watches) watch.Forget();
        _watches = [];
        _waiting.Clear();
    }

    private void Look()
    {
        foreach (var watch in _watches) watch.Look();
    }

    private void Occur(EventKind kind, Func<EventSetting, bool>? asSet = null)
    {
        foreach (var watch in _watches) watch.Occur(kind, asSet);
    }

    private void Hear(char tone)
    {
        foreach (var watch in _watches) watch.Hear(tone);
    }

    private void ContextChanged(int cid)
    {
        if (!Module.Contexts[cid].IsActive) Occur(EventKind.ContextDown);
    }

    private void Arrived(SmsDeliver message) =>
        Occur(EventKind.Message, setting => setting.Text(1) is var text && (text.Length == 0 || text == message.UserData.Text));

    /// <summary>The module has started when its card is read, or there is none that can be; then it waits for its first registration.</summary>
    private void FollowStart()
    {
        var isRead = Module.Sim.Status == SimStatus.Read;
        if (!_hasStarted && (isRead || !Module.Sim.IsReady))
        {
            _hasStarted = true;
            Occur(EventKind.StartUp);
        }
        if (!_hasRegistered && isRead && Module.Network.IsRegistered)
        {
            _hasRegistered = true;
            Occur(EventKind.Registered);
        }
    }

    private void Happened(EventSetting setting)
    {
        if (setting.Command.Length == 0) return;
        if (_waiting.Count == MaxWaiting)
        {
            if (!_toldTooMany) Log.EventsLost(Module.World.Log, MaxWaiting, setting.Event.Label);
            _toldTooMany = true;
            return;
        }
        _waiting.Enqueue(setting.Line);
        Next();
    }

    /// <summary>The next command runs as soon as the instance is free.</summary>
    private void Next()
    {
        if (!_running && _waiting.Count > 0)
            Module.SharedInstance.Ask(this, TimeSpan.FromMinutes(Cfg.Timeout), "the command of an event did not end within its time limit", Run);
    }

    private void Run(AtInstance instance)
    {
        var line = _waiting.Dequeue();
        (_running, _toldTooMany) = (true, false);
        if (Cfg.Urcmod == 1 && _urcInstance != instance.Number) Module.Instance(_urcInstance).Unsolicited($"{EvMoni.Command.Name}: {line}");
        instance.Run(SharedInstance.OneLine(line, instance));
    }
}
