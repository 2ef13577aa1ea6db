namespace AtRun.Module.Worlds;

/// <summary>What runs Python scripts for a module: an interpreter beside it.</summary>
public interface IScriptRuntime
{
    /// <summary>Begins to run a script. It asks for everything by <paramref name="machine"/>, on the turn that calls this.</summary>
    /// <remarks>Where it cannot be run it is <see cref="IScriptMachine.Ended"/> with the reason before this returns.</remarks>
    /// <returns>Disposed of, the script is gone at once and asks for nothing more.</returns>
    IDisposable Start(ScriptStart start, IScriptMachine machine);
}

/// <summary>A script to be run.</summary>
/// <param name="Name">Of its file.</param>
/// <param name="Source">As it was downloaded.</param>
/// <param name="Language">Version of the language that the product has: 1.5.2+ or 2.7.2.</param>
/// <param name="Modules">Built-in modules beside those of the language.</param>
public sealed record ScriptStart(string Name, ReadOnlyMemory<byte> Source, string Language, IReadOnlyList<ScriptModule> Modules);

/// <summary>A built-in module as a script imports it.</summary>
/// <param name="Name">MDM, SER…</param>
/// <param name="Functions">Its functions.</param>
/// <param name="Methods">Those of the objects that its function <c>new</c> makes: the handle that <c>new</c> returns is their first argument. Empty: it makes none.</param>
public sealed record ScriptModule(string Name, IReadOnlyList<ScriptFunction> Functions, IReadOnlyList<ScriptFunction> Methods);

/// <summary>A function of a built-in module.</summary>
/// <param name="Name">As scripts call it.</param>
/// <param name="Least">Arguments at least, without the handle.</param>
/// <param name="Most">Arguments at most, without the handle.</param>
public sealed record ScriptFunction(string Name, int Least, int Most);

/// <summary>The module as a running script sees it.</summary>
public interface IScriptMachine
{
    /// <summary>The script imports a built-in module for the first time.</summary>
    void Imported(string module);

    /// <summary>Calls a function, or a method, of a built-in module. What the language itself gets from the module: <see cref="ScriptLanguage"/>.</summary>
    /// <exception cref="ScriptCallException">The script gets it as an exception of its own.</exception>
    /// <exception cref="OperationCanceledException">The script is over: the module was switched off, or it was told so by <see cref="Ended"/>.</exception>
    ValueTask<ScriptValue> Call(string module, string function, ScriptValue[] arguments);

    /// <summary>The script prints, or the interpreter reports an exception.</summary>
    void Print(ReadOnlySpan<byte> text);

    /// <summary>The script has ended by itself, or was ended for a reason; told once, and nothing after it.</summary>
    /// <param name="reason">Null: it came to its end. Otherwise one line for the log: an exception, a limit, an interpreter that is missing, what could not be translated and where.</param>
    void Ended(string? reason);
}

/// <summary>Functions that built-in names and modules of the language need from the module: files, clock, sleep. Their module is <see cref="Module"/>.</summary>
public static class ScriptLanguage
{
    /// <summary>Not importable by scripts.</summary>
    public const string Module = "<language>";

    /// <summary>() -> microseconds since 1970-01-01 by the module's clock.</summary>
    public const string Time = "time";

    /// <summary>(microseconds) -> None, when they have passed.</summary>
    public const string Sleep = "sleep";

    /// <summary>() -> list of the names of all files.</summary>
    public const string List = "list";

    /// <summary>(name) -> content, or None: there is no such file.</summary>
    public const string Read = "read";

    /// <summary>(name, content) -> 1, or -1: no room, or no such name is possible.</summary>
    public const string Write = "write";

    /// <summary>(name) -> 1, or -1: there is no such file.</summary>
    public const string Unlink = "unlink";

    /// <summary>(old, new) -> 1, or -1.</summary>
    public const string Rename = "rename";
}

/// <summary>A call that a script may not make so.</summary>
/// <param name="kind">TypeError, ValueError, IOError…</param>
/// <param name="message">What it is told.</param>
public sealed class ScriptCallException(string kind, string message) : Exception(message)
{
    /// <summary>Name of the exception in the script.</summary>
    public string Kind { get; } = kind;
}

/// <summary>A value that passes between a script and the module.</summary>
public readonly record struct ScriptValue
{
    private ScriptValue(ScriptValueKind kind, long integer, ReadOnlyMemory<byte> octets, IReadOnlyList<ScriptValue>? items) =>
        (Kind, Integer, Octets, Items) = (kind, integer, octets, items ?? []);

    public ScriptValueKind Kind { get; }

    /// <summary>Of an integer.</summary>
    public long Integer { get; }

    /// <summary>Of a string.</summary>
    public ReadOnlyMemory<byte> Octets { get; }

    /// <summary>Of a tuple.</summary>
    public IReadOnlyList<ScriptValue> Items { get; }

    public static ScriptValue None => default;

    public static ScriptValue Of(long integer) => new(ScriptValueKind.Integer, integer, default, null);

    public static ScriptValue Of(ReadOnlyMemory<byte> octets) => new(ScriptValueKind.Octets, 0, octets, null);

    /// <summary>A string of ISO 8859-1.</summary>
    public static ScriptValue Of(string text) => Of(System.Text.Encoding.Latin1.GetBytes(text));

    public static ScriptValue Of(params IReadOnlyList<ScriptValue> items) => new(ScriptValueKind.Tuple, 0, default, items);
}

/// <summary>What a <see cref="ScriptValue"/> is in the script.</summary>
public enum ScriptValueKind : byte
{
    None = 0,
    Integer = 1,

    /// <summary>A string: any octets.</summary>
    Octets = 2,

    Tuple = 3,
}
