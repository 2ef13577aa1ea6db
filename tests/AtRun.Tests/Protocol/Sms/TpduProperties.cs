using AtRun.Protocol;
using AtRun.Protocol.Sms;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Protocol.Sms;

public sealed class TpduProperties
{
    private const long Iterations = 20_000;

    [Fact]
    public void What_is_written_is_read_again() => SmsGen.Tpdu.Sample(tpdu =>
    {
        var octets = tpdu.ToArray();
        Assert.True(Tpdu.TryDecode(octets, SmsGen.DirectionOf(tpdu), out var read, out var error), error.ToString());
        Assert.Equal(tpdu, read);
        Assert.Equal(octets, read.ToArray());
    }, iter: Iterations);

    [Fact]
    public void Each_cut_is_an_error_where_the_octets_end() => SmsGen.Tpdu.Where(t => t is not (SmsStatusReport or SmsDeliverReport or SmsSubmitReport)).Sample(tpdu =>
    {
        var octets = tpdu.ToArray();
        for (var length = 0; length < octets.Length; length++)
        {
            Assert.False(Tpdu.TryDecode(octets.AsSpan(0, length), SmsGen.DirectionOf(tpdu), out var read, out var error));
            Assert.Null(read);
            Assert.True(error.Offset == length || error.Field is "TP-UDL", error.ToString());
        }
    }, iter: 500);

    [Fact]
    public void Anything_is_a_value_or_an_error() => Gen.Select(Gen.OneOf(Gen.Byte.Array[0, 180], Bent), Gen.Enum<TpduDirection>()).Sample((octets, direction) =>
    {
        var done = Tpdu.TryDecode(octets, direction, out var tpdu, out var error);
        Assert.Equal(done, tpdu is not null);
        Assert.Equal(done, error == default);
        if (!done)
        {
            Assert.InRange(error.Offset, 0, octets.Length);
            Assert.NotEmpty(error.Reason);
            return;
        }
        Same.AfterWriting(octets, direction, tpdu!);
        Said.By(new(SmsAddress.None, tpdu!));
    }, iter: Iterations);

    [Fact]
    public void A_centre_in_front_is_read_and_written() => Gen.Select(SmsGen.Number.Where(n => n.Digits.Length > 0), SmsGen.Tpdu).Sample((centre, tpdu) =>
    {
        var pdu = new SmsPdu(centre, tpdu);
        Assert.True(SmsPdu.TryParse(pdu.ToString().ToLowerInvariant(), SmsGen.DirectionOf(tpdu), out var read, out var error), error.ToString());
        Assert.Equal(pdu, read);
    }, iter: 2000);

    [Theory]
    [InlineData("0", "PDU at octet 0: odd number of hexadecimal digits")]
    [InlineData("00 0", "PDU at octet 1: odd number of hexadecimal digits")]
    [InlineData("0 0", "PDU at octet 0: ' ' is no hexadecimal digit")]
    [InlineData("00\u001A", "PDU at octet 1: '\u001A' is no hexadecimal digit")]
    [InlineData("", "RP-SCA at octet 0: the octets end here")]
    public void Bad_hexadecimal_says_where(string hex, string expected)
    {
        Assert.False(SmsPdu.TryParse(hex, TpduDirection.ToCentre, out _, out var error));
        Assert.Equal(expected, error.ToString());
    }

    [Fact]
    public void Too_long_is_an_error()
    {
        Assert.False(SmsPdu.TryParse(new string('0', 2 * 177), TpduDirection.ToCentre, out _, out var error));
        Assert.Equal("PDU at octet 176: more than 176 octets", error.ToString());
        Assert.False(Tpdu.TryDecode(new byte[165], TpduDirection.ToCentre, out _, out error));
        Assert.Equal(new DecodeError("TPDU", 164, "165 octets, more than 164"), error);
    }

    // Octets that were a TPDU, some of them changed, cut or added.
    private static Gen<byte[]> Bent { get; } =
        from tpdu in SmsGen.Tpdu
        from changes in Gen.Select(Gen.Int[0, 163], Gen.Byte).Array[0, 4]
        from more in Gen.Int[-3, 3]
        select Bend(tpdu.ToArray(), changes, more);

    private static byte[] Bend(byte[] octets, (int At, byte Octet)[] changes, int more)
    {
        foreach (var (at, octet) in changes) octets[at % Math.Min(octets.Length, 30)] = octet;
        Array.Resize(ref octets, Math.Max(0, octets.Length + Math.Max(0, Math.Abs(more) - 2) * Math.Sign(more)));
        return octets;
    }
}
