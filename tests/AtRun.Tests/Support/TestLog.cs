using Microsoft.Extensions.Logging;

namespace AtRun.Tests.Support;

/// <summary>Keeps what is logged. An error that no test asked for fails it: silence is asserted.</summary>
public sealed class TestLog : ILogger
{
    public List<string> Errors { get; } = [];

    public List<string> Warnings { get; } = [];

    /// <summary>Told of each line, whatever its level.</summary>
    public event Action<string>? Said;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel level) => true;

    public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Said?.Invoke(formatter(state, exception));
        if (level == LogLevel.Warning) Warnings.Add(formatter(state, exception));
        if (level >= LogLevel.Error) Errors.Add($"{formatter(state, exception)} {exception}");
    }
}
