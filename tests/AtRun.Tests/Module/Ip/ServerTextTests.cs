using System.Net;
using System.Text;
using AtRun.Module.Ip;
using AtRun.Module.Ip.Ftp;
using AtRun.Module.Ip.Mail;
using AtRun.Module.Ip.Servers;
using AtRun.Protocol;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Module.Ip;

/// <summary>The pure parts of the FTP and mail clients.</summary>
public sealed class ServerTextTests
{
    [Theory]
    [InlineData("227 Entering Passive Mode (10,0,0,1,7,208).", 2000)]
    [InlineData("227 Entering Passive Mode 10,0,0,1,7,208", 2000)]
    [InlineData("227 =10,0,0,1,7,208", 2000)]
    [InlineData("227 in 3 s: (10,0,0,1,255,255)", 65535)]
    [InlineData("227 (10,0,0,1,0,0)", null)]
    [InlineData("227 (10,0,0,1,7)", null)]
    [InlineData("227 (10,0,0,1,7,256)", null)]
    [InlineData("227 (1000,0,0,1,7,208)", null)]
    [InlineData("227", null)]
    [InlineData("", null)]
    public void The_port_of_a_passive_connection(string reply, int? port) =>
        Assert.Equal(port, FtpText.TryPassivePort(reply, out var found) ? found : null);

    [Fact]
    public void Any_reply_has_a_port_or_none() => Gen.String[Gen.Char["0129(,). x"], 0, 40].Sample(text => !FtpText.TryPassivePort(text, out var port) || port is > 0 and <= 65535);

    [Theory]
    [InlineData("213 174945", 174945L)]
    [InlineData("213 0 ", 0L)]
    [InlineData("213 -1", null)]
    [InlineData("213 99999999999999999999", null)]
    [InlineData("213", null)]
    public void The_size_of_a_file(string reply, long? size) => Assert.Equal(size, FtpText.TrySize(reply, out var found) ? found : null);

    [Fact]
    public void The_port_of_an_active_connection() => Assert.Equal("PORT 127,10,0,1,192,1", FtpText.Port(new IPEndPoint(IPAddress.Parse("127.10.0.1"), 49153)));

    [Theory]
    [InlineData("host", "host", 21)]
    [InlineData("10.0.0.1:2121", "10.0.0.1", 2121)]
    [InlineData("host:0", null, 0)]
    [InlineData("host:65536", null, 0)]
    [InlineData("host:", null, 0)]
    [InlineData(":21", null, 0)]
    [InlineData("host:2 1", null, 0)]
    public void A_server_and_its_port(string text, string? host, int port)
    {
        Assert.Equal(host is not null, ServerAddress.TryParse(text, 21, out var address));
        if (host is not null) Assert.Equal((host, port), (address.Host, address.Port));
    }

    [Theory]
    [InlineData("250-a\r\n250-AUTH LOGIN PLAIN\r\n250 b", "LOGIN PLAIN")]
    [InlineData("250 auth=login", "LOGIN")]
    [InlineData("250-AUTHOR me\r\n250 AUTH", "")]
    public void Mechanisms_that_a_mail_server_offers(string reply, string offered) => Assert.Equal(offered, string.Join(' ', SmtpText.Mechanisms(reply)));

    [Theory]
    [InlineData("a\rb\nc\r\nd", "a\r\nb\r\nc\r\nd\r\n")]
    [InlineData(".\r\n..\r\na.", "..\r\n...\r\na.\r\n")]
    [InlineData("\r\n\r\n", "\r\n\r\n")]
    [InlineData("", "")]
    [InlineData("\r.\n.", "\r\n..\r\n..\r\n")]
    public void Lines_of_a_mail_however_they_are_cut(string typed, string sent)
    {
        for (var piece = 1; piece <= Math.Max(1, typed.Length); piece++)
        {
            var (lines, to) = (new MailLines(), new OctetBuffer());
            foreach (var octets in Encoding.Latin1.GetBytes(typed).Chunk(piece)) lines.Write(octets, to);
            lines.Finish(to);
            Assert.Equal(sent, to.ToString());
        }
    }

    [Fact]
    public void What_is_no_ascii_is_coded_in_a_header_and_told_of_a_body()
    {
        var to = new OctetBuffer();
        new MailMessage("a@b", "c@d", "Müll\r\nX: y", "\xE9"u8.ToArray(), File: null).Write(new(2026, 3, 1, 7, 0, 5, TimeSpan.FromHours(-3.5)), "=_1", to);
        var mail = to.ToString();
        Assert.Contains($"\r\nSubject: =?iso-8859-1?B?{Convert.ToBase64String(Encoding.Latin1.GetBytes("Müll\r\nX: y"))}?=\r\nDate: Sun, 1 Mar 2026 07:00:05 -0330\r\n", mail, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Transfer-Encoding: 8bit\r\n", mail, StringComparison.Ordinal);
    }

    [Fact]
    public void Base64_is_that_of_the_framework_however_it_is_cut() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[1, 70], Gen.Bool).Sample((octets, piece, lines) =>
        {
            var (encoder, to) = (new Base64Encoder(lines), new OctetBuffer());
            foreach (var part in octets.Chunk(piece)) encoder.Write(part, to);
            encoder.Finish(to);
            var coded = Convert.ToBase64String(octets, lines ? Base64FormattingOptions.InsertLineBreaks : Base64FormattingOptions.None);
            if (lines && coded.Length > 0) coded += "\r\n";
            var (decoder, back) = (new Base64Decoder(), new OctetBuffer());
            foreach (var part in to.Written.ToArray().Chunk(piece)) decoder.Write(part, back);
            return to.ToString() == coded && back.Written.SequenceEqual(octets);
        }, iter: 2000);
}
