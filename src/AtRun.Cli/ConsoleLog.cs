using Microsoft.Extensions.Logging;

namespace AtRun.Cli;

/// <summary>The log of modules that run in this process: on standard error, warnings and worse; all with <c>-v</c>, errors alone with <c>-q</c>.</summary>
internal sealed class ConsoleLog(Invocation invocation) : ILogger
{
    private readonly LogLevel _least = invocation.Quiet ? LogLevel.Error : invocation.Verbose ? LogLevel.Information : LogLevel.Warning;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel level) => level >= _least && level != LogLevel.None;

    public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(level)) return;
        var kind = level switch
        {
            >= LogLevel.Error => "error: ",
            LogLevel.Warning => "warning: ",
            _ => "",
        };
        invocation.Error.WriteLine($"atrun: {kind}{formatter(state, exception)}{(exception is null ? "" : $": {exception}")}");
    }
}
