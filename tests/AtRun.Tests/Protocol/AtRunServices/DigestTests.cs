using System.Text;
using AtRun.Protocol.AtRunServices;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Protocol.AtRunServices;

public sealed class DigestTests
{
    private const string PasswordText = "1234567890123456";

    private static readonly DigestPassword Password = Of(PasswordText);

    // at-run §2.1: both published vectors.
    [Theory]
    [InlineData("AT+COPS?", "WijCp2qV3sNv+aru20ZUaw==")]
    [InlineData("\r\n+COPS: 0,0,\"vodafone IT\"\r\n\r\nOK\r\n", "Junra7r0kIEcH9qV542n3Q==")]
    public void Published_digests_come_out(string text, string digest)
    {
        var made = new byte[DigestPassword.DigestLength];
        Password.Digest(Encoding.Latin1.GetBytes(text), made);
        Assert.Equal(digest, Encoding.Latin1.GetString(made));
    }

    // The user data of the published request.
    [Fact]
    public void Published_request_comes_out()
    {
        var made = DigestSms.Make(Password, "AT+COPS?"u8, session: 1);
        Assert.Equal("D0D0D000110157696A437032715633734E762B61727532305A5561773D3D41542B434F50533F", Convert.ToHexString(made));
    }

    [Fact]
    public void Published_response_is_read()
    {
        var octets = Convert.FromHexString("D1D1D10011014A756E72613772306B494563483971563534326E33513D3D0D0A2B434F50533A20302C302C22766F6461666F6E65204954220D0A0D0A4F4B0D0A");
        Assert.True(DigestSms.TryRead(octets, out var message, out _));
        Assert.True(message is { IsResponse: true, Segment: 1, Segments: 1, SessionId: 1 });
        Assert.True(message.IsMadeWith(Password));
        Assert.False(message.IsMadeWith(Of("1234567890123457")));
        Assert.Equal("\r\n+COPS: 0,0,\"vodafone IT\"\r\n\r\nOK\r\n", Encoding.Latin1.GetString(message.Text.Span));
    }

    [Theory]
    [InlineData("123456789012345")]
    [InlineData("12345678901234567")]
    [InlineData("")]
    [InlineData("123456789012345€")]
    public void A_password_has_sixteen_characters(string text) => Assert.False(DigestPassword.TryMake(text, out _));

    // Any one bit of text, digest or password that differs is found.
    [Fact]
    public void Almost_right_is_wrong() =>
        Gen.Select(Gen.Byte.Array[1, 110], Gen.Byte, Gen.Int[0, 10_000]).Sample((text, session, where) =>
        {
            var octets = DigestSms.Make(Password, text, session);
            Assert.True(DigestSms.TryRead(octets, out var right, out _) && right.IsMadeWith(Password) && right.SessionId == session);
            var from = 6 + where % (octets.Length - 6);
            octets[from] ^= (byte)(1 << (where % 8));
            Assert.False(DigestSms.TryRead(octets, out var wrong, out _) && wrong.IsMadeWith(Password));
        }, iter: 2000);

    [Theory]
    [InlineData("", "code", 0)]
    [InlineData("D0D0", "code", 0)]
    [InlineData("D0D1D0", "code", 0)]
    [InlineData("D2D2D2", "code", 0)]
    [InlineData("D0D0D0", "digest", 3)]
    [InlineData("D0D0D000110157696A437032715633734E762B61727532305A5561773D", "digest", 6)]
    [InlineData("D0D0D001110157696A437032715633734E762B61727532305A5561773D3D4154", "transaction id", 3)]
    [InlineData("D0D0D000010157696A437032715633734E762B61727532305A5561773D3D4154", "segment", 4)]
    [InlineData("D0D0D000210157696A437032715633734E762B61727532305A5561773D3D4154", "segment", 4)]
    public void What_is_none_says_why(string hex, string field, int offset)
    {
        Assert.False(DigestSms.TryRead(Convert.FromHexString(hex), out _, out var error));
        Assert.Equal((field, offset), (error.Field, error.Offset));
    }

    private static DigestPassword Of(string text) => DigestPassword.TryMake(text, out var password) ? password : throw new ArgumentException(text);
}
