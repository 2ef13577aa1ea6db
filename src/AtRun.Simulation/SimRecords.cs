using System.Globalization;
using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <summary>A linear fixed file on a simulated card. Each record has a key of its own in the flash, in hexadecimal; one that is as on a new card has none.</summary>
public sealed class SimRecords : ISimRecords
{
    private readonly IFlash _flash;
    private readonly string _prefix;
    private readonly byte[] _new;
    private readonly byte[]?[] _records;
    private readonly Func<bool> _present;

    /// <summary>A file as on a new card.</summary>
    /// <param name="flash">Where records are kept.</param>
    /// <param name="prefix">Of their keys; the number follows.</param>
    /// <param name="count">Records.</param>
    /// <param name="length">Octets of each.</param>
    /// <param name="blank">What a record has on a new card; filled with FF.</param>
    /// <param name="present">The card is in.</param>
    internal SimRecords(IFlash flash, string prefix, int count, int length, ReadOnlySpan<byte> blank, Func<bool> present)
    {
        (_flash, _prefix, _present) = (flash, prefix, present);
        Length = length;
        _records = new byte[]?[count];
        _new = Fill(blank);
    }

    public int Count => _present() ? _records.Length : 0;

    public int Length { get; }

    public ReadOnlyMemory<byte> Read(int number) => _records[Place(number)] ?? _new;

    public ValueTask Write(int number, ReadOnlyMemory<byte> record)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(record.Length, Length, nameof(record));
        var place = Place(number);
        var octets = Fill(record.Span);
        var before = _records[place];
        if (octets.AsSpan().SequenceEqual(before ?? _new)) return ValueTask.CompletedTask;
        var isNew = octets.AsSpan().SequenceEqual(_new);
        _records[place] = isNew ? null : octets;
        var stored = _flash.Write(new[] { new FlashChange(_prefix + number.ToString(CultureInfo.InvariantCulture), isNew ? null : Convert.ToHexString(octets)) });
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
                _records[place] = before;
                throw;
            }
        }
    }

    /// <summary>Takes a record that was stored; false: it is none of this file.</summary>
    internal bool Restore(string key, string value)
    {
        if (!key.StartsWith(_prefix, StringComparison.Ordinal)) return false;
        if (int.TryParse(key.AsSpan(_prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= _records.Length)
        {
            var octets = new byte[Length];
            if (value.Length == 2 * Length && Convert.FromHexString(value, octets, out _, out _) == System.Buffers.OperationStatus.Done) _records[number - 1] = octets;
        }
        return true;
    }

    private int Place(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Count);
        return number - 1;
    }

    private byte[] Fill(ReadOnlySpan<byte> record)
    {
        var octets = new byte[Length];
        record.CopyTo(octets);
        octets.AsSpan(record.Length).Fill(0xFF);
        return octets;
    }
}
