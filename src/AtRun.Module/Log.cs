using Microsoft.Extensions.Logging;

namespace AtRun.Module;

/// <summary>What the module tells its log. No passwords, no PINs, no message texts.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "A command on instance {Instance} failed in the module's own code")]
    public static partial void CommandFailed(ILogger log, Exception fault, int instance);

    [LoggerMessage(2, LogLevel.Warning, "Reboot: {Reason}")]
    public static partial void Reboot(ILogger log, string reason);

    [LoggerMessage(3, LogLevel.Warning, "TCPATRUN cannot listen on {Address}: {Reason}; it is tried again")]
    public static partial void CannotListen(ILogger log, string address, string reason);

    [LoggerMessage(4, LogLevel.Information, "TCPATRUN refused {Address}: {Reason}")]
    public static partial void Refused(ILogger log, string address, string reason);

    [LoggerMessage(5, LogLevel.Error, "A background task of the module failed")]
    public static partial void TaskFailed(ILogger log, Exception fault);
}
