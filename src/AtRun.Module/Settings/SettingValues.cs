using AtRun.Protocol.Commands;

namespace AtRun.Module.Settings;

/// <summary>Values of settings in one scope. Only what differs from the factory values is held: a handful, looked through from the start.</summary>
public sealed class SettingValues(FactoryValues factory)
{
    public SettingValues() : this(FactoryValues.Usual) { }

    /// <summary>Bits of a place that say which row of its command is meant.</summary>
    private const int RowBits = 8;

    private int[] _places = [];
    private object[] _values = [];
    private int _count;

    /// <summary>Rises with every change: who derives something from the values sees that it must do so again.</summary>
    public int Version { get; private set; }

    public T Get<T>(int key = 0) where T : class, IAtRecord<T>, new() => (T)Get(T.Command, key);

    public object Get(AtCommand command, int key = 0)
    {
        var at = IndexOf(command, key);
        return at < 0 ? factory.Of(command, key) : _values[at];
    }

    /// <summary>What it would be had nobody set it.</summary>
    public object FactoryOf(AtCommand command, int key = 0) => factory.Of(command, key);

    /// <summary>True if the row was set and not removed since.</summary>
    public bool Has(AtCommand command, int key = 0) => IndexOf(command, key) >= 0;

    public void Set(AtCommand command, object value)
    {
        var key = command.KeyOf(value);
        var at = IndexOf(command, key);
        if (at < 0)
        {
            at = _count++;
            if (at == _places.Length)
            {
                Array.Resize(ref _places, Math.Max(4, at * 2));
                Array.Resize(ref _values, _places.Length);
            }
            _places[at] = PlaceOf(command, key);
        }
        _values[at] = value;
        Version++;
    }

    public void Remove(AtCommand command, int key = 0)
    {
        var at = IndexOf(command, key);
        if (at < 0) return;
        RemoveAt(at);
        Version++;
    }

    /// <summary>Back to the factory values for the commands chosen.</summary>
    public void Reset(Func<AtCommand, bool> which)
    {
        for (var at = _count - 1; at >= 0; at--)
            if (which(CommandAt(at))) RemoveAt(at);
        Version++;
    }

    /// <summary>What differs from the factory values, in the order of the command table.</summary>
    public IEnumerable<(AtCommand Command, object Value)> Changed() =>
        Enumerable.Range(0, _count).OrderBy(at => _places[at]).Select(at => (CommandAt(at), _values[at]));

    private static int PlaceOf(AtCommand command, int key) => (command.Index << RowBits) | key;

    private AtCommand CommandAt(int at) => CommandTable.All[_places[at] >> RowBits];

    private int IndexOf(AtCommand command, int key) => _places.AsSpan(0, _count).IndexOf(PlaceOf(command, key));

    private void RemoveAt(int at)
    {
        _count--;
        (_places[at], _values[at]) = (_places[_count], _values[_count]);
        _values[_count] = null!;
    }
}
