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

    [LoggerMessage(12, LogLevel.Information, "TCPATRUN did not reach {Host}: {Reason}; attempts left: {Left}")]
    public static partial void HostNotReached(ILogger log, string host, string reason, int left);

    [LoggerMessage(6, LogLevel.Warning, "SMSATRUN: {Count} requests wait, the oldest for {Age}; more stay at the service centre")]
    public static partial void RequestsWait(ILogger log, int count, TimeSpan age);

    [LoggerMessage(7, LogLevel.Warning, "SMSATRUN: of an answer {Octets} octets went out in {Parts} messages, the rest is cut off")]
    public static partial void AnswerTruncated(ILogger log, int octets, int parts);

    [LoggerMessage(8, LogLevel.Warning, "SMSATRUN: an answer could not be sent: {Number}, {Reason}")]
    public static partial void AnswerNotSent(ILogger log, int number, string reason);

    [LoggerMessage(9, LogLevel.Warning, "SMSATRUN: a digest message came again (session {Session}) and was run again; the format cannot tell a replayed one")]
    public static partial void Replayed(ILogger log, byte session);

    [LoggerMessage(10, LogLevel.Warning, "An activation message was not taken: {Reason}")]
    public static partial void ActivationRefused(ILogger log, string reason);

    [LoggerMessage(11, LogLevel.Information, "SMSATRUN was activated by a message of the owner")]
    public static partial void Activated(ILogger log);

    [LoggerMessage(20, LogLevel.Warning, "Event monitor: commands of {Count} events wait; event {Label} and those that come meanwhile are not followed by theirs")]
    public static partial void EventsLost(ILogger log, int count, string label);

    [LoggerMessage(30, LogLevel.Information, "The app {Name} starts")]
    public static partial void AppStarts(ILogger log, string name);

    [LoggerMessage(31, LogLevel.Warning, "The app {Name} does not run: {Reason}")]
    public static partial void AppNotStarted(ILogger log, string name, string reason);

    [LoggerMessage(32, LogLevel.Warning, "The app {Name} was ended: {Reason}")]
    public static partial void AppEnded(ILogger log, string name, string reason);

    [LoggerMessage(33, LogLevel.Information, "App {Name}: {Text}")]
    public static partial void AppTrace(ILogger log, string name, string text);

    [LoggerMessage(5, LogLevel.Error, "A background task of the module failed")]
    public static partial void TaskFailed(ILogger log, Exception fault);
}
