using System.Diagnostics.CodeAnalysis;

namespace AtRun.Protocol.Sms;

/// <summary>A TPDU behind the address of its service centre, in hexadecimal: what AT commands take and give in PDU mode (27.005 §3.1, &lt;pdu&gt;).</summary>
/// <param name="Centre">None: length octet 00, the module's own centre.</param>
/// <param name="Tpdu">The TPDU; its length is the one that +CMGS takes.</param>
public sealed record SmsPdu(SmsAddress Centre, Tpdu Tpdu)
{
    /// <summary>Octets in front of the TPDU at most: length, type, ten octets of digits.</summary>
    public const int MaxCentreLength = 12;

    /// <summary>Reads hexadecimal, either case, blanks between octets allowed.</summary>
    public static bool TryParse(ReadOnlySpan<char> hex, TpduDirection direction, [NotNullWhen(true)] out SmsPdu? pdu, out DecodeError error) => throw new NotImplementedException();

    /// <inheritdoc cref="TryParse"/>
    public static bool TryDecode(ReadOnlySpan<byte> octets, TpduDirection direction, [NotNullWhen(true)] out SmsPdu? pdu, out DecodeError error) => throw new NotImplementedException();

    /// <summary>Writes the address of a service centre with its length octet (24.011 §8.2.5.1); returns the octets written, 1 for none.</summary>
    public static int EncodeCentre(SmsAddress centre, Span<byte> to) => throw new NotImplementedException();

    /// <summary>Reads the address of a service centre with its length octet.</summary>
    public static bool TryDecodeCentre(ReadOnlySpan<byte> octets, out SmsAddress centre, out int consumed, out DecodeError error) => throw new NotImplementedException();

    public byte[] ToArray() => throw new NotImplementedException();

    /// <summary>Upper-case hexadecimal.</summary>
    public override string ToString() => Convert.ToHexString(ToArray());
}
