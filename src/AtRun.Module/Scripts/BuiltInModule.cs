using AtRun.Module.Worlds;

namespace AtRun.Module.Scripts;

/// <summary>A built-in module as a running script has it: each function is declared once, with what it does.</summary>
internal abstract class BuiltInModule(string name)
{
    /// <summary>What functions without another result say (Telit 80000ST10020a §3).</summary>
    protected static readonly ScriptValue Success = ScriptValue.Of(1), Failure = ScriptValue.Of(-1);

    private readonly List<(ScriptFunction Function, bool IsMethod)> _declared = [];
    private readonly Dictionary<string, Func<ReadOnlyMemory<ScriptValue>, ValueTask<ScriptValue>>> _functions = new(StringComparer.Ordinal);

    /// <summary>As a script imports it.</summary>
    public string Name { get; } = name;

    /// <summary>It as the language is told of it.</summary>
    public ScriptModule Declaration => new(Name, [.. _declared.Where(d => !d.IsMethod).Select(d => d.Function)], [.. _declared.Where(d => d.IsMethod).Select(d => d.Function)]);

    /// <summary>The script imports it.</summary>
    public virtual void Imported() { }

    /// <summary>The script is over, and what the module had for it is given back.</summary>
    public virtual void End() { }

    /// <summary>Calls a function, or a method with its handle in front.</summary>
    /// <exception cref="ScriptCallException">There is no such function, or it does not take such arguments.</exception>
    public ValueTask<ScriptValue> Call(string function, ReadOnlyMemory<ScriptValue> arguments) =>
        _functions.TryGetValue(function, out var called) ? called(arguments) : throw new ScriptCallException("AttributeError", $"{Name} has no {function}");

    /// <summary>Declares a function that answers at once.</summary>
    protected void Function(string function, int least, int most, Func<ScriptArguments, ScriptValue> does) =>
        Waiting(function, least, most, arguments => new(does(arguments)));

    /// <summary>Declares a function that may take time.</summary>
    protected void Waiting(string function, int least, int most, Func<ScriptArguments, ValueTask<ScriptValue>> does)
    {
        var text = $"{Name}.{function}";
        Declare(new(function, least, most), isMethod: false, arguments => does(new(text, Counted(text, arguments, least, most))));
    }

    /// <summary>Declares a method; <paramref name="does"/> gets the handle of its object.</summary>
    protected void Method(string function, int least, int most, Func<ScriptValue, ScriptArguments, ScriptValue> does)
    {
        var text = $"{Name} object.{function}";
        Declare(new(function, least, most), isMethod: true, arguments =>
        {
            if (arguments.IsEmpty) throw new ScriptCallException("TypeError", $"{text}: of no object");
            return new(does(arguments.Span[0], new(text, Counted(text, arguments[1..], least, most))));
        });
    }

    protected static ScriptValue Of(bool success) => success ? Success : Failure;

    /// <summary>A line of a port: 0 or 1.</summary>
    protected static ScriptValue Level(bool on) => ScriptValue.Of(on ? 1 : 0);

    private void Declare(ScriptFunction function, bool isMethod, Func<ReadOnlyMemory<ScriptValue>, ValueTask<ScriptValue>> does)
    {
        _declared.Add((function, isMethod));
        _functions.Add(function.Name, does);
    }

    private static ReadOnlyMemory<ScriptValue> Counted(string function, ReadOnlyMemory<ScriptValue> arguments, int least, int most) =>
        arguments.Length >= least && arguments.Length <= most
            ? arguments
            : throw new ScriptCallException("TypeError", $"{function} takes {(least == most ? $"{least}" : $"{least} to {most}")} arguments, not {arguments.Length}");
}
