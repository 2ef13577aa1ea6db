using AtRun.Module.Instances;
using AtRun.Protocol.Commands.AtRunServices;

namespace AtRun.Module.Services.Remote;

/// <summary>The instance that SMSATRUN and the event monitor share: reserved while one of them is on, lent to one of them at a time, for one command line.</summary>
/// <remarks>AT reference 80000ST10025a p379, p390; Telit 80000NT10043a p9: both may run at the same time.</remarks>
public sealed class SharedInstance(RunningModule module)
{
    private readonly List<IInstanceUser> _users = [];
    private readonly Queue<Turn> _waiting = [];
    private IInstanceUser? _running;
    private (IInstanceUser User, Action Begin)? _borrower;
    private ITimer? _next;
    private ITimer? _limit;
    private bool _forGood;

    private readonly record struct Turn(IInstanceUser User, TimeSpan Limit, string Overdue, Action<AtInstance> Begin);

    /// <summary>The number that #SMSATRUNCFG and #ENAEVMONICFG both set: it is kept with the former.</summary>
    public int Number => module.Nvm.Get<SmsAtRunCfg>().Instance;

    /// <summary>Null while neither service is on.</summary>
    public AtInstance? Instance { get; private set; }

    /// <summary>One of the two is on, or an update has their instance: its number and their parameters may not be changed.</summary>
    public bool IsReserved => Instance is not null || IsLent;

    /// <summary>Nothing more runs before the module reboots.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>An update of the software has the instance, or will have it when what runs there is done.</summary>
    public bool IsLent => _borrower is not null;

    /// <summary>An update has given it back.</summary>
    public event Action? CameBack;

    /// <summary>INS-3: the instance does not belong to anybody else.</summary>
    public bool CanJoin => Instance is not null || module.CanReserve(Number);

    /// <summary>A service is switched on; false: the instance is somebody else's.</summary>
    internal bool Join(IInstanceUser user)
    {
        if (!CanJoin) return false;
        if (!_users.Contains(user)) _users.Add(user);
        Instance ??= module.Reserve(Number, user);
        return true;
    }

    /// <summary>A service is switched off. No command line of its own may run any more.</summary>
    internal void Leave(IInstanceUser user)
    {
        if (!_users.Remove(user) || Instance is not { } instance) return;
        for (var i = _waiting.Count; i > 0; i--)
            if (_waiting.Dequeue() is var turn && turn.User != user) _waiting.Enqueue(turn);
        if (_users.Count == 0)
        {
            Instance = null;
            if (instance.User.Owner != Owner.FirmwareUpdate) module.Release(instance.Number);
        }
        else if (instance.User == user) instance.HandTo(_users[0]);
        if (_running == user) EndTurn();
    }

    /// <summary>Asks for the instance; who waits already need not ask again.</summary>
    /// <param name="user">A service that is on.</param>
    /// <param name="limit">What <paramref name="begin"/> runs may take before the module reboots, from then on.</param>
    /// <param name="overdue">Why it rebooted.</param>
    /// <param name="begin">Called when the user has the instance, until it says <see cref="Done"/>.</param>
    internal void Ask(IInstanceUser user, TimeSpan limit, string overdue, Action<AtInstance> begin)
    {
        if (_waiting.Any(t => t.User == user)) return;
        _waiting.Enqueue(new(user, limit, overdue, begin));
        if (_running is null) Schedule();
    }

    /// <summary>A command line was answered. False: its end cannot be told, or the instance is on-line: nothing more runs before the module reboots.</summary>
    /// <remarks>Without result codes the end of a command is not seen (SMS-17); on-line commands block (Telit 80000ST10028a p15).</remarks>
    internal bool Done(IInstanceUser user)
    {
        if (_running != user || Instance is not { } instance) return true;
        IsBlocked = _forGood || instance.IsOnline || instance.Writer.Format.Quiet != 0;
        if (!IsBlocked) EndTurn();
        return !IsBlocked;
    }

    /// <summary>INS-4: an update of the software takes the instance, from whoever has it here, when the command line that runs there is answered. False: it is somebody else's.</summary>
    internal bool Lend(IInstanceUser to, Action begin)
    {
        if (IsLent || !CanJoin) return false;
        _borrower = (to, begin);
        if (_running is null) HandOver();
        return true;
    }

    /// <summary>The update is over: the instance goes back to its user (INS-5).</summary>
    internal void TakeBack()
    {
        if (_borrower is null) return;
        _borrower = null;
        if (Instance is { } instance) instance.HandTo(_users[0]);
        else module.Release(Number);
        if (_waiting.Count > 0) Schedule();
        CameBack?.Invoke();
    }

    /// <summary>The command line of a request, one line also where S3 of the instance is something else than CR.</summary>
    internal static string OneLine(string line, AtInstance instance)
    {
        var end = line.IndexOf((char)instance.Writer.Format.TerminationCharacter, StringComparison.Ordinal);
        return end < 0 ? line : line[..end];
    }

    /// <summary>The line that runs now is the last: neither its end nor its time limit ends the turn (SMS-18).</summary>
    internal void BlockForGood()
    {
        _forGood = true;
        _limit?.Dispose();
    }

    internal void End()
    {
        _next?.Dispose();
        _limit?.Dispose();
        Instance = null;
        _users.Clear();
        _waiting.Clear();
    }

    // What asks may stand in the middle of something that the command touches; and what a message asks for may cut the module
    // off, when the network should have its receipt.
    private void Schedule()
    {
        _next ??= module.World.Time.CreateTimer(static s => ((SharedInstance)s!).Next(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _next.Change(Timers.CommandStart.Default, Timeout.InfiniteTimeSpan);
    }

    private void Next()
    {
        if (_running is not null || IsLent || Instance is not { } instance || !_waiting.TryDequeue(out var turn)) return;
        _running = turn.User;
        if (instance.User != turn.User) instance.HandTo(turn.User);
        _limit = module.World.Time.CreateTimer(_ => module.Reboot(turn.Overdue), null, turn.Limit + turn.User.Delay, Timeout.InfiniteTimeSpan);
        turn.Begin(instance);
    }

    private void EndTurn()
    {
        _limit?.Dispose();
        (_running, IsBlocked, _forGood) = (null, false, false);
        if (IsLent) HandOver();
        else if (_waiting.Count > 0) Schedule();
    }

    private void HandOver()
    {
        var (user, begin) = _borrower!.Value;
        module.Reserve(Number, user);
        begin();
    }
}
