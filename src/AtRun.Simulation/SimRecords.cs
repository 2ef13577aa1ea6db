using System.Globalization;
using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <summary>A linear fixed or cyclic file on a simulated card. Each record has a key of its own in the flash, in hexadecimal; one that is as on a new card has none.</summary>
public sealed class SimRecords : ISimCycle
{
    private readonly IFlash _flash;
    private readonly string _prefix;
    private readonly byte[] _new;
    private readonly byte[]? _first;
    private readonly int _count;
    private readonly Func<bool> _present;

    // As far as something was written: most files of most cards are as they were new.
    private byte[]?[] _records = [];

    /// <summary>A file as on a new card.</summary>
    /// <param name="flash">Where records are kept.</param>
    /// <param name="prefix">Of their keys; the number follows.</param>
    /// <param name="count">Records.</param>
    /// <param name="length">Octets of each.</param>
    /// <param name="blank">A record of a new card; cards may share it.</param>
    /// <param name="present">The card is in.</param>
    /// <param name="first">The first record of a new card; null: as the others.</param>
    internal SimRecords(IFlash flash, string prefix, int count, int length, byte[] blank, Func<bool> present, byte[]? first = null)
    {
        _first = first;
        (_flash, _prefix, _present) = (flash, prefix, present);
        Length = length;
        _count = count;
        _new = blank;
    }

    public int Count => _present() ? _count : 0;

    public int Length { get; }

    public ReadOnlyMemory<byte> Read(int number) => At(Place(number)) ?? New(Place(number));

    public ValueTask Write(int number, ReadOnlyMemory<byte> record) => Write([(Place(number), Fill(record.Span))]);

    public ValueTask Push(ReadOnlyMemory<byte> record) =>
        Write([(0, Fill(record.Span)), .. Enumerable.Range(1, Count - 1).Select(place => (place, At(place - 1) ?? New(place - 1)))]);

    private ValueTask Write(ReadOnlySpan<(int Place, byte[] Octets)> records)
    {
        var changes = new List<FlashChange>(records.Length);
        var before = new List<(int Place, byte[]? Octets)>(records.Length);
        foreach (var (place, octets) in records)
        {
            if (octets.AsSpan().SequenceEqual(At(place) ?? New(place))) continue;
            var isNew = octets.AsSpan().SequenceEqual(New(place));
            before.Add((place, At(place)));
            changes.Add(new(_prefix + (place + 1).ToString(CultureInfo.InvariantCulture), isNew ? null : Convert.ToHexString(octets)));
        }
        if (changes.Count == 0) return ValueTask.CompletedTask;
        foreach (var (place, octets) in records) Keep(place, octets.AsSpan().SequenceEqual(New(place)) ? null : octets);
        var stored = _flash.Write(changes.ToArray());
        return stored.IsCompletedSuccessfully ? default : Wait();

        // What could not be stored is not on the card.
        async ValueTask Wait()
        {
            try
            {
                await stored;
            }
            catch
            {
                foreach (var (place, octets) in before) Keep(place, octets);
                throw;
            }
        }
    }

    /// <summary>Takes a record that was stored; false: it is none of this file.</summary>
    internal bool Restore(string key, string value)
    {
        if (!key.StartsWith(_prefix, StringComparison.Ordinal)) return false;
        if (int.TryParse(key.AsSpan(_prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= _count)
        {
            var octets = new byte[Length];
            if (value.Length == 2 * Length && Convert.FromHexString(value, octets, out _, out _) == System.Buffers.OperationStatus.Done) Keep(number - 1, octets);
        }
        return true;
    }

    private byte[] New(int place) => place == 0 && _first is not null ? _first : _new;

    private byte[]? At(int place) => place < _records.Length ? _records[place] : null;

    private void Keep(int place, byte[]? octets)
    {
        if (place >= _records.Length) Array.Resize(ref _records, Math.Min(_count, Math.Max(place + 1, 2 * _records.Length)));
        _records[place] = octets;
    }

    private int Place(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Count);
        return number - 1;
    }

    private byte[] Fill(ReadOnlySpan<byte> record)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(record.Length, Length, nameof(record));
        var octets = new byte[Length];
        record.CopyTo(octets);
        octets.AsSpan(record.Length).Fill(0xFF);
        return octets;
    }
}
