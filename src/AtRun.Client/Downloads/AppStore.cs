using System.Globalization;

namespace AtRun.Client.Downloads;

/// <summary>Apps: #M2MWRITE, #M2MLIST, #M2MREAD, #M2MDEL, #M2MRUN.</summary>
/// <remarks>Telit 80000NT10029a §3.10; the samples of AppZone on GitHub (telit/…).</remarks>
internal sealed class AppStore(PutOptions options) : ModuleStore(options)
{
    /// <summary>Of #M2MRUN: it starts with the module.</summary>
    private const string StartsMode = "2";

    public override string Writer => "#M2MWRITE";

    public override async Task<StoredFiles> Look(ICommandSession session, CancellationToken stop)
    {
        var list = await Demand(session, "AT#M2MLIST", ": the module has no apps (AppZone)", stop);
        var (files, free) = ListOf(list, "#M2MLIST");
        var run = await Ask(session, "AT#M2MRUN?", stop);
        return new(files, free, run.IsSuccess ? SelectedOf(run) : []);
    }

    public override async Task<StoredFile?> Find(ICommandSession session, string name, CancellationToken stop) =>
        ListOf(await Demand(session, "AT#M2MLIST", "", stop), "#M2MLIST").Files.Find(f => f.Name == name);

    public override Task Delete(ICommandSession session, string name, CancellationToken stop) => Demand(session, $"AT#M2MDEL=\"{name}\"", "", stop);

    public override Task Select(ICommandSession session, string name, CancellationToken stop) => Demand(session, $"AT#M2MRUN=2,\"{name}\"", "", stop);

    public override async Task<string?> WhyNotStarting(ICommandSession session, CancellationToken stop)
    {
        var response = await Ask(session, "AT+M2M?", stop);
        var mode = response.IsSuccess ? response.Lines.Select(l => ValuesOf(l, "+M2M")).FirstOrDefault(v => v is not null)?.Split(',')[0].Trim() : null;
        return mode == "0" ? "+M2M is 0: no app starts with the module (AT+M2M=4,10 starts it when no command comes for 10 s)" : null;
    }

    public override Task Start(ICommandSession session, string name, CancellationToken stop) => Demand(session, $"AT#M2MRUN=1,\"{name}\"", ": it cannot be started", stop);

    public override Task<string> Seen(ICommandSession session, string name, CancellationToken stop) => Task.FromResult("started");

    protected override string WriteCommand(string name, int size) => string.Create(CultureInfo.InvariantCulture, $"AT#M2MWRITE=\"{name}\",{size},1");

    protected override string ReadCommand(string name) => $"AT#M2MREAD=\"{name}\"";

    private static string[] SelectedOf(AtResponse response)
    {
        var names = new List<string>();
        foreach (var line in response.Lines)
            if (ValuesOf(line, "#M2MRUN")?.Split(',', StringSplitOptions.TrimEntries) is [StartsMode, var name, ..]) names.Add(name.Trim('"'));
        return [.. names];
    }
}
