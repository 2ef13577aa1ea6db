using System.Globalization;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;

namespace AtRun.Client.Conformance;

/// <summary>
/// Examines a module: asks what it is and which commands it has, plays dialogues, and says what does not conform. What it sets it sets back. It ends,
/// whatever the module says or does not say.
/// </summary>
public sealed class ConformRun
{
    /// <summary>For a module that may be in the middle of something: silence, and how long it is waited for.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300), SilenceLimit = TimeSpan.FromSeconds(3);

    private const byte Esc = 0x1B;
    private const string NewStyle = "2";

    /// <summary>Settings on which the form of answers depends, whatever a dialogue is about: they have their factory values all the time.</summary>
    private static readonly IReadOnlySet<AtCommand> _form = new HashSet<AtCommand> { Cmee.Command, Cscs.Command, Cmgf.Command, S4.Command, S5.Command };

    private readonly Wire _wire;
    private readonly ConformOptions _options;
    private readonly SettingsKeeper _keeper;
    private readonly DialoguePlayer _player;
    private readonly List<CheckResult> _checks = [];
    private readonly Dictionary<AtCommand, (CoverageState State, string? Shown)> _coverage = [];
    private Dictionary<string, string>? _shape;
    private SettingValues? _before;
    private ModuleFacts _module = new(null, null, null, Families.All, Needs.None);
    private string? _style;
    private string? _stopped;

    internal ConformRun(Wire wire, ConformOptions options)
    {
        (_wire, _options) = (wire, options);
        _keeper = new(wire, options.Patience, options.Channel);
        _player = new(wire, options.PatienceOf);
    }

    /// <summary>Over a session; the session is over then, and its link is closed at the end of the run.</summary>
    public ConformRun(AtSession session, ConformOptions options) : this(new Wire(session), options) { }

    /// <summary>Something was examined.</summary>
    public event Action<CheckResult>? Checked;

    /// <summary>Each octet; true: we sent it.</summary>
    public Action<bool, ReadOnlySpan<byte>>? Tap
    {
        set => _wire.Tap = value;
    }

    /// <summary>Examines the module. Cancelled, it writes settings back before it ends.</summary>
    public async Task<ConformReport> Run(CancellationToken stop = default)
    {
        try
        {
            await Prepare(stop);
            await AskCommands(stop);
            foreach (var dialogue in _options.Dialogues) await Play(dialogue, stop);
        }
        catch (OperationCanceledException)
        {
            _stopped = "interrupted";
            if (_shape is not null) await Resync([], CancellationToken.None);
        }
        if (_wire.Gone is null) await Leave();
        _wire.End();
        return new(_module, _checks, [.. CommandChecks.All.Select(Covered)], [.. _keeper.Lost], _stopped ?? _wire.Gone, _wire.Gone is not null);
    }

    private CommandCoverage Covered(AtCommand command)
    {
        if (_coverage.TryGetValue(command, out var known)) return new(command, known.State, known.Shown);
        return new(command, Applies(command) ? CoverageState.NotTried : CoverageState.NotApplicable, null);
    }

    // Commands that no simulated product has are those of real ones.
    private bool Applies(AtCommand command) => command.Facts.Families == Families.None || (command.Facts.Families & _module.Family) != 0;

    private async Task Prepare(CancellationToken stop)
    {
        _shape = await _keeper.Shown(stop);
        if (await _wire.Ask(SettingsKeeper.Readable, _options.Patience, stop) is null) await Resync([], stop);
        _style = Value(await Ask($"AT{Selint.Command.Name}?", stop));
        if (_style is not (null or NewStyle)) await Ask($"AT{Selint.Command.Name}={NewStyle}", stop);
        _before = await _keeper.Read(_form, stop);
        await _keeper.MakeFactory(_before, _form, stop);
        var (manufacturer, model, revision) = (Text(await Ask("AT+CGMI", stop)), Text(await Ask("AT+CGMM", stop)), Text(await Ask("AT+CGMR", stop)));
        var has = _options.Channel == Channel.Local ? Needs.Local : Needs.Tcp;
        if (Text(await Ask("AT+CPIN?", stop)) is { } pin && pin.Contains("READY", StringComparison.Ordinal)) has |= Needs.Sim;
        if (Text(await Ask("AT+CREG?", stop)) is { } registered && registered.Split(',') is [_, var state, ..] && state.Trim() is "1" or "5") has |= Needs.Network;
        _module = new(manufacturer, model, revision, ProductFamily.Of(model), has);
    }

    private async Task AskCommands(CancellationToken stop)
    {
        foreach (var command in _options.Commands)
        {
            if (_stopped is not null) return;
            if (!Applies(command) || CommandChecks.LineOf(command) is not { } line) continue;
            var begun = _wire.Time.GetTimestamp();
            var response = await _wire.Ask(line, _options.Patience, stop);
            var result = new CheckResult(CommandChecks.Prefix + command.Name, command.Facts.Source, CheckState.Passed, _wire.Time.GetElapsedTime(begun), line);
            if (response is null)
            {
                Add(result with { State = CheckState.Failed, Reason = _wire.Gone ?? $"no result within {_options.Patience.TotalSeconds:0.#} s" });
                await Resync([], stop);
            }
            else if (!response.Result.IsSuccess)
            {
                // The SIM is in the way, not the command.
                var hindered = response.Result.Kind is ResultKind.Cme or ResultKind.Cms && !_module.Has.HasFlag(Needs.Sim);
                _coverage[command] = (hindered ? CoverageState.NotTried : CoverageState.Not, line);
                Add(result with { State = CheckState.Skipped, Reason = $"{(hindered ? "needs a SIM" : "the module does not have it")}: {response.ResultText}" });
            }
            else
            {
                _coverage[command] = (CoverageState.Implemented, line);
                Add(line.EndsWith("=?", StringComparison.Ordinal) && CommandChecks.Fault(command, response) is { } fault ? result with { State = CheckState.Failed, Reason = fault } : result);
            }
        }
    }

    private async Task Play(Dialogue dialogue, CancellationToken stop)
    {
        var begun = _wire.Time.GetTimestamp();
        var steps = DialogueStep.Read(dialogue);
        var mark = dialogue.Mark ?? throw new FormatException($"{dialogue.File} has no mark.");
        var result = new CheckResult(dialogue.File, dialogue.Source, CheckState.Passed, TimeSpan.Zero);
        if (WhyNot(mark, steps) is { } why)
        {
            Add(result with { State = CheckState.Skipped, Reason = why });
            return;
        }
        var (named, bringsBack) = SettingsKeeper.NamedIn(steps);
        var before = await _keeper.Read(bringsBack || mark.StoresProfile ? named.Union(SettingsKeeper.OfProfiles) : named, stop);
        var profile = mark.StoresProfile ? await OpenProfile(stop) : null;
        if (mark.StoresProfile && profile is null)
        {
            Add(result with { State = CheckState.Skipped, Reason = "user profile 1 cannot be read (AT#Z=1), and so not be written back" });
            await _keeper.Restore(before, stop);
            return;
        }
        Deviation? wrong = null;
        try
        {
            await _keeper.MakeFactory(before, named, stop);
            await _wire.Quiet(TimeSpan.Zero, TimeSpan.Zero, stop);
            wrong = await _player.Play(steps, stop);
        }
        finally
        {
            // Also when interrupted: then without asking whether to go on.
            if (wrong is not null || stop.IsCancellationRequested) await Resync(steps, CancellationToken.None);
            else await _wire.Ask(SettingsKeeper.Readable, _options.Patience, CancellationToken.None);
            if (profile is { } stored) await CloseProfile(stored);
            await _keeper.Restore(before, CancellationToken.None);
        }
        result = result with { Duration = _wire.Time.GetElapsedTime(begun) };
        if (wrong is null) Typed(steps);
        Add(wrong is null ? result : result with { State = CheckState.Failed, Typed = wrong.Typed, Line = wrong.Line, Reason = wrong.What });
    }

    /// <summary>Why a dialogue is not for this module; null: it is.</summary>
    private string? WhyNot(DialogueMark mark, IReadOnlyList<DialogueStep> steps)
    {
        if (_stopped is not null) return _stopped;
        if ((mark.Needs & ~_module.Has) is var missing && missing != Needs.None) return $"needs {missing.ToString().ToLowerInvariant()}";
        if (Refused(mark, steps, _options.Channel) is { } refused) return refused;
        foreach (var command in steps.OfType<Typed>().SelectMany(t => t.Commands))
            if (command.Facts.NeedsPin && !_module.Has.HasFlag(Needs.Sim)) return "needs sim";
            else if (!Applies(command)) return $"{command.Name} is not a command of this family";
            else if (_coverage.GetValueOrDefault(command) is { State: CoverageState.Not, Shown: not null }) return $"{command.Name} is not there";
        return null;
    }

    /// <summary>Why a dialogue is not run over this way to a module, by what preflight knows; null: it is.</summary>
    public static string? Refused(DialogueMark mark, IReadOnlyList<DialogueStep> steps, Channel channel)
    {
        foreach (var typed in steps.OfType<Typed>().Where(t => t.IsCommandLine))
            foreach (var finding in Preflight.Check(typed.Text, channel))
                // What the module refuses over TCP is what dialogues that need TCP are about.
                if (finding.Refuses && (finding.Effect != RemoteEffect.RefusedRemotely || !mark.Needs.HasFlag(Needs.Tcp))) return finding.Text;
        return null;
    }

    // A dialogue that went as written shows its commands.
    private void Typed(IReadOnlyList<DialogueStep> steps)
    {
        for (var i = 0; i + 1 < steps.Count; i++)
            if (steps[i] is Typed { IsCommandLine: true } typed && steps.Skip(i + 1).TakeWhile(s => s is Expected).OfType<ExpectedLine>().Any(l => l.Pattern.Text == "OK"))
                foreach (var command in typed.Commands)
                    if (!_coverage.TryGetValue(command, out var known) || known.State == CoverageState.NotTried) _coverage[command] = (CoverageState.Implemented, typed.Text);
    }

    /// <summary>Makes user profile 1 the one in force and reads it; null: that cannot be done.</summary>
    private async Task<(SettingValues Values, Dictionary<string, string> Shape)?> OpenProfile(CancellationToken stop)
    {
        if (await Ask("AT#Z=1", stop) is null) return null;
        var shape = await _keeper.Shown(stop);
        await _wire.Ask(SettingsKeeper.Readable, _options.Patience, stop);
        return (await _keeper.Read(SettingsKeeper.OfProfiles, stop), shape);
    }

    private async Task CloseProfile((SettingValues Values, Dictionary<string, string> Shape) profile)
    {
        await _keeper.Restore(profile.Values, CancellationToken.None);
        await _keeper.RestoreShape(profile.Shape, "&W1Q0V1E0", CancellationToken.None);
    }

    /// <summary>After something that did not go as written: a prompt is left, a termination character is put right, silence is waited for.</summary>
    private async Task Resync(IReadOnlyList<DialogueStep> steps, CancellationToken stop)
    {
        foreach (var end in TerminatorsOf(steps))
        {
            _wire.Send([Esc, end, .. "ATS3=13"u8, end]);
            await _wire.Quiet(Silence, SilenceLimit, stop);
        }
        _wire.Send([Esc, (byte)'\r']);
        await _wire.Quiet(Silence, SilenceLimit, stop);
        for (var i = 0; i < 2; i++)
            if (await _wire.Ask(SettingsKeeper.Readable, _options.Patience, stop) is { IsSuccess: true }) return;
        _stopped ??= _wire.Gone ?? "the module does not answer any more";
    }

    /// <summary>The termination characters that a dialogue set: the line that has begun must be ended by the one in force.</summary>
    private static IEnumerable<byte> TerminatorsOf(IReadOnlyList<DialogueStep> steps)
    {
        foreach (var typed in steps.OfType<Typed>())
            if (typed.Text.StartsWith("ATS3=", StringComparison.OrdinalIgnoreCase) && byte.TryParse(typed.Text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var end) && end is not 13 and < 128)
                yield return end;
    }

    private async Task Leave()
    {
        if (_before is not null) await _keeper.Restore(_before, CancellationToken.None);
        var more = _style is null or NewStyle ? "" : $";{Selint.Command.Name}={_style}";
        if (_shape is not null) await _keeper.RestoreShape(_shape, more, CancellationToken.None);
    }

    private void Add(CheckResult result)
    {
        _checks.Add(result);
        Checked?.Invoke(result);
    }

    /// <summary>The answer, if it is no error.</summary>
    private async Task<AtResponse?> Ask(string command, CancellationToken stop) =>
        await _wire.Ask(command, _options.PatienceOf(command), stop) is { IsSuccess: true } response ? response : null;

    private static string? Text(AtResponse? response) => response?.Lines is [var line, ..] ? line.Trim() : null;

    private static string? Value(AtResponse? response) => Text(response) is { } text && text.LastIndexOf(':') is var colon and >= 0 ? text[(colon + 1)..].Trim() : null;
}
