namespace AtRun.Client;

/// <summary>A module could not be made to run a command, or it is not known whether it did.</summary>
public abstract class AtRunException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The command has not been run: nothing of it has left, or it is known that the module did not get it.</summary>
public class NotRunException(string message, Exception? inner = null) : AtRunException(message, inner);

/// <summary>The module's firewall or its login refused us (TCP-6, TCP-8, TCP-9). Nothing has been run.</summary>
public sealed class NotAdmittedException(string message) : NotRunException(message);

/// <summary>Nobody answers at that address or port. Nothing has been run.</summary>
public sealed class UnreachableException(string message, Exception? inner = null) : NotRunException(message, inner);

/// <summary>Why the end of a command was not seen.</summary>
public enum UnknownBecause
{
    TimedOut,
    Cancelled,
    Disconnected,

    /// <summary>The module asks for data (a prompt) that the request does not have and that cannot be declined.</summary>
    DataMissing,

    /// <summary>The answer was longer than the SMS that may carry it: its end, and with it the result, was cut off (SMS-23).</summary>
    Truncated,
}

/// <summary>The command was sent, and its final result has not come: it may have run or not.</summary>
public sealed class EffectUnknownException(string command, UnknownBecause because, IReadOnlyList<string> lines, string message) : AtRunException(message)
{
    public string Command { get; } = command;
    public UnknownBecause Because { get; } = because;

    /// <summary>What came of the answer.</summary>
    public IReadOnlyList<string> Lines { get; } = lines;
}
