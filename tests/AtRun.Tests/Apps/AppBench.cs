using System.Collections.Concurrent;
using System.Diagnostics;
using AtRun.Module.Worlds;
using AtRun.Runtimes.Apps;
using Xunit;

namespace AtRun.Tests.Apps;

/// <summary>An app by itself: the caller's thread is the module's turn, and the module is what the test says.</summary>
internal sealed class AppBench : SynchronizationContext, IAppMachine, IDisposable
{
    /// <summary>Evidence that is missing after this long is not coming.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly BlockingCollection<(SendOrPostCallback Work, object? State)> _posted = [];
    private readonly List<AppFunction> _functions;
    private readonly SynchronizationContext? _before = Current;
    private TaskCompletionSource _slept = new();

    public AppBench(params AppFunction[] functions)
    {
        _functions =
        [
            new("say", null, [AppParameter.Integer], a =>
            {
                Said.Add(a[0]);
                return new(0);
            }),
            new("hear", -1, [AppParameter.Text], a =>
            {
                Heard.Add(a.Text(0));
                return new(1);
            }),
            new("fill", -7, [AppParameter.Room], a => new(new AppAnswer(a[0], new byte[a[0]]))),
            new("read", -7, [AppParameter.Octets], a => new(a.Octets(0).Length)),
            new("sleep", null, [AppParameter.Integer], async a =>
            {
                Asleep++;
                await _slept.Task;
                return 0;
            }) { Waits = true },
            .. functions,
        ];
        SetSynchronizationContext(this);
    }

    public List<int> Said { get; } = [];

    public List<string?> Heard { get; } = [];

    /// <summary>Calls that sleep.</summary>
    public int Asleep { get; private set; }

    public bool IsLoaded { get; private set; }

    public string? Reason { get; private set; }

    public IReadOnlyList<AppFunction> Functions => _functions;

    public IRunningApp App { get; private set; } = null!;

    public override void Post(SendOrPostCallback work, object? state) => _posted.Add((work, state));

    /// <summary>An app with memory, table and imports as they are usual, and these functions.</summary>
    public AppBench Run(string functions, AppLimits? limits = null, int memory = 1 << 20, params string[] arguments) => RunCode(Wasmtime.Module.ConvertText($"""
        (module
          (import "env" "say" (func $say (param i32)))
          (import "env" "hear" (func $hear (param i32) (result i32)))
          (import "env" "fill" (func $fill (param i32 i32) (result i32)))
          (import "env" "read" (func $read (param i32 i32) (result i32)))
          (import "env" "sleep" (func $sleep (param i32)))
          (import "env" "m2m_os_create_task" (func $create (param i32 i32 i32 i32) (result i32)))
          (import "env" "m2m_os_send_message_to_task" (func $send (param i32 i32 i32 i32) (result i32)))
          (import "env" "m2m_os_lock_init" (func $lock_init (param i32) (result i32)))
          (import "env" "m2m_os_lock_lock" (func $lock (param i32) (result i32)))
          (import "env" "m2m_os_lock_unlock" (func $unlock (param i32) (result i32)))
          (memory (export "memory") 1)
          {functions})
        """), limits, memory, arguments);

    public AppBench RunCode(byte[] code, AppLimits? limits = null, int memory = 1 << 20, params string[] arguments)
    {
        App = new WasmtimeApps(limits).Start(new("app.wasm", code, arguments, memory), this);
        return this;
    }

    /// <summary>Does what is posted to the turn until it is so.</summary>
    public void Until(Func<bool> so)
    {
        var began = Stopwatch.GetTimestamp();
        while (!so())
        {
            Assert.True(_posted.TryTake(out var next, Deadline - Stopwatch.GetElapsedTime(began)), $"said {string.Join(' ', Said)}, reason {Reason}");
            next.Work(next.State);
        }
    }

    /// <summary>Why it ended.</summary>
    public string End()
    {
        Until(() => Reason is not null);
        return Reason!;
    }

    /// <summary>What slept wakes.</summary>
    public void Wake()
    {
        var slept = _slept;
        _slept = new();
        Asleep = 0;
        slept.SetResult();
    }

    public void Loaded() => IsLoaded = true;

    public void Ended(string reason) => Reason = reason;

    public void Dispose()
    {
        SetSynchronizationContext(_before);
        App.Dispose();
        _posted.Dispose();
    }
}
