using AtRun.Module.Settings;
using AtRun.Protocol;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Results;

namespace AtRun.Module.Instances;

/// <summary>One AT interpreter of the module (INS-1): reads command lines, runs them, answers; the only writer to its terminal.</summary>
/// <remarks>
/// Everything happens on the module's turn. A line whose commands answer at once is run inside <see cref="Receive"/>,
/// where its octets arrived; what a call produces is written in one piece.
/// </remarks>
public sealed partial class AtInstance
{
    /// <summary>URCs kept while a command runs; older ones go first.</summary>
    public const int MaxPendingUrcs = 100;

    private const int FlushAt = 16 * 1024;

    private readonly CommandLineReader _reader;
    private readonly OctetBuffer _out = new(0);
    private CancellationTokenSource? _stop;
    private Queue<(string Text, string? Second, FinalResult Code)>? _urcs;
    private int _formatVersion = -1;
    private int _position;
    private Action? _afterLine;
    private bool _abortable;
    private bool _echo;
    private bool _terminal = true;
    private bool _writing;

    internal AtInstance(RunningModule module, int number)
    {
        Module = module;
        Number = number;
        _reader = new(module.Options.LineLimit);
        Settings = new(module.Product.Factory);
        Writer = new ResponseWriter(_out);
        User = module.Nobody;
        ApplyFormat();
    }

    public RunningModule Module { get; }

    /// <summary>1 to 3.</summary>
    public int Number { get; }

    public SettingValues Settings { get; }

    public ResponseWriter Writer { get; }

    /// <summary>The register that <c>ATSn</c> selected (AT reference 80000ST10025a p70).</summary>
    public AtCommand? SelectedRegister { get; set; }

    public IInstanceUser User { get; private set; }

    /// <summary>A command line is running, or its prompt waits for data.</summary>
    public bool Busy { get; private set; }

    /// <summary>Cancelled when the running command line is aborted.</summary>
    public CancellationToken Stop => (_stop ??= new()).Token;

    /// <summary>Gives the instance to another user; what the former one left unfinished is dropped.</summary>
    /// <param name="user">It.</param>
    /// <param name="sameTerminal">The same terminal is behind both: what it has suspended stays.</param>
    public void HandTo(IInstanceUser user, bool sameTerminal = false)
    {
        Abort();
        LeaveOnline()?.Abandoned();
        if (!sameTerminal)
        {
            Suspended?.Abandoned();
            Suspended = null;
            Module.Calls.Leave(this);
        }
        _reader.Reset();
        _urcs = null;
        var former = User;
        User = user;
        _terminal = user.IsTerminal;
        TakeLinesOf(former);
        ApplyFormat();
        LookWhetherFree();
    }

    /// <summary>Reads octets until a command line begins that does not answer at once, or the user is congested. Returns how many are consumed.</summary>
    public int Receive(ReadOnlySpan<byte> octets)
    {
        if (User.Owner == Owner.Cmux) Module.PowerSaving.Typed(this, octets);
        var left = octets;
        var user = User;
        _writing = true;
        while (!left.IsEmpty)
        {
            if (_prompt is { } prompt) left = left[prompt.Take(left)..];
            else if (_escape is { } online)
            {
                online.Take(left);
                left = default;
            }
            else if (Busy)
            {
                if (!_abortable) break;
                // The line feed that many terminals send behind the line end aborts nothing.
                if (left[0] == _reader.Characters.Formatting)
                {
                    left = left[1..];
                    continue;
                }
                Abort();
                break;
            }
            else
            {
                var found = _reader.Read(left, out var consumed, _echo ? _out : null);
                left = left[consumed..];
                if (found == LineEvent.TooLong) Writer.Result(FinalResult.Error);
                else if (found != LineEvent.Incomplete) StartLine();
                // The line feed that many terminals send behind the line end is not the first octet of a prompt's data.
                if (_prompt is not null && !left.IsEmpty && left[0] == _reader.Characters.Formatting) left = left[1..];
                // The line gave the instance away: what stands behind it is for whoever has its user's octets now.
                if (User != user) break;
                if (_out.Count < FlushAt) continue;
                Flush();
                if (User.Congested) break;
            }
        }
        _writing = false;
        Flush();
        return octets.Length - left.Length;
    }

    /// <summary>Runs a line that came otherwise than octet by octet. Its answer goes to the user as always.</summary>
    public void Run(string line) => Receive(System.Text.Encoding.Latin1.GetBytes(line + (char)Writer.Format.TerminationCharacter));

    /// <summary>Shows a line that no command asked for; after the answer of the command that runs, if one does.</summary>
    public void Unsolicited(string text) => Unsolicited((text, null, FinalResult.None));

    /// <summary>Shows two lines that no command asked for and that belong together, as <c>+CMT</c> and the message.</summary>
    public void Unsolicited(string first, string second) => Unsolicited((first, second, FinalResult.None));

    /// <summary>Shows a result code that no command asked for, such as RING.</summary>
    public void Unsolicited(FinalResult code) => Unsolicited(("", null, code));

    private void Unsolicited((string Text, string? Second, FinalResult Code) urc)
    {
        if (!_terminal) return;
        PulseForUnsolicited();
        Module.PowerSaving.Told(this);
        if (Busy || IsOnline)
        {
            _urcs ??= [];
            if (_urcs.Count == MaxPendingUrcs) _urcs.Dequeue();
            _urcs.Enqueue(urc);
            return;
        }
        RefreshFormat();
        Show(urc);
        if (!_writing) Flush();
    }

    private void Show((string Text, string? Second, FinalResult Code) urc)
    {
        if (urc.Code.Kind != ResultKind.None) Writer.Result(urc.Code);
        else if (urc.Second is null) Writer.Unsolicited(urc.Text);
        else
        {
            Writer.BeginBlock();
            Writer.Line(urc.Text);
            Writer.Line(urc.Second);
            Writer.BeginBlock();
        }
    }

    // Without #CMEEMODE=1 the errors of packet service have no number of their own: they are 100, unknown (AT reference 80000ST10025a p176).
    private FinalResult AsReported(FinalResult result) =>
        result.CmeError is { IsOfPacketService: true } && Settings.Get<CmeeMode>().Mode == 0 ? CmeError.Unknown : result;

    internal OctetBuffer? EchoTo => _echo ? _out : null;

    /// <summary>Does something once the running line is answered; at once if none runs. For what would cut the answer off.</summary>
    public void AfterLine(Action what)
    {
        if (Busy) _afterLine += what;
        else what();
    }

    /// <summary>From now on a character that arrives aborts the running command.</summary>
    internal void AllowAbort() => _abortable = true;

    /// <summary>From now on what arrives waits until the running command is answered.</summary>
    internal void ForbidAbort() => _abortable = false;

    /// <summary>Cancels the running line.</summary>
    public void Abort()
    {
        if (!Busy) return;
        _stop ??= new();
        _stop.Cancel();
    }

    /// <summary>Runs the line that was read, as far as its commands answer at once; what takes time goes on by itself.</summary>
    private void StartLine()
    {
        // AT alone is no command (Telit 80000ST10020a p90).
        if (User.Owner is Owner.LocalPort or Owner.Cmux && !_reader.Body.IsEmpty) Module.Script.Typed();
        Busy = true;
        _position = 0;
        Module.OnCommandBegins(this);
        var user = User;
        if (user.Delay > TimeSpan.Zero)
        {
            _ = GoOn(user, AfterDelay(user.Delay));
            return;
        }
        var result = FinalResult.Ok;
        while (result.Kind == ResultKind.Ok && TryBegin(out var command))
        {
            if (!command.IsCompletedSuccessfully)
            {
                _ = GoOn(user, command);
                return;
            }
            result = command.Result;
        }
        EndLine(result, user, waited: false);
    }

    private async ValueTask<FinalResult> AfterDelay(TimeSpan delay)
    {
        await Task.Delay(delay, Module.World.Time, Stop);
        return FinalResult.Ok;
    }

    /// <summary>The rest of a line from the command that runs on: its time limit counts, and whatever fails, it ends.</summary>
    private async Task GoOn(IInstanceUser user, ValueTask<FinalResult> running)
    {
        Flush();
        using var timer = user.TimeLimit is { } limit
            ? Module.World.Time.CreateTimer(static i => ((AtInstance)i!).TimeLimitPassed(), this, limit, Timeout.InfiniteTimeSpan)
            : null;
        FinalResult result;
        try
        {
            result = await running;
            while (result.Kind == ResultKind.Ok && TryBegin(out var command)) result = await command;
        }
        catch (Exception fault)
        {
            result = Failed(fault);
        }
        EndLine(result, user, waited: true);
    }

    private void TimeLimitPassed()
    {
        if (Busy) Module.Reboot($"a command of instance {Number} did not end within its time limit");
    }

    /// <summary>Aborted, or our own mistake: then the log says which.</summary>
    private FinalResult Failed(Exception fault)
    {
        var aborted = fault is OperationCanceledException && _stop is { IsCancellationRequested: true };
        if (Module.IsOn && !aborted) Log.CommandFailed(Module.World.Log, fault, Number);
        return FinalResult.Error;
    }

    private bool TryBegin(out ValueTask<FinalResult> command)
    {
        if (!CommandLine.TryNext(_reader.Body, ref _position, out var syntax))
        {
            command = default;
            return false;
        }
        try
        {
            command = Begin(syntax);
        }
        catch (Exception fault)
        {
            command = new(Failed(fault));
        }
        return true;
    }

    private ValueTask<FinalResult> Begin(in CommandSyntax syntax)
    {
        Writer.BeginBlock();
        var command = CommandTable.Find(syntax.Name);
        if (command is null or { IsPart: true } || Module.Options.HandlerOf(command) is not { } handler) return new(Unknown(syntax));
        var facts = command.Facts;
        if (!facts.IsOf(Writer.Format.OldStyle) || !Module.Product.Has(command) || (Module.Alarm.IsAlarmMode && !handler.RunsInAlarmMode)) return new(FinalResult.Error);
        if (facts.NeedsPin && syntax.Form != Form.Test && Module.Sim.RefusalOf(command) is { } refusal) return new(refusal);
        Module.Sim.Begins(command);
        _abortable = facts.Abortable;
        var running = handler.Run(new AtCall(this, command), syntax);
        if (Settings.Version != _formatVersion) RefreshFormat();
        return running;
    }

    // "ATSn": any n below 256 may be selected (AT reference 80000ST10025a p70); what is selected but not there answers ERROR later.
    private FinalResult Unknown(in CommandSyntax syntax)
    {
        if (syntax.Form != Form.Execute || syntax.Name.Length < 2 || syntax.Name[0] is not ((byte)'S' or (byte)'s')
            || !int.TryParse(syntax.Name[1..], out var number) || number > 255) return FinalResult.Error;
        SelectedRegister = null;
        return FinalResult.Ok;
    }

    private void EndLine(FinalResult result, IInstanceUser user, bool waited)
    {
        Busy = false;
        _abortable = false;
        _prompt = null;
        if (_stop is { IsCancellationRequested: true }) _stop = null;
        var after = _afterLine;
        _afterLine = null;
        var told = Module.IsOn && User == user;
        if (told)
        {
            RefreshFormat();
            Writer.Result(AsReported(result));
            if (_channel is not null && result.Kind == ResultKind.Connect) BeginOnline();
            else while (_urcs is { Count: > 0 }) Show(_urcs.Dequeue());
            if (waited || after is not null || !_terminal) Flush();
        }
        // Who asked for a connection is gone, or its line ended otherwise.
        if (_channel is not null && !IsOnline) LeaveOnline()!.Abandoned();
        told &= !_terminal;
        after?.Invoke();
        if (told) user.Answered(result);
        if (waited && User == user) user.Ready();
        LookWhetherFree();
    }

    /// <summary>Hands what was written to the user. For handlers: before the answer is complete, where it takes its time.</summary>
    internal void Flush()
    {
        if (_out.Count == 0) return;
        User.Write(_out.Written);
        if (_out.Count > LocalPort.MaxUnsent) _out.Release();
        else _out.Clear();
    }

    /// <summary>Writes a file as it is. It goes together with the result behind it: a port that has so much to send drops what comes later.</summary>
    internal void WriteThrough(ReadOnlySpan<byte> octets) => _out.Add(octets);

    private void RefreshFormat()
    {
        if (Settings.Version != _formatVersion) ApplyFormat();
    }

    /// <summary>Derives from the settings how lines are read and answers framed.</summary>
    public void ApplyFormat()
    {
        _formatVersion = Settings.Version;
        var (end, formatting) = ((byte)Settings.Get<S3>().Value, (byte)Settings.Get<S4>().Value);
        Writer.Format = new()
        {
            Verbose = Settings.Get<Verbose>().Value == 1,
            Quiet = Settings.Get<Quiet>().Value,
            ResultCodeSelection = Settings.Get<ResultCodeSelection>().Value,
            TerminationCharacter = end,
            FormattingCharacter = formatting,
            ErrorReporting = (ErrorReporting)Settings.Get<Cmee>().N,
            OldStyle = Module.Nvm.Get<Selint>().Style < 2,
        };
        _reader.Characters = new(end, formatting, (byte)Settings.Get<S5>().Value);
        _echo = _terminal && Settings.Get<Echo>().Value == 1;
        UpdateLines();
    }
}
