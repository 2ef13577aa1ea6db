using System.Text;
using AtRun.Module.Services.OnBoard;
using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;

namespace AtRun.Module.Settings;

/// <summary>The module's non-volatile memory: settings by name and row, and what services keep there. Stored when the task is complete.</summary>
/// <remarks>A setting is stored as the text that its write form takes, under its name: readable, and as durable as the command language.</remarks>
public sealed class NvmSettings
{
    private readonly IFlash _flash;
    private readonly SettingValues _values;
    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);

    public NvmSettings(IFlash flash, FactoryValues? factory = null)
    {
        (_flash, _values) = (flash, new(factory ?? FactoryValues.Usual));
        foreach (var (key, value) in flash.ReadAll())
            if (!TryLoad(key, value)) _texts[key] = value;
    }

    /// <summary>Rises with every change of a setting.</summary>
    public int Version => _values.Version;

    public T Get<T>(int key = 0) where T : class, IAtRecord<T>, new() => _values.Get<T>(key);

    public object Get(AtCommand command, int key = 0) => _values.Get(command, key);

    public bool Has(AtCommand command, int key = 0) => _values.Has(command, key);

    public ValueTask Set<T>(T value) where T : class, IAtRecord<T>, new() => Set(T.Command, value);

    public ValueTask Set(AtCommand command, object value) => Set((command, value));

    /// <summary>Stores several together: all of them, or none.</summary>
    public ValueTask Set(params ReadOnlySpan<(AtCommand Command, object Value)> settings)
    {
        var changes = new FlashChange[settings.Length];
        Action undo = static () => { };
        for (var i = 0; i < settings.Length; i++)
        {
            var (command, value) = settings[i];
            var key = command.KeyOf(value);
            undo += Undo(command, key);
            _values.Set(command, value);
            changes[i] = new(KeyOf(command, key), Text(command, value));
        }
        return Write(undo, changes);
    }

    public ValueTask Remove(AtCommand command, int key = 0)
    {
        var undo = Undo(command, key);
        _values.Remove(command, key);
        return Write(undo, new FlashChange(KeyOf(command, key), null));
    }

    /// <summary>A text that is no setting's value, e.g. a profile or a list; null if there is none.</summary>
    public string? GetText(string key) => _texts.GetValueOrDefault(key);

    public ValueTask SetText(string key, string? value)
    {
        var before = _texts.GetValueOrDefault(key);
        Keep(value);
        return Write(() => Keep(before), new FlashChange(key, value));

        void Keep(string? text)
        {
            if (text is null) _texts.Remove(key);
            else _texts[key] = text;
        }
    }

    /// <summary>As from the factory: of the flash only what is not the module's own memory stays. Not to be used afterwards but for reading.</summary>
    internal ValueTask Format() =>
        _flash.Write(_flash.ReadAll().Where(e => !NotFormatted.Any(p => e.Key.StartsWith(p, StringComparison.Ordinal))).Select(e => new FlashChange(e.Key, null)).ToArray());

    // The SIM, the host's own note, the clock with its own supply.
    private static readonly string[] NotFormatted = ["sim/", "host/", ClockService.Key];

    private Action Undo(AtCommand command, int key)
    {
        if (!_values.Has(command, key)) return () => _values.Remove(command, key);
        var before = _values.Get(command, key);
        return () => _values.Set(command, before);
    }

    /// <summary>What could not be stored does not hold either: the command ends in ERROR and nothing has changed.</summary>
    private ValueTask Write(Action undo, params FlashChange[] changes)
    {
        var stored = _flash.Write(changes);
        return stored.IsCompletedSuccessfully ? default : Wait();

        async ValueTask Wait()
        {
            try
            {
                await stored;
            }
            catch
            {
                undo();
                throw;
            }
        }
    }

    private bool TryLoad(string key, string text)
    {
        var slash = key.LastIndexOf('/');
        var row = 0;
        var name = slash > 0 && int.TryParse(key.AsSpan(slash + 1), out row) ? key[..slash] : key;
        if (CommandTable.Find(Encoding.Latin1.GetBytes(name)) is not { Facts.Saved: Saved.Nvm } command) return false;
        var values = new ParameterReader(Encoding.Latin1.GetBytes(text));
        if (!command.TryBindObject(ref values, command.Default(row), out var value)) return false;
        _values.Set(command, value);
        return true;
    }

    private static string KeyOf(AtCommand command, int row) => command.Key is null ? command.Name : $"{command.Name}/{row}";

    private static string Text(AtCommand command, object value)
    {
        var text = new OctetBuffer(64);
        command.FormatObject(value, text);
        return text.ToString();
    }
}
