using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace AtRun.Protocol.Sms;

/// <summary>Reads the fields of a TPDU one behind the other. After the first error it reads zeros, and the error stays.</summary>
internal ref struct TpduReader(ReadOnlySpan<byte> octets, int start = 0)
{
    private readonly ReadOnlySpan<byte> _octets = octets;
    private int _position = start;
    private DecodeError _error;

    public readonly int Position => _position;

    public readonly bool AtEnd => _position >= _octets.Length;

    /// <summary>Octets left.</summary>
    public readonly int Left => _octets.Length - _position;

    public readonly bool Failed => _error.Field is not null;

    public readonly DecodeError Error => _error;

    /// <summary>The next octet without taking it; -1 at the end.</summary>
    public readonly int Next => _position < _octets.Length ? _octets[_position] : -1;

    public byte Octet(string field)
    {
        if (_position < _octets.Length) return _octets[_position++];
        return Cut(field);
    }

    public DataCoding Coding() => new(Octet("TP-DCS"));

    /// <summary>Octets as they are.</summary>
    public ReadOnlySpan<byte> Octets(string field, int count)
    {
        if (Left < count)
        {
            Cut(field);
            return [];
        }
        var taken = _octets.Slice(_position, count);
        _position += count;
        return taken;
    }

    /// <summary>Seven octets, the first in the most significant of the low 56 bits.</summary>
    public ulong Seven(string field)
    {
        var taken = Octets(field, 7);
        return taken.IsEmpty ? 0 : (ulong)BinaryPrimitives.ReadUInt32BigEndian(taken) << 24 | BinaryPrimitives.ReadUInt32BigEndian(taken[3..]) & 0xFFFFFF;
    }

    public SmsTimestamp Stamp(string field) => new(Seven(field));

    /// <summary>Address-Length (semi-octets in use), Type-of-Address, Address-Value (23.040 §9.1.2.5).</summary>
    /// <remarks>
    /// Written again it is the same, but for what has no meaning: the filler behind an odd number of digits becomes 1111, and the length of an
    /// alphanumeric address that was rounded up becomes the one that its characters need.
    /// </remarks>
    public SmsAddress Address(string field)
    {
        var at = _position;
        var length = Octet(field);
        var type = Octet(field);
        if (Failed) return SmsAddress.None;
        if (length > AddressOctets.MaxDigits)
        {
            Fail(field, at, $"length of {length} semi-octets, more than {AddressOctets.MaxDigits}");
            return SmsAddress.None;
        }
        if (type < 0x80)
        {
            Fail(field, at + 1, "bit 7 of the type of address is 0");
            return SmsAddress.None;
        }
        var value = Octets(field, (length + 1) / 2);
        if (Failed) return SmsAddress.None;
        return SmsAddress.Of((type & 0x70) == 0x50 ? AddressOctets.ReadText(value, length) : AddressOctets.ReadDigits(value, length), type);
    }

    /// <summary>TP-UDL and TP-UD, to the end.</summary>
    /// <param name="coding">TP-DCS: what TP-UDL counts.</param>
    /// <param name="hasHeader">TP-UDHI</param>
    /// <param name="max">Octets that the type of the TPDU allows.</param>
    public UserData UserData(DataCoding coding, bool hasHeader, int max = Sms.UserData.MaxOctets)
    {
        var at = _position;
        var length = Octet("TP-UDL");
        if (Failed) return default;
        var alphabet = coding.Counted;
        var count = alphabet == SmsAlphabet.Gsm7 ? Sms.UserData.OctetsOf(length) : length;
        if (count > max) return Wrong("TP-UDL", at, $"{length} {UnitOf(alphabet)}, more than {(alphabet == SmsAlphabet.Gsm7 ? max * 8 / 7 : max)}");
        if (count > Left) return Wrong("TP-UDL", at, $"{length} {UnitOf(alphabet)} need {count} octets, {Left} are there");
        if (count < Left) return Wrong("TP-UD", at + 1 + count, $"{Left - count} octets more than TP-UDL says");
        var octets = count == 0 ? default : new ReadOnlyMemory<byte>(_octets.Slice(_position, count).ToArray());
        _position += count;
        return new(octets, length, alphabet, hasHeader);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Fail(string field, int at, string reason)
    {
        if (!Failed) _error = new(field, at, reason);
    }

    private static string UnitOf(SmsAlphabet alphabet) => alphabet == SmsAlphabet.Gsm7 ? "septets" : "octets";

    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte Cut(string field)
    {
        Fail(field, _octets.Length, "the octets end here");
        _position = _octets.Length;
        return 0;
    }

    private UserData Wrong(string field, int at, string reason)
    {
        Fail(field, at, reason);
        return default;
    }
}
