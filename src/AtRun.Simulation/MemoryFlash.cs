using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <summary>Non-volatile memory without a disk: the object outlives the module's power.</summary>
public sealed class MemoryFlash : IFlash
{
    private readonly SortedDictionary<string, string> _durable;
    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> _files = new(StringComparer.Ordinal);
    private readonly Queue<(Action Apply, TaskCompletionSource Done)> _pending = [];
    private bool _hold;

    public MemoryFlash() => _durable = new(StringComparer.Ordinal);

    private MemoryFlash(MemoryFlash other) => (_durable, _files) = (new(other._durable, StringComparer.Ordinal), new(other._files, StringComparer.Ordinal));

    /// <summary>Writes wait, not yet durable, until <see cref="Release"/> or until this is false again. For tests of what OK promises.</summary>
    public bool Hold
    {
        get => _hold;
        set
        {
            _hold = value;
            while (!_hold && Release()) { }
        }
    }

    /// <summary>Writes that wait.</summary>
    public int Pending => _pending.Count;

    /// <summary>What a write ends with instead of being done, or null: a memory that fails.</summary>
    public Exception? Fault { get; set; }

    /// <summary>The value that is durable under the key, or null.</summary>
    public string? this[string key] => _durable.GetValueOrDefault(key);

    public IEnumerable<KeyValuePair<string, string>> ReadAll() => _durable.ToArray();

    public ValueTask Write(ReadOnlyMemory<FlashChange> changes)
    {
        if (!_hold && Fault is null)
        {
            Apply(changes.Span);
            return ValueTask.CompletedTask;
        }
        var kept = changes.ToArray();
        return Do(() => Apply(kept));
    }

    public IReadOnlyList<FlashFile> Files() => [.. _files.Select(f => new FlashFile(f.Key, f.Value.Length))];

    public ValueTask<ReadOnlyMemory<byte>?> ReadFile(string name) => new(_files.TryGetValue(name, out var content) ? content : (ReadOnlyMemory<byte>?)null);

    public ValueTask WriteFile(string name, ReadOnlyMemory<byte> content)
    {
        var kept = content.ToArray();
        return Do(() => _files[name] = kept);
    }

    public ValueTask DeleteFile(string name) => Do(() => _files.Remove(name));

    public ValueTask RenameFile(string name, string newName) => Do(() =>
    {
        if (_files.Remove(name, out var content)) _files[newName] = content;
    });

    private ValueTask Do(Action change)
    {
        if (Fault is { } fault) return ValueTask.FromException(fault);
        if (!_hold)
        {
            change();
            return ValueTask.CompletedTask;
        }
        var done = new TaskCompletionSource();
        _pending.Enqueue((change, done));
        return new(done.Task);
    }

    /// <summary>Makes the oldest waiting write durable; false if none waits.</summary>
    public bool Release()
    {
        if (!_pending.TryDequeue(out var write)) return false;
        write.Apply();
        write.Done.SetResult();
        return true;
    }

    /// <summary>What a module finds that is powered on after the power was lost now: writes that wait are not in it.</summary>
    public MemoryFlash Durable() => new(this);

    private void Apply(ReadOnlySpan<FlashChange> changes)
    {
        foreach (var (key, value) in changes)
        {
            if (value is null) _durable.Remove(key);
            else _durable[key] = value;
        }
    }
}
