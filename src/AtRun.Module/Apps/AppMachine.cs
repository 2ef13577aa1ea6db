using AtRun.Module.Worlds;
using static AtRun.Module.Worlds.AppParameter;

namespace AtRun.Module.Apps;

/// <summary>The module for one running app: what it may call, group by group, and what it holds until it ends.</summary>
internal sealed class AppMachine : IAppMachine
{
    // M2M_API_RESULT
    public const int Failed = 0, Success = 1, Invalid = -1;

    private readonly AppService _service;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<string?> _loaded = new();
    private readonly AppGroup[] _groups;
    private IRunningApp? _app;

    public AppMachine(AppService service, RunningModule module, string name)
    {
        (_service, Module, Name) = (service, module, name);
        _groups = [new CommandFunctions(this), new SystemFunctions(this), new PacketFunctions(this), new SocketFunctions(this), new TimerFunctions(this), new FileFunctions(this), new BoardFunctions(this)];
        Functions = [.. _groups.SelectMany(g => g.Functions())];
    }

    public RunningModule Module { get; }

    /// <summary>Of its file.</summary>
    public string Name { get; }

    public IReadOnlyList<AppFunction> Functions { get; }

    /// <summary>Cancelled when the app ends.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Null when it is loaded; else why it is not.</summary>
    public Task<string?> WhenLoaded => _loaded.Task;

    /// <summary>Octets of memory that it has.</summary>
    public int Memory => _app?.Memory ?? 0;

    public void Start(IAppRuntime runtime, AppStart start) => _app = runtime.Start(start, this);

    /// <summary>Calls a function that the app exports; lost when too many calls wait.</summary>
    public bool Call(AppCallback callback) => _app is { } app && app.Call(callback);

    public void Loaded() => _loaded.TrySetResult(null);

    public void Ended(string reason)
    {
        _service.Ended(this, reason);
        _loaded.TrySetResult(reason);
    }

    /// <summary>It is gone, and gives back what it has.</summary>
    public void End()
    {
        _app?.Dispose();
        _stop.Cancel();
        foreach (var group in _groups) group.End();
        _loaded.TrySetResult("it was ended");
    }
}

/// <summary>Functions that belong together, and what an app has got by them.</summary>
internal abstract class AppGroup(AppMachine app)
{
    protected AppMachine App => app;

    protected RunningModule Module => app.Module;

    public abstract IEnumerable<AppFunction> Functions();

    /// <summary>The app is gone.</summary>
    public virtual void End() { }

    protected static AppFunction Returns(string name, int failure, Func<AppArguments, AppAnswer> run, params AppParameter[] parameters) => new(name, failure, parameters, a => new(run(a)));

    protected static AppFunction Waits(string name, int? failure, Func<AppArguments, ValueTask<AppAnswer>> run, params AppParameter[] parameters) => new(name, failure, parameters, run) { Waits = true };

    protected static AppFunction Does(string name, Action<AppArguments> run, params AppParameter[] parameters) => new(name, null, parameters, a =>
    {
        run(a);
        return new(0);
    });

    /// <summary>A text with its zero.</summary>
    protected static byte[] Ended(string text) => [.. System.Text.Encoding.Latin1.GetBytes(text), 0];

    protected static byte[] Number(int value) => BitConverter.GetBytes(value);

    /// <summary>A parameter where an integer is returned.</summary>
    protected static AppParameter IntegerPlace => Place(sizeof(int));
}
