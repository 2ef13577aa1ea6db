using AtRun.Protocol;
using System.Globalization;

namespace AtRun.Client.Downloads;

/// <summary>Brings a file to a module: looks, sends, verifies, selects, starts; dials again where the link breaks and goes on from what the module has then.</summary>
/// <remarks>
/// All calls come on the loop. The commands know no appending: a file that was under way when the link broke is sent anew. Each pass begins by looking, so
/// that what an earlier one (or an earlier run of the program) has completed is not done again.
/// </remarks>
/// <param name="options">What is wanted.</param>
/// <param name="open">Opens a session.</param>
/// <param name="time">Of the pauses.</param>
public sealed partial class PutRun(PutOptions options, Func<CancellationToken, Task<ICommandSession>> open, TimeProvider time)
{
    /// <summary>Before it is dialled for the first time again; twice as long each time.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>After a call that was not taken: a module may hold the lost connection until its idle timeout (TCP-16, TCP-17).</summary>
    private static readonly TimeSpan FirstPauseOfDialling = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>On a port, what is sent after a transfer broke off would be taken for the file: the module gives up after 30 s of silence (AT reference 80000ST10025a p24).</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(35);

    private const byte Xon = 0x11, Xoff = 0x13, Iac = 0xFF;

    private readonly ModuleStore _store = ModuleStore.Of(options);
    private readonly Dictionary<string, Knowledge> _known = [];
    private readonly PutReport _report = new();
    private ICommandSession? _session;
    private bool _connected;
    private bool _sending;
    private int _failures;
    private int _unanswered;

    /// <summary>A step begins.</summary>
    public event Action<PutStep>? Began;

    /// <summary>A step is over.</summary>
    public event Action<PutStepDone>? Ended;

    /// <summary>Something that should be known.</summary>
    public event Action<string>? Warned;

    /// <summary>Octets that have passed of the file that is sent or read, and all of them.</summary>
    public event Action<PutStep, int, int>? Progress;

    /// <summary>What has been done, and found, so far.</summary>
    public PutReport Report => _report;

    /// <summary>Does it.</summary>
    /// <exception cref="AtRunException">It was not done; the report says how far it came.</exception>
    public async Task Run(CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        try
        {
            foreach (var warning in options.Warnings()) Warn(warning);
            await UntilDone(stop);
        }
        finally
        {
            _report.Took = time.GetElapsedTime(begun);
            _session?.Close();
        }
    }

    private async Task UntilDone(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await Pass(stop);
                return;
            }
            catch (AtRunException e) when (IsRetryable(e) && !stop.IsCancellationRequested)
            {
                // Calls for one lost connection are counted by themselves.
                var (count, first) = e is NotRunException && _session is not { IsOpen: true } ? (++_unanswered, FirstPauseOfDialling) : (++_failures, FirstPause);
                if (count > options.Retries) throw;
                await Pause(e, count, first, stop);
            }
        }
    }

    private async Task Pause(AtRunException e, int count, TimeSpan first, CancellationToken stop)
    {
        _report.Retries++;
        var pause = TimeSpan.FromSeconds(Math.Min(first.TotalSeconds * Math.Pow(2, count - 1), LongestPause.TotalSeconds));
        // What is left of a transfer on its way would disturb; a module that dials keeps its place.
        if (e is TransferFailedException or EffectUnknownException && _session is not Listening.RemoteModule) _session?.Close();
        if (_sending && options.Channel == Channel.Local && pause < Silence) pause = Silence;
        _sending = false;
        Warn($"{e.Message.TrimEnd('.')}; again in {pause.TotalSeconds:0.#} s ({count} of {options.Retries})");
        await Task.Delay(pause, time, stop);
    }

    private bool IsRetryable(AtRunException e) => e switch
    {
        PutRefusedException => false,
        TransferFailedException => true,
        EffectUnknownException unknown => unknown.Because is UnknownBecause.Disconnected or UnknownBecause.TimedOut,
        // After a break the module may still hold the old connection, or be in the middle of the transfer (TCP-17).
        CommandFailedException => _report.Retries > 0 && _sending,
        NotRunException => _connected,
        _ => false,
    };

    private async Task Pass(CancellationToken stop)
    {
        if (_session is not { IsOpen: true }) await Step(new(PutAction.Dial), async _ => (Found: (await Dialled(stop)), Octets: 0L));
        StoredFiles has = null!;
        await Step(new(PutAction.Look), async _ => (has = await Look(stop), 0L) is var (files, none) ? (Told(files), none) : default);
        var plan = PutPlan.Make(options, has, name => _known.GetValueOrDefault(name));
        if (options.DryRun)
        {
            _report.Planned = [.. plan, .. options.Run == Starting.Not ? Array.Empty<PutStep>() : [new PutStep(PutAction.Run, options.Name)]];
            return;
        }
        foreach (var step in plan)
            await Step(step, progress => Take(step, progress, stop));
        var selected = plan.Any(s => s.Action == PutAction.Select) || has.IsSelected(options.Name);
        _report.Activated = selected;
        if (selected || options.Run != Starting.Not) await Start(selected, stop);
    }

    private async Task<string?> Dialled(CancellationToken stop)
    {
        _session = await open(stop);
        _connected = true;
        _unanswered = 0;
        return null;
    }

    private string Told(StoredFiles has) =>
        $"{_report.Product ?? "a module"}: {has.Files.Count} file{(has.Files.Count == 1 ? "" : "s")}{(has.Free is { } free ? $", {free} octets free" : "")}, {(has.Selected.Count == 0 ? "nothing selected" : $"selected {string.Join(", ", has.Selected)}")}";

    private async Task<StoredFiles> Look(CancellationToken stop)
    {
        if (_report.Product is null && await _session!.Execute("AT+CGMM", options.Timeout, stop) is { IsSuccess: true, Lines: [var model, ..] }) _report.Product = model.Trim();
        await CheckWay(stop);
        var has = await _store.Look(_session!, stop);
        foreach (var name in (string[])[options.Name, PutPlan.SpareOf(options.Name)]) _known[name] = await Recognised(name, has, stop);
        return has;
    }

    /// <summary>What alters octets is no way for a file.</summary>
    private async Task CheckWay(CancellationToken stop)
    {
        var content = options.Content;
        var stream = _session switch { AtSession direct => direct, Listening.RemoteModule { Connection.Session: { } dialled } => dialled, _ => null };
        if (stream?.HeardTelnet == true && content.Span.IndexOf(Iac) is >= 0 and var iac)
            throw new PutRefusedException($"the other side speaks telnet, and octet {iac} of the file is FF, which is no data there: use a raw connection");
        if (options.Channel != Channel.Local || content.Span.IndexOfAny(Xon, Xoff) is not (>= 0 and var flow)) return;
        var ifc = await _session!.Execute("AT+IFC?", options.Timeout, stop);
        if (ifc.IsSuccess && ifc.Lines.Any(static l => l.Replace(" ", "", StringComparison.Ordinal) is ['+', 'I', 'F', 'C', ':', .. var values] && values.Split(',')[^1] == "1"))
            throw new PutRefusedException($"the module's flow control is by XON and XOFF (+IFC), and octet {flow} of the file is one of them: set AT&K3 or AT&K0");
    }

    private async Task<Knowledge> Recognised(string name, StoredFiles has, CancellationToken stop)
    {
        var before = _known.GetValueOrDefault(name);
        if (has.Find(name) is not { } listed || listed.Size != options.Content.Length) return Knowledge.Other;
        if (before == Knowledge.Proved) return before;
        // Without a CRC, or with another than ours, it costs as much to read as to send: only what this run has sent is read.
        if (options.Verify is Verification.Best or Verification.Crc && await _store.Find(_session!, name, stop) is { Crc: { } crc } && crc == Crc16.Of(options.Content.Span))
        {
            _report.Verified = "crc";
            return Knowledge.Proved;
        }
        return before;
    }

    private async Task<(string? Found, long Octets)> Take(PutStep step, Action<int> progress, CancellationToken stop)
    {
        var (session, name) = (_session!, step.Name!);
        switch (step.Action)
        {
            case PutAction.Send:
                return (null, await Send(session, name, progress, stop));
            case PutAction.Verify:
                return await Verify(session, name, progress, stop);
            case PutAction.Select:
                await _store.Select(session, name, stop);
                return (null, 0);
            default:
                await _store.Delete(session, name, stop);
                _known.Remove(name);
                return (null, 0);
        }
    }

    private async Task<long> Send(ICommandSession session, string name, Action<int> progress, CancellationToken stop)
    {
        var sent = 0;
        _known[name] = Knowledge.Other;
        _sending = true;
        try
        {
            await _store.Write(session, name, options.Content, octets => progress(sent = octets), stop);
        }
        finally
        {
            _report.Sent += sent;
        }
        _sending = false;
        _known[name] = Knowledge.Sent;
        return sent;
    }

    private async Task<(string? Found, long Octets)> Verify(ICommandSession session, string name, Action<int> progress, CancellationToken stop)
    {
        var content = options.Content;
        var size = content.Length;
        var told = await _store.Find(session, name, stop);
        if (told?.Size != size) throw Failed(name, told is null ? $"'{name}' is not in the module's list" : $"'{name}' has {told.Size} octets, {size} were sent");
        var crc = Crc16.Of(content.Span);
        var fits = told.Crc == crc;
        var reads = options.Verify == Verification.Read || (options.Verify == Verification.Best && !fits);
        if (options.Verify == Verification.Crc && !fits)
            throw told.Crc is { } other ? Failed(name, $"'{name}' has the CRC {other:X4}, what was sent has {crc:X4}") : new PutRefusedException($"the module tells no CRC of '{name}': --verify read compares it octet by octet");
        if (!reads) return (Proved(name, options.Verify == Verification.None ? "size" : "crc", crc), 0);
        if (await _store.Read(session, name, size, progress, stop) is not { } octets) throw Failed(name, $"'{name}' cannot be read back");
        var at = octets.Span.CommonPrefixLength(content.Span);
        if (at < size || octets.Length != size) throw Failed(name, $"'{name}' read back differs from octet {at} on");
        if (told.Crc is { } odd && !fits) Warn($"the module's CRC of '{name}' is {odd:X4} and not {crc:X4}; read back, it is what was sent");
        return (Proved(name, "read", crc), size);
    }

    private TransferFailedException Failed(string name, string why)
    {
        _known[name] = Knowledge.Other;
        return new(why);
    }

    private string Proved(string name, string by, ushort crc)
    {
        _known[name] = Knowledge.Proved;
        _report.Verified = by;
        _failures = 0;
        return by switch
        {
            "crc" => string.Create(CultureInfo.InvariantCulture, $"CRC {crc:X4}"),
            "read" => "read back, the same",
            _ => "its size fits",
        };
    }

    private async Task Step(PutStep step, Func<Action<int>, Task<(string? Found, long Octets)>> work)
    {
        Began?.Invoke(step);
        var begun = time.GetTimestamp();
        var passed = 0;
        try
        {
            var (found, octets) = await work(octets =>
            {
                passed = octets;
                Progress?.Invoke(step, octets, options.Content.Length);
            });
            Done(new(step, octets, time.GetElapsedTime(begun), found, null));
        }
        catch (Exception e) when (e is AtRunException or OperationCanceledException)
        {
            Done(new(step, passed, time.GetElapsedTime(begun), null, e.Message));
            throw;
        }
    }

    private void Done(PutStepDone step)
    {
        _report.Steps.Add(step);
        Ended?.Invoke(step);
    }

    private void Warn(string text)
    {
        _report.Warnings.Add(text);
        Warned?.Invoke(text);
    }
}
