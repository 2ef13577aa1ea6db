using System.Globalization;

namespace AtRun.Client.Downloads;

/// <summary>Apps: #M2MWRITE, #M2MLIST, #M2MREAD, #M2MDEL, #M2MRUN.</summary>
/// <remarks>
/// Telit 80000NT10029a §3.10 and the samples of AppZone: #M2MWRITE with 1 behind the size, and #M2MRUN, take the name alone and mean the folder of the apps;
/// the others want its path.
/// </remarks>
internal sealed class AppStore(PutOptions options) : ModuleStore(options)
{
    /// <summary>Of #M2MRUN: it starts with the module.</summary>
    private const string StartsMode = "2";

    /// <summary>Where apps are: GE910, HE910 and UE910; ME910; LE910C1.</summary>
    private static readonly string[] _folders = [@"A:\MOD\", "/mod/", "/data/azc/mod/"];

    private string? _delay;
    private string? _folder;

    public override async Task<StoredFiles> Look(ICommandSession session, CancellationToken stop)
    {
        var here = await Demand(session, "AT#M2MLIST", ": the module has no apps (AppZone)", stop);
        var list = await List(session, stop) ?? here;
        var (files, free) = ListOf(list, "#M2MLIST");
        var run = await Ask(session, "AT#M2MRUN?", stop);
        return new(files, free ?? ListOf(here, "#M2MLIST").Free, run.IsSuccess ? SelectedOf(run) : []) { Names = StringComparer.OrdinalIgnoreCase };
    }

    public override async Task<StoredFile?> Find(ICommandSession session, string name, CancellationToken stop) =>
        ListOf(await List(session, stop) ?? await Demand(session, "AT#M2MLIST", "", stop), "#M2MLIST").Files.Find(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public override Task Delete(ICommandSession session, string name, CancellationToken stop) => Demand(session, $"AT#M2MDEL=\"{_folder}{name}\"", "", stop);

    // The delay of what is replaced stays.
    public override Task Select(ICommandSession session, string name, CancellationToken stop) =>
        Demand(session, $"AT#M2MRUN=2,\"{name}\"{(_delay is null ? "" : $",{_delay}")}", "", stop);

    public override async Task<string?> WhyNotStarting(ICommandSession session, CancellationToken stop)
    {
        var response = await Ask(session, "AT+M2M?", stop);
        var mode = response.IsSuccess ? response.Lines.Select(l => ValuesOf(l, "+M2M")).FirstOrDefault(v => v is not null)?.Split(',')[0].Trim() : null;
        return mode == "0" ? "+M2M is 0: no app starts with the module (AT+M2M=4,10 starts it when no command comes for 10 s)" : null;
    }

    public override Task Start(ICommandSession session, string name, CancellationToken stop) => Demand(session, $"AT#M2MRUN=1,\"{name}\"", ": it cannot be started", stop);

    // Of one that starts with the module, the read form does not tell whether it runs.
    public override Task<bool?> Runs(ICommandSession session, string name, CancellationToken stop) => Task.FromResult<bool?>(null);

    protected override string WriteCommand(string name, int size) => string.Create(CultureInfo.InvariantCulture, $"AT#M2MWRITE=\"{name}\",{size},1");

    protected override string ReadCommand(string name) => $"AT#M2MREAD=\"{_folder}{name}\"";

    /// <summary>The folder of the apps; null: there is none of those that are known.</summary>
    private async Task<AtResponse?> List(ICommandSession session, CancellationToken stop)
    {
        foreach (var folder in _folder is null ? _folders : [_folder])
        {
            if (folder.Length == 0) break;
            var list = await Ask(session, $"AT#M2MLIST=\"{folder}\"", stop);
            if (!list.IsSuccess) continue;
            _folder = folder;
            return list;
        }
        _folder ??= "";
        return null;
    }

    private bool IsOurs(string name) => name.Equals(Options.Name, StringComparison.OrdinalIgnoreCase) || name.Equals(PutPlan.SpareOf(Options.Name), StringComparison.OrdinalIgnoreCase);

    private string[] SelectedOf(AtResponse response)
    {
        var names = new List<string>();
        foreach (var line in response.Lines)
        {
            if (ValuesOf(line, "#M2MRUN")?.Split(',', StringSplitOptions.TrimEntries) is not [StartsMode, var path, .. var rest]) continue;
            path = path.Trim('"');
            var name = path[(path.LastIndexOfAny(['\\', '/']) + 1)..];
            names.Add(name);
            if (IsOurs(name) && rest is [var delay, ..] && delay is not ("0" or "")) _delay = delay;
        }
        return [.. names];
    }
}
