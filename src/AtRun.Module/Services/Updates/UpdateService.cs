using System.Net;
using AtRun.Module.Instances;
using AtRun.Protocol.Commands.Update;

namespace AtRun.Module.Services.Updates;

/// <summary>Updates of the software over the air: offered or ordered by the operator's server, answered by the user, fetched, started, reported (AT reference 80000ST10025a p397-412).</summary>
/// <remarks>
/// It moves by <see cref="UpdateLife"/>. While it fetches it has the instance of SMSATRUN, which alone may be taken from it (INS-4). The new
/// version is one entry of the non-volatile memory, written when all of it has come: what the power interrupts before that has changed nothing.
/// </remarks>
public sealed partial class UpdateService : IInstanceUser
{
    /// <summary>What runs, and by which way the server is to be told of it: <c>version,sms</c>, <c>version,ip</c>, or <c>version,</c> when it knows.</summary>
    private const string SoftwareKey = "software";

    private const string BySms = "sms", ByIp = "ip";

    private readonly RunningModule _module;
    private readonly KeptCodes _kept = new();
    private Wanted? _wanted;
    private ITimer? _question;
    private ITimer? _again;

    internal UpdateService(RunningModule module)
    {
        _module = module;
        var kept = module.Nvm.GetText(SoftwareKey)?.Split(',');
        Software = kept?[0] ?? module.Product.Software;
        _toReport = kept is [_, { Length: > 0 } way] ? way : null;
    }

    /// <summary>What is fetched: a version or * for any, from where, and how that was heard of.</summary>
    private sealed record Wanted(string Version, IPEndPoint Server, string Way);

    /// <summary>The version that runs (+CGMR).</summary>
    public string Software { get; }

    public UpdateState State { get; private set; }

    /// <summary>One that #OTAIPUPD has begun goes on.</summary>
    public bool RunsOverIp => State != UpdateState.Idle && (_wanted?.Way ?? _toReport) == ByIp;

    /// <summary>It went from one state to another because something happened.</summary>
    public event Action<UpdateState, UpdateEvent, UpdateState>? Moved;

    Owner IInstanceUser.Owner => Owner.FirmwareUpdate;

    bool IInstanceUser.IsTerminal => false;

    void IInstanceUser.Write(ReadOnlySpan<byte> octets) { }

    internal void Start()
    {
        _module.Network.Changed += NetworkChanged;
        if (_toReport is null) return;
        Happen(UpdateEvent.Started);
        Tell("Module Upgraded To New Fw");
    }

    internal void End()
    {
        _module.Network.Changed -= NetworkChanged;
        StopAsking();
        _registration?.Dispose();
    }

    internal void ModeSet(AtInstance instance, OtaSuan value) => _kept.ModeSet(instance, value.Mode, show: value.Bfr == 1);

    /// <summary>#OTASUAN; false: nothing was asked.</summary>
    public bool Answer(int response)
    {
        if (State is not (UpdateState.Asking or UpdateState.Waiting)) return false;
        if (response == OtaSuan.Delay)
        {
            Happen(UpdateEvent.Delayed);
            _question?.Dispose();
            _again ??= _module.World.Time.CreateTimer(static u => ((UpdateService)u!).Ask(), this, Timers.UpdateQuestion.Default, Timers.UpdateQuestion.Default);
            return true;
        }
        StopAsking();
        if (response == OtaSuan.Accept && Happen(UpdateEvent.Accepted)) Reserve();
        else if (Happen(UpdateEvent.Rejected)) _wanted = null;
        return true;
    }

    /// <summary>#OTAIPUPD; false: one goes on, or it is not known where to ask.</summary>
    public bool Begin()
    {
        var server = _module.Nvm.Get<OtaIpCfg>();
        if (_module.Nvm.Get<OtaSnapIpCfg>().Bearer == OtaSnapIpCfg.Undefined || server.IpAddr == OtaIpCfg.None || server.IpPort == 0) return false;
        return Order(new("*", new(IPAddress.Parse(server.IpAddr), server.IpPort), ByIp));
    }

    private bool Order(Wanted wanted)
    {
        if (!Happen(UpdateEvent.Ordered)) return false;
        _wanted = wanted;
        if (wanted.Way == BySms) Tell("Automatic Fw Upgrade Requested");
        Reserve();
        return true;
    }

    private bool Happen(UpdateEvent what)
    {
        var from = State;
        if (UpdateLife.Table.Next(from, what) is not { } to) return false;
        State = to;
        Moved?.Invoke(from, what, to);
        return true;
    }

    private void Offer(Wanted wanted, TimeSpan answer)
    {
        if (!Happen(UpdateEvent.Offered)) return;
        _wanted = wanted;
        _question = _module.World.Time.CreateTimer(static u => ((UpdateService)u!).AnswerOverdue(), this, answer, Timeout.InfiniteTimeSpan);
        Ask();
    }

    private void Ask()
    {
        Tell("Do you want to upgrade the firmware?");
        foreach (var instance in _module.Instances)
            if (instance.Settings.Get<OtaSetRi>().N is > 0 and var length) instance.PulseRing(TimeSpan.FromMilliseconds(length));
    }

    private void AnswerOverdue()
    {
        if (!Happen(UpdateEvent.AnswerOverdue)) return;
        StopAsking();
        _wanted = null;
        Tell("User Answer Timeout");
    }

    private void StopAsking()
    {
        _question?.Dispose();
        _again?.Dispose();
        (_question, _again) = (null, null);
    }

    private void Reserve()
    {
        if (_module.SharedInstance.Lend(this, () => _module.InBackground(Fetch))) return;
        Happen(UpdateEvent.InstanceRefused);
        Failed();
    }

    private async Task Fetch(CancellationToken powerLost)
    {
        if (_wanted is not { } wanted || !Happen(UpdateEvent.InstanceTaken)) return;
        Tell("Start Fw Download");
        var version = await Download(wanted, powerLost);
        if (!_module.IsOn) return;
        if (version is null || (wanted.Version != "*" && wanted.Version != version) || !await Keep($"{version},{wanted.Way}"))
        {
            Happen(UpdateEvent.Failed);
            _module.SharedInstance.TakeBack();
            Failed();
            return;
        }
        Happen(UpdateEvent.Downloaded);
        Tell("Fw Download Complete");
        _module.AfterGrace(m => m.Reboot("new software"));
    }

    /// <summary>What runs, durable; false: the memory does not take it, and holds what it held.</summary>
    private async ValueTask<bool> Keep(string software)
    {
        try
        {
            await _module.Nvm.SetText(SoftwareKey, software);
            return true;
        }
        catch (Exception fault) when (_module.IsOn)
        {
            Log.TaskFailed(_module.World.Log, fault);
            return false;
        }
    }

    private void Failed()
    {
        _wanted = null;
        Tell("OTA Fw Upgrade Failed");
    }

    /// <summary>Terminals are told as #OTASUAN of each has it.</summary>
    private void Tell(string what)
    {
        if (!_module.IsOn) return;
        foreach (var instance in _module.Instances)
            if (instance.User.IsTerminal) _kept.Tell(instance, instance.Settings.Get<OtaSuan>().Mode, $"#OTAEV: {what}");
    }
}
