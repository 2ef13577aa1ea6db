using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Services.Subscriber;

/// <summary>The SIM as the module sees it: what its state refuses, and the URCs of its changes.</summary>
public sealed class SimService(RunningModule module)
{
    private readonly bool _fast = module.Nvm.Get<EnhSim>().Mod == 1, _keepsIccid = module.Nvm.Get<FastCcid>().Fast == 1;
    private bool _active = true;
    private bool _hidden;
    private SimDetection _detection = SimDetection.ByPin;
    private ITimer? _claim;
    private string? _iccid;
    private bool _read;
    private ITimer? _reading;
    private SimStatus _shown;
    private bool _pin2Wanted;

    public ISim Card => module.World.Sim;

    /// <summary>What the module finds; <see cref="SimState.NotInserted"/> also where it is told not to look (+CFUN=4, #SIMDET=0).</summary>
    public SimState State { get; private set; }

    /// <summary>The number of the card; null where there is none, or where it is to be read and cannot (#FASTCCID).</summary>
    public string? Iccid => _keepsIccid ? _iccid : State == SimState.NotInserted ? null : Card.Iccid;

    /// <summary>What the holder's switch says, or the pin that is used for it (#SIMINCFG): low is in. A pin that nobody drives is not wired.</summary>
    public bool IsInHolder =>
        module.Nvm.Get<SimInCfg>().GpioPin is > 0 and var pin && module.Board.LevelOf(pin) is { } high ? !high : Card.State != SimState.NotInserted;

    /// <summary>The commands of +CSIM; null: nobody has reserved the SIM for them.</summary>
    public ISimSession? Session { get; private set; }

    /// <summary>The SIM is there and unlocked.</summary>
    public bool IsReady => State == SimState.Ready;

    /// <summary>The state as #QSS tells it.</summary>
    public SimStatus Status => State switch
    {
        SimState.NotInserted => SimStatus.NotInserted,
        SimState.Ready => _read ? SimStatus.Read : SimStatus.Unlocked,
        _ => SimStatus.Inserted,
    };

    /// <summary>The state changed: inserted, removed, PIN accepted.</summary>
    public event Action? Changed;

    /// <summary>Its messages and numbers can be used from now on (<see cref="SimStatus.Read"/>).</summary>
    public event Action? HasBeenRead;

    /// <summary>What a command that needs the SIM is answered with now; null when the SIM is ready.</summary>
    public FinalResult? Refusal => State switch
    {
        SimState.NotInserted => FinalResult.Of(CmeError.SimNotInserted),
        SimState.Pin => FinalResult.Of(CmeError.SimPinRequired),
        SimState.Puk => FinalResult.Of(CmeError.SimPukRequired),
        SimState.Blocked => FinalResult.Of(CmeError.SimFailure),
        _ => (FinalResult?)null,
    };

    /// <summary>The same by the numbers of the message service (27.005 §3.2.5).</summary>
    public CmsError? MessageRefusal => State switch
    {
        SimState.NotInserted => CmsError.SimNotInserted,
        SimState.Pin => CmsError.SimPinRequired,
        SimState.Puk => CmsError.SimPukRequired,
        SimState.Blocked => CmsError.SimFailure,
        _ => null,
    };

    /// <summary>What a command that needs the SIM is answered with now, in the numbers of its own service.</summary>
    public FinalResult? RefusalOf(AtCommand command) =>
        !command.IsOfMessages ? Refusal : MessageRefusal is { } refusal ? FinalResult.Of(refusal) : (FinalResult?)null;

    public ValueTask<SimAnswer> EnterPin(string pin) => Told(Card.EnterPin(pin));

    public ValueTask<SimAnswer> Unblock(string puk, string newPin) => Told(Card.Unblock(puk, newPin));

    public ValueTask<SimAnswer> ChangePin(string oldPin, string newPin) => Told(Card.ChangePin(oldPin, newPin));

    public ValueTask<SimAnswer> EnablePin(bool enable, string pin) => Told(Card.EnablePin(enable, pin));

    /// <summary>What a command is answered with when the SIM received its secret so.</summary>
    /// <remarks>
    /// 27.007 §9.2.1. The attempt that was the last is answered with what is needed from now on. A card that does not do it
    /// in its present state (changing a PIN that is not asked for, locking what is locked): operation not allowed.
    /// </remarks>
    public FinalResult ResultOf(SimAnswer answer) => answer switch
    {
        SimAnswer.Accepted => FinalResult.Ok,
        SimAnswer.WrongSecret => CmeError.IncorrectPassword,
        SimAnswer.NoAttemptLeft => Refusal ?? CmeError.IncorrectPassword,
        _ => CmeError.OperationNotAllowed,
    };

    /// <summary>What a command that needs the PIN2 is answered with; +CPIN then takes it.</summary>
    public FinalResult RefuseWithoutPin2()
    {
        _pin2Wanted = true;
        return Card.Pin2AttemptsLeft > 0 ? CmeError.SimPin2Required : CmeError.SimPuk2Required;
    }

    /// <summary>The last command but +CPIN was refused for want of the PIN2, or of the PUK2 (AT reference 80000ST10025a p140).</summary>
    public bool WaitsForPin2 => _pin2Wanted && IsReady;

    /// <summary>What a command is answered with when the SIM received its PIN2 or PUK2 so.</summary>
    public FinalResult ResultOfPin2(SimAnswer answer)
    {
        if (answer == SimAnswer.Accepted) _pin2Wanted = false;
        return answer switch
        {
            SimAnswer.Accepted => FinalResult.Ok,
            SimAnswer.WrongSecret => CmeError.IncorrectPassword,
            _ => Card.Pin2AttemptsLeft == 0 ? RefuseWithoutPin2() : CmeError.OperationNotAllowed,
        };
    }

    /// <summary>A command begins: only +CPIN right behind the one that was refused gives the PIN2.</summary>
    internal void Begins(AtCommand command)
    {
        if (_pin2Wanted && command != Cpin.Command && command != Pct.Command) _pin2Wanted = false;
    }

    /// <summary>The name that the phonebook has for a number; empty: none.</summary>
    public string NameOf(SmsAddress number) => IsReady ? new SimPhonebook(Card.Numbers).NameOf(number) : "";

    /// <summary>+CFUN=4 deactivates the SIM; leaving it resets the card, so that an enabled PIN is asked for again.</summary>
    internal void Activate(bool active)
    {
        if (_active == active) return;
        _active = active;
        if (active) Card.PowerOn();
        Follow();
    }

    /// <summary>#SIMDET</summary>
    internal void Detect(SimDetection mode)
    {
        var hidden = mode == SimDetection.Out;
        _detection = mode;
        if (_hidden == hidden)
        {
            Follow();
            return;
        }
        _hidden = hidden;
        if (!hidden) Card.PowerOn();
        Follow();
    }

    /// <summary>Reserves the SIM for +CSIM, or gives it back; false: it is so already, or there is none. The module then does without it.</summary>
    /// <remarks>Who forgets to give it back loses it after <see cref="Timers.SimClaim"/> (AT reference 80000ST10025a p375); the PIN is asked for again.</remarks>
    internal bool Claim(AtInstance by, bool on)
    {
        if (on == Session is not null || (on && State == SimState.NotInserted)) return false;
        if (on)
        {
            Session = Card.OpenSession();
            _claim = module.World.Time.CreateTimer(static s => ((SimService)s!).GiveBack(), this, Timers.SimClaim.Default, Timeout.InfiniteTimeSpan);
            by.AfterLine(Follow);
        }
        else by.AfterLine(GiveBack);
        return true;
    }

    /// <summary>A command of +CSIM came: it is still wanted.</summary>
    internal void Used() => _claim?.Change(Timers.SimClaim.Default, Timeout.InfiniteTimeSpan);

    /// <summary>Another pin is its switch.</summary>
    internal void Wired() => Follow();

    private void GiveBack()
    {
        if (Session is null) return;
        EndClaim();
        Card.PowerOn();
        Follow();
    }

    private void EndClaim()
    {
        _claim?.Dispose();
        (Session, _claim) = (null, null);
    }

    internal void Start()
    {
        module.Board.Changed += OnPin;
        Card.PowerOn();
        Card.Changed += Follow;
        Follow();
    }

    internal void End()
    {
        module.Board.Changed -= OnPin;
        Card.Changed -= Follow;
        EndClaim();
        _reading?.Dispose();
    }

    private async ValueTask<SimAnswer> Told(ValueTask<SimAnswer> asked)
    {
        var answer = await asked;
        Follow();
        return answer;
    }

    private void Follow()
    {
        var before = State;
        var isIn = _active && !_hidden && Session is null && (_detection != SimDetection.ByPin || IsInHolder);
        State = isIn ? Card.State : SimState.NotInserted;
        _iccid = Session is null && State == SimState.NotInserted ? null : Card.Iccid;
        if (State == before && _reading is not null == IsReady) return;
        _reading?.Dispose();
        (_read, _reading) = (false, null);
        if (IsReady) _reading = module.World.Time.CreateTimer(static s => ((SimService)s!).HasRead(), this, ReadingTime, Timeout.InfiniteTimeSpan);
        Show();
        if (State != before) Changed?.Invoke();
    }

    /// <summary>A card that is read faster (#ENHSIM), and one without a PIN whose status is told sooner (#SWLEVEL), each take half the time: own choice.</summary>
    private TimeSpan ReadingTime => Timers.SimReading.Default / (_fast ? 2 : 1) / (module.Nvm.Get<SwLevel>().Level == 1 && !Card.PinEnabled ? 2 : 1);

    private void OnPin(int pin) => Follow();

    private void HasRead()
    {
        _read = true;
        Show();
        HasBeenRead?.Invoke();
    }

    /// <summary>#QSS: each status that was passed on the way up, the one reached on the way down.</summary>
    private void Show()
    {
        var reached = Status;
        for (var status = reached < _shown ? reached : _shown + 1; status <= reached; status++)
            foreach (var instance in module.Instances)
                if (instance.Settings.Get<Qss>().Mode is var mode && (mode == 2 || (mode == 1 && status <= SimStatus.Inserted && (status == SimStatus.Inserted) != (_shown >= SimStatus.Inserted))))
                    instance.Unsolicited($"{Qss.Command.Name}: {(int)status}");
        _shown = reached;
    }
}

/// <summary>The SIM as #QSS tells it.</summary>
public enum SimStatus
{
    NotInserted = 0,
    Inserted = 1,
    Unlocked = 2,

    /// <summary>SMS and phone book can be used.</summary>
    Read = 3,
}
