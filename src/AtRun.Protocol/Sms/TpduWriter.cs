namespace AtRun.Protocol.Sms;

/// <summary>Writes the fields of a TPDU one behind the other.</summary>
internal ref struct TpduWriter(Span<byte> to)
{
    private readonly Span<byte> _to = to;

    /// <summary>Octets written.</summary>
    public int Count { get; private set; }

    public void Octet(int value) => _to[Count++] = (byte)value;

    public void Octets(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(_to[Count..]);
        Count += octets.Length;
    }

    /// <summary>Seven octets from the low 56 bits.</summary>
    public void Seven(ulong bits)
    {
        for (var shift = 48; shift >= 0; shift -= 8) Octet((int)(bits >> shift));
    }

    public void Stamp(SmsTimestamp stamp) => Seven(stamp.Bits);

    /// <summary>Address-Length, Type-of-Address, Address-Value (23.040 §9.1.2.5).</summary>
    /// <exception cref="ArgumentException">It is not valid.</exception>
    public void Address(SmsAddress address)
    {
        var value = _to.Slice(Count + 2, 10);
        int count, semiOctets;
        if (address.Type == TypeOfNumber.Alphanumeric) count = AddressOctets.WriteText(address.Digits, value, out semiOctets);
        else
        {
            semiOctets = address.Digits?.Length ?? 0;
            if (semiOctets > AddressOctets.MaxDigits) throw new ArgumentException($"an address of {semiOctets} digits");
            count = AddressOctets.WriteDigits(address.Digits, value);
        }
        Octet(semiOctets);
        Octet(address.TypeOfAddress);
        Count += count;
    }

    public void UserData(in UserData data)
    {
        Octet(data.Length);
        Octets(data.Octets.Span);
    }
}
