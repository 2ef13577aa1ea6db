using System.Text;
using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Services.Remote;

/// <summary>SMSATRUN: runs the commands of messages that are recognised, one at a time, on the reserved instance, and answers them (SMS-1…SMS-25).</summary>
/// <remarks>It moves by <see cref="SmsAtRunLife"/>.</remarks>
public sealed class SmsAtRunService : IInstanceUser
{
    /// <summary>Requests that wait; one more stays at the service centre until there is room.</summary>
    public const int MaxWaiting = 20;

    /// <summary>Octets of an answer that are kept: more than the messages of any form hold.</summary>
    private const int MaxAnswer = AtRunRequest.MaxParts * UserData.MaxSeptets;

    /// <summary>Requests remembered to tell a replayed one.</summary>
    private const int Remembered = 32;

    private readonly Queue<(AtRunRequest Request, long Since)> _waiting = [];
    private readonly Queue<(string Text, byte Session)> _recent = [];
    private readonly OctetBuffer _answer = new(0);
    private readonly Activation _activation;
    private AtRunRequest? _running;
    private int _urcInstance = 1;
    private byte _reference;
    private bool _refusedOne;
    private bool _toldReplay;

    internal SmsAtRunService(RunningModule module)
    {
        Module = module;
        WhiteList = new(module.Nvm);
        _activation = new(this);
        module.SharedInstance.CameBack += MakeRoom;
    }

    public RunningModule Module { get; }

    /// <summary>Who may send commands (SMS-12).</summary>
    public WhiteList WhiteList { get; }

    public SmsAtRunState State { get; private set; }

    /// <summary>The service is switched on and has its instance.</summary>
    public bool IsOn => State != SmsAtRunState.Off;

    /// <summary>It went from one state to another because something happened.</summary>
    public event Action<SmsAtRunState, SmsAtRunEvent, SmsAtRunState>? Moved;

    /// <summary>The &lt;stat&gt; of #SMSATRUN: on, and messages can come.</summary>
    public bool IsActive => IsOn && !Module.SharedInstance.IsLent && Module.Sim.IsReady && Module.Network.IsRegistered;

    /// <summary>INS-3: the instance does not belong to another service.</summary>
    public bool CanEnable => Module.SharedInstance.CanJoin;

    Owner IInstanceUser.Owner => Owner.SmsAtRun;

    bool IInstanceUser.IsTerminal => false;

    TimeSpan IInstanceUser.Delay => TimeSpan.FromSeconds(Module.Nvm.Get<AtRunDelay>(1).Delay);

    bool IInstanceUser.RefusesRemoteChanges => _running is { IsDigest: true };

    private TimeSpan TimeLimit => TimeSpan.FromMinutes(Cfg.Timeout);

    private SmsAtRunCfg Cfg => Module.Nvm.Get<SmsAtRunCfg>();

    /// <summary>At power-on: an enabled service comes back by itself (SMS-2). URCs go to instance 1.</summary>
    internal void Start()
    {
        if (Module.Nvm.Get<SmsAtRun>().Mod == 1) Enable(urcInstance: 1);
    }

    /// <summary>Power-off: nothing more is said or sent.</summary>
    internal void End()
    {
        (_running, State) = (null, SmsAtRunState.Off);
        _waiting.Clear();
    }

    /// <summary>Reserves the instance (SMS-1).</summary>
    public void Enable(int urcInstance)
    {
        if (!Module.SharedInstance.Join(this)) return;
        if (Happen(SmsAtRunEvent.SwitchedOn)) _urcInstance = urcInstance;
    }

    /// <summary>Gives the instance back (INS-5); where a command runs, once that is answered.</summary>
    public void Disable() => Happen(SmsAtRunEvent.SwitchedOff);

    /// <summary>False: that means nothing now.</summary>
    private bool Happen(SmsAtRunEvent what)
    {
        var from = State;
        if (SmsAtRunLife.Table.Next(from, what) is not { } to) return false;
        State = to;
        Moved?.Invoke(from, what, to);
        switch (to)
        {
            case SmsAtRunState.Answering when what == SmsAtRunEvent.Answered:
            case SmsAtRunState.AnsweringLast:
                var request = _running!;
                Module.InBackground(stop => Answer(request, stop));
                break;
            case SmsAtRunState.Idle:
                _running = null;
                MakeRoom();
                Next();
                break;
            case SmsAtRunState.Off:
                _running = null;
                _waiting.Clear();
                Module.SharedInstance.Leave(this);
                MakeRoom();
                break;
        }
        return true;
    }

    /// <summary>Takes a message that it recognises (SMS-3); null: it is an ordinary one.</summary>
    internal async ValueTask<SmsReceipt?> Take(SmsDeliver message)
    {
        if (await _activation.Take(message)) return SmsReceipt.Taken;
        if (State is SmsAtRunState.Off or SmsAtRunState.RunningLast or SmsAtRunState.AnsweringLast || AtRunRequest.Recognise(message, WhiteList, out _) is not { } request) return null;
        if (State == SmsAtRunState.Blocked || Module.SharedInstance.IsBlocked || Module.SharedInstance.IsLent || _waiting.Count >= MaxWaiting)
        {
            if (!_refusedOne) Log.RequestsWait(Module.World.Log, _waiting.Count, _waiting.TryPeek(out var oldest) ? Module.World.Time.GetElapsedTime(oldest.Since) : TimeSpan.Zero);
            _refusedOne = true;
            return SmsReceipt.MemoryFull;
        }
        NoteReplay(request);
        _waiting.Enqueue((request, Module.World.Time.GetTimestamp()));
        Next();
        return SmsReceipt.Taken;
    }

    void IInstanceUser.Write(ReadOnlySpan<byte> octets)
    {
        if (_running is not null) _answer.Add(octets[..Math.Min(octets.Length, MaxAnswer - _answer.Count)]);
    }

    void IInstanceUser.Answered(FinalResult result)
    {
        if (_running is not { } request || Module.SharedInstance.Instance is not { } instance) return;
        var effects = result.IsSuccess ? CommandTable.EffectsOf(Encoding.Latin1.GetBytes(SharedInstance.OneLine(request.CommandLine, instance))) : RemoteEffect.None;
        if (effects.HasFlag(RemoteEffect.BlocksSmsUntilReboot) || !Module.SharedInstance.Done(this)) Happen(SmsAtRunEvent.ExchangeBlocked);
        else Happen(request.IsHidden || effects.HasFlag(RemoteEffect.NoAnswerBySms) ? SmsAtRunEvent.NoAnswer : SmsAtRunEvent.Answered);
    }

    /// <summary>The next request runs as soon as the instance is free; its time limit counts from then, whatever becomes of the command (SMS-10).</summary>
    private void Next()
    {
        if (State == SmsAtRunState.Idle && _waiting.Count > 0) Module.SharedInstance.Ask(this, TimeLimit, "a command that came by SMS was not answered within its time limit", Run);
    }

    private void Run(AtInstance instance)
    {
        var request = _waiting.Dequeue().Request;
        _running = request;
        _answer.Clear();
        Happen(SmsAtRunEvent.RequestRun);
        if (Cfg.Urcmod == 1 && _urcInstance != instance.Number) Module.Instance(_urcInstance).Unsolicited($"{SmsAtRun.Command.Name}: {request.Text}");
        instance.Run(SharedInstance.OneLine(request.CommandLine, instance));
    }

    private async Task Answer(AtRunRequest request, CancellationToken stop)
    {
        var parts = request.Answer(_answer.Written, _reference++, out var taken);
        if (taken < _answer.Count) Log.AnswerTruncated(Module.World.Log, taken, parts.Count);
        foreach (var part in parts)
        {
            var message = new SmsSubmit { Destination = request.Sender, Coding = request.Coding, UserData = part, Validity = AnswerValidity };
            var (outcome, _) = await Module.Messages.Send(message, SmsAddress.None, stop);
            if (outcome.Failure is not { } failure) continue;
            Log.AnswerNotSent(Module.World.Log, failure.Number, failure.Text);
            break;
        }
        if (ReferenceEquals(_running, request)) Happen(SmsAtRunEvent.AnswerSent);
    }

    /// <summary>How long the centre keeps an answer for an operator out of reach.</summary>
    private static ValidityPeriod AnswerValidity => ValidityPeriod.AtLeast(TimeSpan.FromDays(1));

    /// <summary>What the centre has kept may come now.</summary>
    private void MakeRoom()
    {
        if (!_refusedOne) return;
        _refusedOne = false;
        Module.World.Sms.MemoryAvailable();
    }

    /// <summary>The format has nothing against a message that is sent twice: it is run twice, and the log says so, once.</summary>
    private void NoteReplay(AtRunRequest request)
    {
        if (!request.IsDigest) return;
        var mark = (request.Text, request.SessionId);
        if (_recent.Contains(mark) && !_toldReplay)
        {
            _toldReplay = true;
            Log.Replayed(Module.World.Log, request.SessionId);
        }
        if (_recent.Count == Remembered) _recent.Dequeue();
        _recent.Enqueue(mark);
    }
}
