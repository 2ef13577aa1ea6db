using System.Buffers.Binary;
using System.Text;
using AtRun.Protocol;

namespace AtRun.Transport.Smpp;

/// <summary>Reads the fields of a body one behind the other. After the first error everything is empty, so that it need be looked at once.</summary>
internal ref struct SmppBodyReader(ReadOnlySpan<byte> octets)
{
    private readonly ReadOnlySpan<byte> _octets = octets;
    private int _at;

    /// <summary>Null: none so far. Offsets count from the start of the PDU.</summary>
    public DecodeError? Error { get; private set; }

    public readonly bool IsAtEnd => _at == _octets.Length;

    public byte Octet(string field)
    {
        if (Error is not null) return 0;
        if (_at < _octets.Length) return _octets[_at++];
        End(field);
        return 0;
    }

    /// <summary>A C-octet string (SMPP 3.4 §3.1): ended by NUL, which counts.</summary>
    public string Text(string field, int max)
    {
        if (Error is not null) return "";
        var rest = _octets[_at..];
        var length = rest[..Math.Min(rest.Length, max)].IndexOf((byte)0);
        if (length < 0)
        {
            if (rest.Length < max) End(field);
            else Fail(field, $"longer than {max - 1} characters");
            return "";
        }
        _at += length + 1;
        return length == 0 ? "" : Encoding.Latin1.GetString(rest[..length]);
    }

    public SmppAddress Address(string field, int max) => new(Octet(field), Octet(field), Text(field, max));

    /// <summary>Octets behind their number.</summary>
    public ReadOnlyMemory<byte> Counted(string field, int max)
    {
        var length = Octet(field);
        if (Error is not null || length == 0) return default;
        if (length > max) Fail(field, $"more than {max}");
        else if (length > _octets.Length - _at) Fail(field, $"{length}, and the body ends before");
        if (Error is not null) return default;
        var found = _octets.Slice(_at, length).ToArray();
        _at += length;
        return found;
    }

    // tag, length   2, 2
    // value         octets, length
    public IReadOnlyList<Tlv> Tlvs()
    {
        const string Field = "optional parameters";
        if (Error is not null || IsAtEnd) return [];
        var found = new List<Tlv>();
        while (_at < _octets.Length)
        {
            var rest = _octets[_at..];
            if (rest.Length < Tlv.HeaderLength || BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) is var length && rest.Length - Tlv.HeaderLength < length)
            {
                Fail(Field, "the body ends within one");
                return [];
            }
            found.Add(new((TlvTag)BinaryPrimitives.ReadUInt16BigEndian(rest), rest.Slice(Tlv.HeaderLength, length).ToArray()));
            _at += Tlv.HeaderLength + length;
        }
        return found;
    }

    private void End(string field) => Fail("command_length", $"the body ends before {field} does");

    private void Fail(string field, string reason) => Error = new(field, SmppPdu.HeaderLength + _at, reason);
}

/// <summary>Writes the fields of a body one behind the other.</summary>
internal ref struct SmppBodyWriter(Span<byte> to)
{
    private readonly Span<byte> _to = to;

    public int Count { get; private set; }

    public void Octet(byte value) => _to[Count++] = value;

    /// <summary>A C-octet string: what is longer than the field is cut, and so is what follows a NUL.</summary>
    public void Text(string text, int max)
    {
        var shown = text.AsSpan(0, Math.Min(text.Length, max - 1));
        if (shown.IndexOf('\0') is var end and >= 0) shown = shown[..end];
        Count += Encoding.Latin1.GetBytes(shown, _to[Count..]);
        Octet(0);
    }

    public void Address(SmppAddress address, int max)
    {
        Octet(address.Ton);
        Octet(address.Npi);
        Text(address.Text ?? "", max);
    }

    /// <summary>Octets behind their number.</summary>
    public void Counted(ReadOnlySpan<byte> octets, int max)
    {
        if (octets.Length > max) throw new ArgumentException($"short_message has {octets.Length} octets, {max} fit.");
        Octet((byte)octets.Length);
        octets.CopyTo(_to[Count..]);
        Count += octets.Length;
    }

    public void Add(Tlv tlv)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_to[Count..], (ushort)tlv.Tag);
        BinaryPrimitives.WriteUInt16BigEndian(_to[(Count + 2)..], (ushort)tlv.Value.Length);
        tlv.Value.Span.CopyTo(_to[(Count + Tlv.HeaderLength)..]);
        Count += Tlv.HeaderLength + tlv.Value.Length;
    }
}
