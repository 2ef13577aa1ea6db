using System.Net;
using System.Text;
using AtRun.Protocol.AtRunServices;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Protocol;

public sealed class UpdateSmsTests
{
    private static readonly IPEndPoint Server = new(IPAddress.Parse("10.0.0.1"), 4000);

    [Fact]
    public void What_is_written_is_read()
    {
        UpdateSms[] messages =
        [
            new(UpdateSmsKind.Registered), new(UpdateSmsKind.Refused), new(UpdateSmsKind.Notify), new(UpdateSmsKind.Provision, "+393492000300"),
            new(UpdateSmsKind.Offer, "12.00.005", Server, TimeSpan.FromSeconds(90)), new(UpdateSmsKind.Order, "12.00.005-b1", Server),
        ];
        foreach (var message in messages)
        {
            Assert.True(UpdateSms.TryRead(message.ToOctets(), out var read));
            Assert.Equal(message, read);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("REGISTERED now")]
    [InlineData("PROVISION ")]
    [InlineData("PROVISION 12a")]
    [InlineData("PROVISION 1234567890123456789012")]
    [InlineData("OFFER 1 10.0.0.1:4000 0")]
    [InlineData("OFFER 1 10.0.0.1:4000 86401")]
    [InlineData("OFFER a,b 10.0.0.1:4000 60")]
    [InlineData("ORDER 123456789012345678901 10.0.0.1:4000")]
    [InlineData("ORDER 1 nowhere")]
    [InlineData("ORDER 1 10.0.0.1")]
    [InlineData("ORDER 1 10.0.0.1:0")]
    [InlineData("OFFER 1 [::1]:4000 60")]
    public void What_makes_no_sense_is_not_read(string line) => Assert.False(UpdateSms.TryRead([0xD3, 0xD3, 0xD3, .. Encoding.Latin1.GetBytes(line)], out _));

    [Fact]
    public void No_octets_make_it_throw() => Gen.Byte.Array[0, 140].Sample(octets => UpdateSms.TryRead([0xD3, 0xD3, 0xD3, .. octets], out _) || true);

    [Fact] // ISO 3309
    public void The_sum_is_that_of_the_check_text_however_it_is_cut()
    {
        Gen.Int[0, 9].Sample(cut =>
        {
            var sum = new UpdateSum();
            sum.Add("123456789"u8[..cut]);
            sum.Add("123456789"u8[cut..]);
            return sum.Value == 0xCBF43926;
        });
    }
}
