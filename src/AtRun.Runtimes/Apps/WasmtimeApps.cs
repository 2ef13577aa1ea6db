using AtRun.Module.Worlds;

namespace AtRun.Runtimes.Apps;

/// <summary>What an app may use of the machine that it runs on.</summary>
public sealed record AppLimits
{
    public static AppLimits Default { get; } = new();

    /// <summary>WebAssembly instructions between two waits; then the app is ended.</summary>
    public ulong Instructions { get; init; } = 500_000_000;

    /// <summary>Instructions that a call to the module counts as.</summary>
    public ulong PerCall { get; init; } = 20_000;

    /// <summary>Time between two waits; then the app is ended.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Part of a processor's time that the app gets in the long run, 0-1.</summary>
    public double Share { get; init; } = 0.25;

    /// <summary>Time that it may run before it has to rest.</summary>
    public TimeSpan Burst { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Octets of its call stack, beside the one in its memory.</summary>
    public int Stack { get; init; } = 512 * 1024;
}

/// <summary>Runs apps by Wasmtime, each on a thread of its own.</summary>
public sealed class WasmtimeApps(AppLimits? limits = null) : IAppRuntime
{
    public IRunningApp Start(AppStart start, IAppMachine machine) =>
        new WasmApp(start, machine, limits ?? AppLimits.Default, SynchronizationContext.Current ?? throw new InvalidOperationException("An app is started on the module's turn."));
}

/// <summary>The app cannot go on; the message says why.</summary>
internal sealed class AppFault(string message) : Exception(message);
