using AtRun.Protocol.Commands;

namespace AtRun.Module.Settings;

/// <summary>Values of settings in one scope. Only what differs from the factory values is held.</summary>
public sealed class SettingValues
{
    private readonly Dictionary<(int Index, int Key), object> _values = [];

    /// <summary>Rises with every change: who derives something from the values sees that it must do so again.</summary>
    public int Version { get; private set; }

    public T Get<T>(int key = 0) where T : class, IAtRecord<T>, new() => (T)Get(T.Command, key);

    public object Get(AtCommand command, int key = 0) =>
        _values.TryGetValue((command.Index, key), out var value) ? value : command.Default(key);

    /// <summary>True if the row was set and not removed since.</summary>
    public bool Has(AtCommand command, int key = 0) => _values.ContainsKey((command.Index, key));

    public void Set(AtCommand command, object value)
    {
        _values[(command.Index, command.KeyOf(value))] = value;
        Version++;
    }

    public void Remove(AtCommand command, int key = 0)
    {
        if (_values.Remove((command.Index, key))) Version++;
    }

    /// <summary>Back to the factory values for the commands chosen.</summary>
    public void Reset(Func<AtCommand, bool> which)
    {
        foreach (var place in _values.Keys.Where(p => which(CommandTable.All[p.Index])).ToArray()) _values.Remove(place);
        Version++;
    }

    /// <summary>What differs from the factory values, in the order of the command table.</summary>
    public IEnumerable<(AtCommand Command, object Value)> Changed() =>
        _values.OrderBy(v => v.Key).Select(v => (CommandTable.All[v.Key.Index], v.Value));
}
