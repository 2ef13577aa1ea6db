using AtRun.Module.Instances;
using AtRun.Module.Worlds;

namespace AtRun.Module.Scripts;

/// <summary>One run of a script: what it imported, what it has of the module until it is over.</summary>
internal sealed class ScriptRun : IScriptMachine
{
    private readonly ScriptService _service;
    private readonly CancellationTokenSource _over = new();
    private readonly Dictionary<string, BuiltInModule> _modules;
    private readonly HashSet<string> _imported = new(StringComparer.Ordinal);
    private readonly AtInstance? _startedBy;
    private IDisposable? _running;

    /// <param name="module">Where it runs.</param>
    /// <param name="service">Told of its end.</param>
    /// <param name="name">Of the file.</param>
    /// <param name="startedBy">The instance whose line started it; null: none did.</param>
    public ScriptRun(RunningModule module, ScriptService service, string name, AtInstance? startedBy)
    {
        (Module, _service, Name, _startedBy) = (module, service, name, startedBy);
        Over = _over.Token;
        _modules = BuiltInModules.Of(this).ToDictionary(m => m.Name, StringComparer.Ordinal);
    }

    public RunningModule Module { get; }

    /// <summary>Of the file.</summary>
    public string Name { get; }

    /// <summary>Cancelled when it is over.</summary>
    public CancellationToken Over { get; }

    public bool IsOver => Over.IsCancellationRequested;

    /// <summary>Why it ended otherwise than at its end.</summary>
    public string? Reason { get; private set; }

    /// <summary>The serial port that the script has as SER.</summary>
    public ScriptSerial? Serial => (_modules.GetValueOrDefault(BuiltInModules.Serial) as BuiltIn.SerialModule)?.Port;

    public void Begin(IScriptRuntime runtime, ReadOnlyMemory<byte> source)
    {
        var modules = _modules.Values.Where(m => m.Name != ScriptLanguage.Module).Select(m => m.Declaration);
        // The interpreter has instance 1 from here on, whether the script imports MDM or not: the parser is behind it and not behind the port (Telit 80000ST10020a p19).
        ((BuiltIn.ModemModule)_modules[BuiltInModules.Modem]).Take();
        var running = runtime.Start(new(Name, source, Module.Product.Flavour.Python, [.. modules]), this);
        if (IsOver) running.Dispose();
        else _running = running;
    }

    /// <summary>Does something with an instance: at once, or when the line that started the script there is answered.</summary>
    public void WithInstance(AtInstance instance, Action what)
    {
        if (instance == _startedBy) instance.AfterLine(() =>
        {
            if (!IsOver) what();
        });
        else what();
    }

    /// <summary>It is over, whatever it does; nobody is told.</summary>
    public void End()
    {
        if (IsOver) return;
        _over.Cancel();
        _running?.Dispose();
        _running = null;
        foreach (var module in _modules.Values) module.End();
    }

    public void Imported(string module)
    {
        if (!IsOver && _modules.TryGetValue(module, out var builtIn) && _imported.Add(module)) builtIn.Imported();
    }

    public ValueTask<ScriptValue> Call(string module, string function, ScriptValue[] arguments)
    {
        if (IsOver) return ValueTask.FromCanceled<ScriptValue>(Over);
        if (!_modules.TryGetValue(module, out var builtIn)) throw new ScriptCallException("ImportError", $"No module named {module}");
        Imported(module);
        return builtIn.Call(function, arguments);
    }

    public void Print(ReadOnlySpan<byte> text)
    {
        if (!IsOver) _service.Output.Write(text);
    }

    public void Ended(string? reason)
    {
        if (IsOver) return;
        Reason = reason;
        End();
        _service.OnEnded(this);
    }
}
