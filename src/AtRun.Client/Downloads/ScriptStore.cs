using System.Globalization;

namespace AtRun.Client.Downloads;

/// <summary>Scripts: #WSCRIPT, #LSCRIPT, #LCSCRIPT, #RSCRIPT, #DSCRIPT, #ESCRIPT, #EXECSCR.</summary>
/// <remarks>AT reference 80000ST10025a p541-552</remarks>
internal sealed class ScriptStore(PutOptions options) : ModuleStore(options)
{
    public override async Task<StoredFiles> Look(ICommandSession session, CancellationToken stop)
    {
        // Over TCP AT Run each answer may wait for <txTo> (TCP-16): what can be asked together is.
        var both = await Ask(session, "AT#LSCRIPT;#ESCRIPT?", stop);
        var together = both.IsSuccess && both.Lines.Any(static l => ValuesOf(l, "#LSCRIPT") is not null);
        var list = together ? both : await Demand(session, "AT#LSCRIPT", ": the module has no scripts", stop);
        var (files, free) = ListOf(list, "#LSCRIPT");
        var selected = together ? both : await Ask(session, "AT#ESCRIPT?", stop);
        return new(files, free, selected.IsSuccess && SelectedOf(selected) is { Length: > 0 } name ? [name] : []);
    }

    public override async Task<StoredFile?> Find(ICommandSession session, string name, CancellationToken stop)
    {
        var one = await Ask(session, $"AT#LCSCRIPT=\"{name}\"", stop);
        if (one.IsSuccess && ListOf(one, "#LCSCRIPT").Files.Find(f => f.Name == name) is { } told) return told;
        // Modules without the command, and those that have no such file.
        return ListOf(await Demand(session, "AT#LSCRIPT", "", stop), "#LSCRIPT").Files.Find(f => f.Name == name);
    }

    public override Task Delete(ICommandSession session, string name, CancellationToken stop) => Demand(session, $"AT#DSCRIPT=\"{name}\"", "", stop);

    public override async Task Select(ICommandSession session, string name, CancellationToken stop)
    {
        var selected = await Demand(session, $"AT#ESCRIPT=\"{name}\";#ESCRIPT?", "", stop);
        if (SelectedOf(selected) is { } told && told != name) throw new TransferFailedException($"AT#ESCRIPT=\"{name}\" was OK, and '{told}' is selected");
    }

    // "#STARTMODESCR= 1,10" in the reference, "#STARTMODESCR: 1,10" on modules (p545).
    public override async Task<string?> WhyNotStarting(ICommandSession session, CancellationToken stop)
    {
        var response = await Ask(session, "AT#STARTMODESCR?", stop);
        var mode = response.IsSuccess ? response.Lines.Select(l => ValuesOf(l, "#STARTMODESCR")).FirstOrDefault(v => v is not null)?.Split(',')[0].Trim() : null;
        return mode == "0" ? "#STARTMODESCR is 0: with the module a script starts only where DTR is low then (AT#STARTMODESCR=1 starts it when no command comes for 10 s)" : null;
    }

    public override Task Start(ICommandSession session, string name, CancellationToken stop) => Demand(session, "AT#EXECSCR", ": no script can be started now", stop);

    // A script in use is listed without CRC (p549).
    public override async Task<bool?> Runs(ICommandSession session, string name, CancellationToken stop)
    {
        var one = await Ask(session, $"AT#LCSCRIPT=\"{name}\"", stop);
        var file = one.IsSuccess ? ListOf(one, "#LCSCRIPT").Files.Find(f => f.Name == name) : null;
        return file is null ? null : file.Crc is null;
    }

    protected override string WriteCommand(string name, int size) => string.Create(CultureInfo.InvariantCulture, $"AT#WSCRIPT=\"{name}\",{size}");

    protected override string ReadCommand(string name) => $"AT#RSCRIPT=\"{name}\"";

    private static string? SelectedOf(AtResponse response)
    {
        foreach (var line in response.Lines)
            if (ValuesOf(line, "#ESCRIPT") is { } values) return values.Trim('"');
        return null;
    }
}
