using Microsoft.Extensions.Logging;

namespace AtRun.Host;

/// <summary>What the host of modules tells its log.</summary>
internal static partial class HostLog
{
    [LoggerMessage(101, LogLevel.Warning, "Recording has ended: {Reason}")]
    public static partial void RecordingEnded(ILogger log, string reason);

    [LoggerMessage(102, LogLevel.Warning, "{Peer} was not allowed to bind: {Status}")]
    public static partial void BindRefused(ILogger log, string peer, string status);
}

/// <summary>The log of one module among many: says which one it is.</summary>
internal sealed class ModuleLog(ILogger log, int module) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => log.BeginScope(state);

    public bool IsEnabled(LogLevel level) => log.IsEnabled(level);

    public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (log.IsEnabled(level)) log.Log(level, id, state, exception, (s, e) => $"module {module}: {formatter(s, e)}");
    }
}
