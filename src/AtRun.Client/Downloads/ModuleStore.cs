using System.Globalization;

namespace AtRun.Client.Downloads;

/// <summary>The files of one kind on a module, by its commands.</summary>
internal abstract class ModuleStore(PutOptions options)
{
    /// <summary>For a command of a store: the first one after the start of a module may take minutes (AT reference 80000ST10025a p21).</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(180);

    /// <summary>Octets per second that a link carries at least: what it still holds when all has been given to it arrives in the end.</summary>
    private const int Slowest = 1000;

    /// <summary>Octets that the link may hold when all has been given to it: of our system and of machines on the way.</summary>
    private const int MostHeld = 8 * FileToSend.Held;

    /// <summary>For the module to store what it has got (p24: 35 s for 100 kB), and to compute a CRC.</summary>
    private static readonly TimeSpan Storing = TimeSpan.FromSeconds(120);

    /// <summary>The usual limit of an answer.</summary>
    protected TimeSpan Limit => Options.Timeout ?? Usual;

    protected PutOptions Options { get; } = options;

    public static ModuleStore Of(PutOptions options) => options.Kind == FileKind.Script ? new ScriptStore(options) : new AppStore(options);

    /// <summary>What the module has.</summary>
    public abstract Task<StoredFiles> Look(ICommandSession session, CancellationToken stop);

    /// <summary>What the module says of one file, with its CRC where it tells one; null: there is none.</summary>
    public abstract Task<StoredFile?> Find(ICommandSession session, string name, CancellationToken stop);

    /// <summary>Removes a file.</summary>
    public abstract Task Delete(ICommandSession session, string name, CancellationToken stop);

    /// <summary>Makes a file the one that starts.</summary>
    public abstract Task Select(ICommandSession session, string name, CancellationToken stop);

    /// <summary>What keeps a selected file from starting with the module; null: nothing, or it is not known.</summary>
    public abstract Task<string?> WhyNotStarting(ICommandSession session, CancellationToken stop);

    /// <summary>Starts what is selected.</summary>
    public abstract Task Start(ICommandSession session, string name, CancellationToken stop);

    /// <summary>It is in use; null: the module does not tell.</summary>
    public abstract Task<bool?> Runs(ICommandSession session, string name, CancellationToken stop);

    /// <summary>Sends a file.</summary>
    /// <param name="session">The module.</param>
    /// <param name="name">On it.</param>
    /// <param name="content">All of it.</param>
    /// <param name="progress">Told how many octets were given to the link.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="CommandFailedException">The module does not want it: none of it has been sent.</exception>
    /// <exception cref="TransferFailedException">An error after its octets, or some of them.</exception>
    public async Task Write(ICommandSession session, string name, ReadOnlyMemory<byte> content, Action<int> progress, CancellationToken stop)
    {
        var sent = 0;
        var response = await session.Execute(new AtRequest(WriteCommand(name, content.Length))
        {
            Timeout = Limit,
            Sends = new(content)
            {
                Piece = Options.Piece,
                Pace = Options.Pace,
                Stall = Options.Timeout ?? TimeSpan.FromSeconds(30),
                ResultLimit = Options.Timeout ?? Storing + TimeSpan.FromSeconds(Math.Min(content.Length, MostHeld) / (double)Slowest),
                Progress = octets =>
                {
                    sent = octets;
                    progress(octets);
                },
            },
        }, stop);
        if (response.IsSuccess && sent == content.Length) return;
        if (sent == 0 && !response.IsSuccess) throw new CommandFailedException(response, $"{response.Command}: {response.Result}. The module does not take it: its store is full, the name or size is not to its liking, or another download is under way");
        throw new TransferFailedException($"{response.Command}: {response.Result} after {sent} of {content.Length} octets (after 30 s of silence a module gives up; another one may be writing)");
    }

    /// <summary>Reads a file back; null: the module gives it to nobody, or has none.</summary>
    public async Task<ReadOnlyMemory<byte>?> Read(ICommandSession session, string name, int size, Action<int> progress, CancellationToken stop)
    {
        var request = new AtRequest(ReadCommand(name)) { Timeout = Limit, Reads = new(size) { Progress = progress, Stall = Options.Timeout ?? TimeSpan.FromSeconds(30) } };
        var response = await session.Execute(request, stop);
        return response.IsSuccess ? response.Octets : null;
    }

    protected abstract string WriteCommand(string name, int size);

    protected abstract string ReadCommand(string name);

    protected Task<AtResponse> Ask(ICommandSession session, string command, CancellationToken stop) => session.Execute(command, Limit, stop);

    protected async Task<AtResponse> Demand(ICommandSession session, string command, string meaning, CancellationToken stop)
    {
        var response = await Ask(session, command, stop);
        return response.IsSuccess ? response : throw new CommandFailedException(response, $"{response.Command}: {response.Result}{meaning}");
    }

    /// <summary>The values behind <c>#NAME: </c> (some modules write <c>=</c> for the colon); null: it is another line.</summary>
    protected static string? ValuesOf(string line, string name)
    {
        if (!line.StartsWith(name, StringComparison.OrdinalIgnoreCase) || line.Length == name.Length || line[name.Length] is not (':' or '=')) return null;
        return line[(name.Length + 1)..].Trim();
    }

    /// <summary>Reads <c>"name",size[,crc]</c>, and <c>name size</c> of the old interface styles (p548); null: it is no file. A name may have commas in it.</summary>
    protected static StoredFile? FileOf(string values)
    {
        string name;
        string rest;
        if (values.StartsWith('"'))
        {
            var end = values.LastIndexOf('"');
            if (end == 0) return null;
            (name, rest) = (values[1..end], values[(end + 1)..].TrimStart(','));
        }
        else
        {
            var comma = values.Contains(',', StringComparison.Ordinal) ? values.IndexOf(',') : values.LastIndexOf(' ');
            if (comma < 0) return null;
            (name, rest) = (values[..comma], values[(comma + 1)..]);
        }
        var parts = rest.Split(',');
        if (!int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return null;
        ushort? crc = parts.Length > 1 && ushort.TryParse(parts[1].Trim(' ', '"'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var told) ? told : null;
        return new(name, size, crc);
    }

    /// <summary>Reads <c>free bytes: 20000</c>; null: it is not that.</summary>
    protected static long? FreeOf(string values)
    {
        const string Free = "free bytes:";
        return values.StartsWith(Free, StringComparison.OrdinalIgnoreCase) && long.TryParse(values.AsSpan(Free.Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var octets) ? octets : null;
    }

    /// <summary>The files and what is free, of a list; files of a name that is listed twice count once.</summary>
    protected static (List<StoredFile> Files, long? Free) ListOf(AtResponse response, string name)
    {
        var files = new List<StoredFile>();
        long? free = null;
        foreach (var line in response.Lines)
        {
            if (ValuesOf(line, name) is not { } values) continue;
            if (FreeOf(values) is { } octets) free = octets;
            else if (FileOf(values) is { } file && files.TrueForAll(f => f.Name != file.Name)) files.Add(file);
        }
        return (files, free);
    }
}
