using System.Diagnostics;
using AtRun.Module.Worlds;
using Wasmtime;

namespace AtRun.Runtimes.Apps;

/// <summary>An app on its thread: loads it, calls it, ends it.</summary>
/// <remarks>
/// All of the app runs on that one thread, one task or callback at a time. A function that waits (<see cref="AppFunction.Waits"/>)
/// lets others begin; the one that waits goes on when those have ended. Whatever touches the module is posted to its turn.
/// </remarks>
internal sealed partial class WasmApp : IRunningApp
{
    private const int Page = 64 * 1024;

    /// <summary>Entries of a table: functions that pointers may point to.</summary>
    private const int MostPointers = 10_000;

    private static readonly TimeSpan JoinLimit = TimeSpan.FromSeconds(2);

    private readonly AppStart _start;
    private readonly IAppMachine _machine;
    private readonly AppLimits _limits;
    private readonly SynchronizationContext _turn;
    private readonly Thread _thread;
    private readonly Lock _engineGate = new();
    private readonly Timer _watchdog;
    private Engine? _engine;
    private Store _store = null!;
    private Instance _instance = null!;
    private Memory _memory = null!;
    private Table? _table;
    private string? _fault;
    private long _scratch;
    private long _scratchEnd;
    private long _runningSince;
    private TimeSpan _burned;
    private volatile int _size;
    private volatile bool _ended;

    public WasmApp(AppStart start, IAppMachine machine, AppLimits limits, SynchronizationContext turn)
    {
        (_start, _machine, _limits, _turn) = (start, machine, limits, turn);
        _watchdog = new Timer(static a => ((WasmApp)a!).Overdue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        // Frames of the module's functions between those of the app need room too.
        _thread = new Thread(Run, limits.Stack + 4 * 1024 * 1024) { IsBackground = true, Name = $"app {start.Name}" };
        _thread.Start();
    }

    public int Memory => _size;

    public void Dispose()
    {
        if (_ended) return;
        _ended = true;
        Wake();
        Interrupt();
        // Compiling cannot be interrupted: then the thread ends by itself when that is done.
        if (_thread != Thread.CurrentThread) _thread.Join(JoinLimit);
    }

    private void Run()
    {
        string reason;
        try
        {
            Load();
            ToTurn(static app => app._machine.Loaded());
            CallMain();
            while (true)
            {
                RunNext();
                if (_ended) return;
            }
        }
        catch (AppFault fault)
        {
            reason = fault.Message;
        }
        catch (WasmtimeException trap)
        {
            reason = _fault ?? Describe(trap);
        }
        finally
        {
            _watchdog.Dispose();
            Forget();
        }
        if (!_ended) _turn.Post(static state =>
        {
            var (app, why) = ((WasmApp, string))state!;
            if (app._ended) return;
            app._ended = true;
            app._machine.Ended(why);
        }, (this, reason));
    }

    private void Load()
    {
        using var config = new Config().WithFuelConsumption(true).WithEpochInterruption(true).WithMaximumStackSize(_limits.Stack).WithParallelCompilation(false).WithWasmThreads(false).WithMemory64(false);
        lock (_engineGate) _engine = new Engine(config);
        var module = Compile();
        if (_ended) throw new AppFault("ended");
        _store = new Store(_engine);
        _store.SetLimits(_start.Memory, MostPointers, 1, 4, 1);
        _store.SetEpochDeadline(1);
        _store.Fuel = _limits.Instructions;
        using var linker = new Linker(_engine);
        Import(linker, module);
        BeginBurst();
        _instance = linker.Instantiate(_store, module);
        EndBurst();
        module.Dispose();
        _memory = _instance.GetMemory("memory") ?? throw new AppFault("it exports no memory");
        _table = _instance.GetTable("__indirect_function_table");
        // What callbacks are given stands behind the memory that the app was built with; its heap grows behind that.
        var pages = _memory.Grow(1);
        (_scratch, _scratchEnd) = (pages * Page, (pages + 1) * Page);
        NoteSize();
    }

    private Wasmtime.Module Compile()
    {
        try
        {
            return Wasmtime.Module.FromBytes(_engine!, _start.Name, _start.Code.Span);
        }
        catch (WasmtimeException wrong)
        {
            throw new AppFault($"it is no WebAssembly module: {LastLine(wrong.Message)}");
        }
    }

    // The arguments stand as CHAR argv[M2M_ARGC_MAX][M2M_ARGV_MAXTOKEN + 1]: see m2m_type.h.
    private void CallMain()
    {
        const int Most = 11, Width = 32;
        var argv = new byte[Most * Width];
        var count = 0;
        foreach (var argument in _start.Arguments.Prepend(_start.Name).Take(Most))
        {
            var octets = System.Text.Encoding.Latin1.GetBytes(argument);
            octets.AsSpan(0, Math.Min(octets.Length, Width - 1)).CopyTo(argv.AsSpan(count++ * Width));
        }
        var main = _instance.GetFunction("M2M_main") ?? throw new AppFault("it exports no M2M_main");
        Begin(main, "M2M_main", [count, argv]);
    }

    /// <summary>Calls a function of the app from its beginning to its end.</summary>
    private void Begin(Function function, string name, ReadOnlySpan<AppValue> arguments)
    {
        if (function.Parameters.Count > arguments.Length || function.Parameters.Any(p => p != ValueKind.Int32))
            throw new AppFault($"{name} does not have the parameters that it is called with");
        var before = _scratch;
        Span<ValueBox> values = new ValueBox[function.Parameters.Count];
        for (var i = 0; i < values.Length; i++) values[i] = arguments[i].Octets is { } octets ? Lend(octets) : arguments[i].Integer;
        BeginBurst();
        _store.Fuel = _limits.Instructions;
        function.Invoke(values);
        EndBurst();
        _scratch = before;
        NoteSize();
    }

    private int Lend(byte[] octets)
    {
        var at = _scratch;
        if (at + octets.Length + 1 > _scratchEnd) throw new AppFault("there is no room for what its callbacks are given");
        var room = _memory.GetSpan(at, octets.Length + 1);
        octets.CopyTo(room);
        room[^1] = 0;
        _scratch = (at + octets.Length + 8) & ~7;
        return (int)at;
    }

    /// <summary>The function that a pointer points to.</summary>
    private Function Pointed(int pointer)
    {
        if (_table is null || (uint)pointer >= _table.GetSize() || _table.GetElement((uint)pointer) is not Function { IsNull: false } function)
            throw new AppFault($"{pointer} is no pointer to a function (is the table exported? -Wl,--export-table)");
        return function;
    }

    /// <summary>The app computes from here on.</summary>
    private void BeginBurst()
    {
        _runningSince = Stopwatch.GetTimestamp();
        _watchdog.Change(_limits.Longest, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The app computes no more, for now.</summary>
    private void EndBurst()
    {
        _watchdog.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _burned += Stopwatch.GetElapsedTime(_runningSince);
    }

    /// <summary>Who has computed more than its share rests.</summary>
    private void Rest()
    {
        if (_burned < _limits.Burst) return;
        var rest = _burned * (1 / _limits.Share - 1);
        _burned = TimeSpan.Zero;
        WaitFor(static _ => false, rest);
    }

    private void Overdue()
    {
        _fault = $"it computed for more than {_limits.Longest.TotalSeconds:0.#} s without waiting";
        Interrupt();
    }

    private void Interrupt()
    {
        lock (_engineGate) _engine?.IncrementEpoch();
    }

    private void Forget()
    {
        lock (_engineGate)
        {
            _store?.Dispose();
            _engine?.Dispose();
            _engine = null;
        }
    }

    private void NoteSize() => _size = (int)(_memory.GetSize() * Page);

    private void ToTurn(Action<WasmApp> what) => _turn.Post(static state =>
    {
        var (app, what) = ((WasmApp, Action<WasmApp>))state!;
        if (!app._ended) what(app);
    }, (this, what));

    private string Describe(WasmtimeException wrong)
    {
        if (wrong is not TrapException trap) return LastLine(wrong.Message);
        var where = trap.Frames?.FirstOrDefault()?.FunctionName is { Length: > 0 } function ? $" in {function}" : "";
        return trap.Type switch
        {
            TrapCode.OutOfFuel => $"it computed {_limits.Instructions} instructions without waiting{where}",
            TrapCode.StackOverflow => $"its call stack is full{where}",
            TrapCode.MemoryOutOfBounds => $"it used an address outside its memory{where}",
            _ => $"{LastLine(trap.Message)}{where}",
        };
    }

    // Wasmtime puts the cause at the end.
    private static string LastLine(string message) => message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [.., var last] ? last : message;
}
