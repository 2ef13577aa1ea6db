using System.Diagnostics.CodeAnalysis;
using AtRun.Client;
using AtRun.Protocol.Commands.AtRunServices;
using Xunit;

namespace AtRun.Tests.Client;

public sealed class TargetTests
{
    private sealed class NoSecrets(string? password = null) : ISecrets
    {
        public string? Variable(string name) => name switch { ISecrets.PasswordVariable => password, ISecrets.SmppPasswordVariable when password is not null => "smpphush", _ => null };

        public bool TryReadFile(string path, [NotNullWhen(true)] out string? line, [NotNullWhen(false)] out string? why)
        {
            (line, why) = path == "/there" ? ("from file", (string?)null) : (null, "no such file");
            return line is not null;
        }
    }

    private static Target Parsed(string text, string? password = null)
    {
        Assert.True(Target.TryParse(text, new NoSecrets(password), out var target, out var error), error);
        return target;
    }

    private static string Error(string text)
    {
        Assert.False(Target.TryParse(text, new NoSecrets(), out _, out var error));
        return error;
    }

    [Theory]
    [InlineData("tcp://me:secret@127.10.0.1:1024", "me", "secret", "127.10.0.1", 1024, null)]
    [InlineData("TCP://me:secret@module.example:1/?auth=0", "me", "secret", "module.example", 1, LoginMode.Automatic)]
    [InlineData("tcp://me:secret@127.10.0.1:65535?auth=1", "me", "secret", "127.10.0.1", 65535, LoginMode.StepByStep)]
    [InlineData("tcp://a%3Ab%40:p%2Fq%3F%20%25@h:1", "a:b@", "p/q? %", "h", 1, null)]
    [InlineData("tcp://me:pa:ss@wo@rd?x@h:1", "me", "pa:ss@wo@rd?x", "h", 1, null)]
    [InlineData("tcp://me:@h:1", "me", "", "h", 1, null)]
    [InlineData("tcp://me@h:1?passwordfile=/there", "me", "from file", "h", 1, null)]
    public void Tcp(string text, string user, string password, string host, int port, LoginMode? auth)
    {
        var target = Assert.IsType<TcpTarget>(Parsed(text));
        Assert.Equal((user, password, host, port, auth), (target.User, target.Password, target.Host, target.Port, target.Auth));
    }

    [Fact]
    public void The_password_may_come_from_the_environment_and_is_never_shown()
    {
        var target = Assert.IsType<TcpTarget>(Parsed("tcp://me@h:1", "hush"));
        Assert.Equal("hush", target.Password);
        Assert.Equal("tcp://me:***@h:1", target.ToString());
        Assert.Equal("tcp://me:***@h:1?auth=1", Parsed("tcp://me:hush@h:1?auth=1").ToString());
    }

    [Fact]
    public void A_port_given_away_over_TCP()
    {
        var target = Assert.IsType<RawTarget>(Parsed("raw://127.0.0.1:5000"));
        Assert.Equal(("127.0.0.1", 5000, Channel.Local), (target.Host, target.Port, target.Channel));
        Assert.Equal("raw://gateway.example:1", Parsed("raw://gateway.example:1/").ToString());
        Assert.All((string[])["raw:h:1", "raw://h", "raw://h:0", "raw://h:65536", "raw://:1", "raw://me@h:1"], text => Assert.NotEmpty(Error(text)));
    }

    [Theory]
    [InlineData("serial:/dev/ttyUSB2", "/var/lock")]
    [InlineData("serial:/dev/ttyUSB2?baud=9600&lock=/tmp/locks", "/tmp/locks")]
    [InlineData("serial:/dev/ttyUSB2?lock=none", null)]
    [InlineData("pty:/tmp/a", null)]
    public void Lock_files(string text, string? folder)
    {
        var target = Assert.IsType<SerialTarget>(Parsed(text));
        Assert.Equal(folder, target.Locks);
        Assert.Equal(text, target.ToString());
    }

    [Theory]
    [InlineData("serial:/dev/ttyUSB2", "/dev/ttyUSB2", 115200, false)]
    [InlineData("serial:/dev/ttyUSB2?baud=9600", "/dev/ttyUSB2", 9600, false)]
    [InlineData("pty:/tmp/a?b", "/tmp/a?b", 115200, true)]
    [InlineData("pty:/tmp/a?dlc=3", "/tmp/a", 115200, true, 3)]
    [InlineData("pty:/tmp/a?dlc=61&advanced=1", "/tmp/a", 115200, true, 61, true)]
    [InlineData("serial:/dev/ttyUSB2?dlc=2", "/dev/ttyUSB2", 115200, false, 2)]
    [InlineData("serial:/dev/ttyUSB2?baud=9600&dlc=1&advanced=1&lock=none", "/dev/ttyUSB2", 9600, false, 1, true)]
    public void Ports(string text, string path, int baud, bool pty, int? dlc = null, bool advanced = false)
    {
        var target = Assert.IsType<SerialTarget>(Parsed(text));
        Assert.Equal((path, baud, pty, dlc, advanced), (target.Path, target.Baud, target.IsPseudoTerminal, target.Dlc, target.Advanced));
        Assert.Equal(text, target.ToString());
    }

    [Theory]
    [InlineData("sms:+393468686711?via=smpp://atrun:atrun@127.0.0.1:2775&password=1234567890123456", "smpp://atrun:***@127.0.0.1:2775", true, Channel.SmsDigest)]
    [InlineData("sms:+393468686711?via=smpp://atrun:at&r?un@127.0.0.1&from=+39333", "smpp://atrun:***@127.0.0.1:2775?from=+39333", false, Channel.Sms)]
    [InlineData("sms:+393468686711?via=smpp%3A%2F%2Fatrun%3Aa%2526%40127.0.0.1%3Ffrom%3D%2B39333%26window%3D3&password=%31%3234567890123456", "smpp://atrun:***@127.0.0.1:2775?from=+39333", true, Channel.SmsDigest)]
    [InlineData("SMS:+393468686711?password=1234567890123456&via=SMPP://atrun:x@h:1?window=3&from=me&hidden=1", "smpp://atrun:***@h:1?from=me", true, Channel.SmsDigest)]
    [InlineData("sms:3468686711?via=serial:/dev/ttyUSB0?baud=9600&alphabet=8bit", "serial:/dev/ttyUSB0?baud=9600", false, Channel.Sms)]
    [InlineData("sms:3468686711?hidden=0&via=pty:/tmp/a&b?c", "pty:/tmp/a&b?c", false, Channel.Sms)]
    [InlineData("sms:3468686711?via=pty:/tmp/a&passwordfile=/there", "pty:/tmp/a", false, null)]
    public void Sms(string text, string via, bool digest, Channel? channel)
    {
        // The file has no 16 characters.
        if (channel is null)
        {
            Assert.Contains("has 9 characters: the digest form takes exactly 16", Error(text), StringComparison.Ordinal);
            return;
        }
        var target = Assert.IsType<SmsTarget>(Parsed(text));
        Assert.Equal((via, digest, channel), (target.Account?.ToString() ?? target.Modem?.ToString(), target.Password is not null, target.Channel));
        Assert.EndsWith("3468686711", target.Number.ToString(), StringComparison.Ordinal);
        Assert.Equal((text.Contains("alphabet", StringComparison.Ordinal), text.Contains("hidden=1", StringComparison.Ordinal)), (target.EightBit, target.Hidden));
        Assert.DoesNotContain("1234567890123456", target.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("un@", target.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Passwords_of_an_SMS_target_may_come_from_the_environment_each_from_its_own_variable()
    {
        var target = Assert.IsType<SmsTarget>(Parsed("sms:346?via=smpp://me@h", "1234567890123456"));
        Assert.Equal(("smpphush", true), (target.Account!.Password, target.Password is not null));
        // Nothing behind it: the simple form, all the same.
        Assert.Null(Assert.IsType<SmsTarget>(Parsed("sms:346?via=smpp://me@h&password=", "1234567890123456")).Password);
        Assert.Null(Assert.IsType<SmsTarget>(Parsed("sms:346?via=pty:/a", null)).Password);
    }

    [Theory]
    [InlineData("", "a target is")]
    [InlineData("127.0.0.1:1024", "a target is")]
    [InlineData("http://x", "a target is")]
    [InlineData("tcp:me:secret@h:1", "is followed by //")]
    [InlineData("tcp://me:secret@:1", "host is missing")]
    [InlineData("tcp://me:secret@h", "port is missing")]
    [InlineData("tcp://me:secret@h:0", "1 to 65535")]
    [InlineData("tcp://me:secret@h:65536", "1 to 65535")]
    [InlineData("tcp://me:secret@h:x", "1 to 65535")]
    [InlineData("tcp://me:secret@[::1]:1", "IPv4")]
    [InlineData("tcp://me:secret@h/x:1", "neither a name nor an address")]
    [InlineData("tcp://h:1", "user name is missing")]
    [InlineData("tcp://me@h:1", "password is missing")]
    [InlineData("tcp://me:secret@h:1?auth=2", "auth is 0")]
    [InlineData("tcp://me:secret@h:1?color=red", "the only options are auth, passwordfile")]
    [InlineData("tcp://me:secret@h:1?passwordfile=/there", "exclude each other")]
    [InlineData("tcp://me@h:1?passwordfile=/gone", "no such file")]
    [InlineData("tcp://me:secret%0D@h:1", "password has a character")]
    [InlineData("tcp://m%0Ae:secret@h:1", "user name has a character")]
    [InlineData("sms:?via=pty:/a", "number is missing")]
    [InlineData("sms:hello?via=pty:/a", "number is digits")]
    [InlineData("sms:346", "the way into the message service is missing")]
    [InlineData("sms:346?password=secret", "the way into the message service is missing")]
    [InlineData("sms:346?via=secret", "it is smpp://")]
    [InlineData("sms:346?via=tcp://me:secret@h:1", "it is smpp://")]
    [InlineData("sms:346?via=smpp://me:secret@h:x", "via: the port is a number")]
    [InlineData("sms:346?via=serial:/dev/x?baud=1", "via: baud is one of")]
    [InlineData("sms:346?via=pty:/a&from=secret", "from= goes with via=smpp")]
    [InlineData("sms:346?via=smpp://me:secret@h&password=secret", "has 6 characters: the digest form takes exactly 16")]
    [InlineData("sms:346?password=sec&ret&via=pty:/a", "an & in a password is written %26")]
    [InlineData("sms:346?password=secret&passwordfile=/there&via=pty:/a", "exclude each other")]
    [InlineData("sms:346?passwordfile=/gone&via=pty:/a", "no such file")]
    [InlineData("sms:346?via=pty:/a&via=pty:/b", "is given twice")]
    [InlineData("sms:346?via=pty:/a&alphabet=7bit", "alphabet is 8bit")]
    [InlineData("sms:346?via=pty:/a&hidden=yes", "hidden is 0 or 1")]
    [InlineData("serial:", "device is missing")]
    [InlineData("pty:", "path is missing")]
    [InlineData("serial:/dev/x?baud=1", "baud is one of 300")]
    [InlineData("serial:/dev/x?dlc=0", "dlc is a channel from 1 to 61")]
    [InlineData("pty:/tmp/a?dlc=62", "dlc is a channel from 1 to 61")]
    [InlineData("pty:/tmp/a?dlc=1&lock=none", "the only options are dlc, advanced")]
    [InlineData("serial:/dev/x?advanced=1", "goes with dlc")]
    [InlineData("pty:/tmp/a?dlc=1&advanced=yes", "advanced is 0 or 1")]
    [InlineData("serial:/dev/x?parity=odd", "the only options are baud")]
    public void What_is_wrong_is_said_without_the_password(string text, string why)
    {
        var error = Error(text);
        Assert.Contains(why, error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }
}
