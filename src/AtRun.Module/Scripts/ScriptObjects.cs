using AtRun.Module.Worlds;

namespace AtRun.Module.Scripts;

/// <summary>The objects that a built-in module made for a script, by handle.</summary>
/// <param name="module">Its name.</param>
internal sealed class ScriptObjects<T>(string module)
{
    /// <summary>Objects of one module at most: own choice, so that a script cannot make them without end.</summary>
    public const int Most = 64;

    private readonly List<T> _objects = [];

    /// <summary>Keeps an object; its handle.</summary>
    public ScriptValue Add(T made)
    {
        if (_objects.Count == Most) throw new ScriptCallException("MemoryError", $"{module}.new made {Most} objects already");
        _objects.Add(made);
        return ScriptValue.Of(_objects.Count - 1);
    }

    /// <summary>The object of a handle.</summary>
    public T Find(ScriptValue handle) => handle is { Kind: ScriptValueKind.Integer, Integer: var at } && at >= 0 && at < _objects.Count
        ? _objects[(int)at]
        : throw new ScriptCallException("TypeError", $"no object of {module}");
}
