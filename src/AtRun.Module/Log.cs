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

    [LoggerMessage(40, LogLevel.Information, "The app {Name} starts")]
    public static partial void AppStarts(ILogger log, string name);

    [LoggerMessage(41, LogLevel.Warning, "The app {Name} does not run: {Reason}")]
    public static partial void AppNotStarted(ILogger log, string name, string reason);

    [LoggerMessage(42, LogLevel.Warning, "The app {Name} was ended: {Reason}")]
    public static partial void AppEnded(ILogger log, string name, string reason);

    [LoggerMessage(43, LogLevel.Information, "App {Name}: {Text}")]
    public static partial void AppTrace(ILogger log, string name, string text);

    [LoggerMessage(30, LogLevel.Information, "Script {Name} runs")]
    public static partial void ScriptStarted(ILogger log, string name);

    [LoggerMessage(31, LogLevel.Warning, "The script does not start: {Reason}")]
    public static partial void ScriptNotStarted(ILogger log, string reason);

    [LoggerMessage(32, LogLevel.Information, "Script {Name} has come to its end")]
    public static partial void ScriptEnded(ILogger log, string name);

    [LoggerMessage(33, LogLevel.Warning, "Script {Name} has ended: {Reason}")]
    public static partial void ScriptFailed(ILogger log, string name, string reason);

    [LoggerMessage(34, LogLevel.Warning, "Script {Name} does not get instance {Instance}: {Owner} has it")]
    public static partial void ScriptWithoutInstance(ILogger log, string name, int instance, Instances.Owner owner);

    [LoggerMessage(35, LogLevel.Warning, "Script {Name} does not get port {Port}: somebody else has it")]
    public static partial void ScriptWithoutPort(ILogger log, string name, int port);

    [LoggerMessage(36, LogLevel.Information, "Script prints: {Text}")]
    public static partial void Printed(ILogger log, string text);

    [LoggerMessage(37, LogLevel.Information, "Script prints: {Count} lines more")]
    public static partial void PrintsLeftOut(ILogger log, int count);

    [LoggerMessage(38, LogLevel.Warning, "Script {Name} starts without the multiplexer (#CMUXSCR): #STARTMODESCR is 2, or the port is somebody else's")]
    public static partial void ScriptWithoutMultiplexer(ILogger log, string name);

    [LoggerMessage(5, LogLevel.Error, "A background task of the module failed")]
    public static partial void TaskFailed(ILogger log, Exception fault);
}
