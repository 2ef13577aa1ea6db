using System.Diagnostics;
using System.Text;
using Xunit;

namespace AtRun.Peers;

/// <summary>The mail client of the module against aiosmtpd, typed at its serial port.</summary>
public sealed class MailServerTests : IDisposable
{
    // Takes mail of the user "user", password "right", for anybody but nobody@b.org; says each on a line of its own, as Python writes octets.
    private const string Program = """
        import asyncio, sys
        from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
        class Sink:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address == 'nobody@b.org': return '550 5.1.1 No such user'
                envelope.rcpt_tos.append(address)
                return '250 ok'
            async def handle_DATA(self, server, session, envelope):
                if b'spam' in envelope.original_content: return '554 5.7.1 Spam'
                print(repr((envelope.mail_from, envelope.rcpt_tos)), envelope.original_content.hex(), flush=True)
                return '250 taken'
        def authenticate(server, session, envelope, mechanism, data):
            ok = isinstance(data, LoginPassword) and data.login == b'user' and data.password == b'right'
            return AuthResult(success=ok, handled=ok)
        async def main():
            loop = asyncio.get_running_loop()
            make = lambda: SMTP(Sink(), authenticator=authenticate, auth_required=True, auth_require_tls=False, auth_exclude_mechanism=sys.argv[2:], data_size_limit=4000000)
            async with await loop.create_server(make, '127.0.0.1', int(sys.argv[1])) as server:
                print('ready', flush=True)
                await server.serve_forever()
        asyncio.run(main())
        """;

    /// <summary>Debian's, which sees Debian's packages; another may come first on the path.</summary>
    private const string Python = "/usr/bin/python3";

    private readonly int _port = ServedModule.FreePort();
    private Process? _server;
    private ServedModule? _module;

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public void Mail_arrives_as_it_was_typed(string withoutMechanism)
    {
        var line = Start(withoutMechanism);
        Body(line, "AT#EMAILD=\"you@b.org\",\"the subject\"", "Hello\r. dot\r\n..\rend");
        Assert.NotNull(line.Until("\r\nOK\r\n"));
        var (envelope, mail) = Next();
        Assert.Equal("('me@a.org', ['you@b.org'])", envelope);
        Assert.Contains("\r\nSubject: the subject\r\n", mail, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nHello\r\n. dot\r\n..\r\nend\r\n", mail, StringComparison.Ordinal);
        Assert.Equal("\r\n#EMAILMSG: 250 taken\r\n\r\nOK\r\n", line.Command("AT#EMAILMSG"));
    }

    [Fact]
    public async Task A_file_arrives_octet_by_octet()
    {
        var line = Start();
        // A pipe holds less than this mail: somebody must read while the server says it.
        var taken = Task.Run(Next, TestContext.Current.CancellationToken);
        var octets = new byte[300_000];
        new Random(5).NextBytes(octets);
        Body(line, "AT#SMTPCL=\"you@b.org\",\"a file\",2,\"image.jpg\",1", "See the file");
        Assert.NotNull(line.Until("\r\nCONNECT\r\n"));
        line.Type(Encoding.Latin1.GetString(octets));
        Thread.Sleep(1500);
        line.Type("+++");
        Assert.NotNull(line.Until("\r\nNO CARRIER\r\n"));
        var (_, mail) = await taken;
        var (exit, said, error) = Peer.Run(Python, ["-c", """
            import sys, email, email.policy
            mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
            file = next(mail.iter_attachments())
            print(mail.get_body().get_content().strip(), file.get_filename(), file.get_content_type(), file.get_content().hex())
            """], mail);
        Assert.True(exit == 0, error);
        Assert.Equal($"See the file image.jpg application/octet-stream {Convert.ToHexStringLower(octets)}", said.Trim());
    }

    [Fact]
    public void What_the_server_refuses_fails()
    {
        var line = Start();
        Assert.NotNull(line.Command("AT+CMEE=1"));
        Refused("nobody@b.org", "Hello", "550 5.1.1 No such user");
        Refused("you@b.org", "spam", "554 5.7.1 Spam");
        Assert.NotNull(line.Command("AT#EPASSW=\"wrong\""));
        Refused("you@b.org", "Hello", "535 5.7.8 Authentication credentials invalid");
        // The next one goes.
        Assert.NotNull(line.Command("AT#EPASSW=\"right\""));
        Body(line, "AT#EMAILD=\"you@b.org\",\"s\"", "Hello");
        Assert.NotNull(line.Until("\r\nOK\r\n"));

        void Refused(string to, string body, string why)
        {
            Body(line, $"AT#EMAILD=\"{to}\",\"s\"", body);
            Assert.NotNull(line.Until("\r\n+CME ERROR: 563\r\n"));
            Assert.Equal($"\r\n#EMAILMSG: {why}\r\n\r\nOK\r\n", line.Command("AT#EMAILMSG"));
        }
    }

    public void Dispose()
    {
        _module?.Dispose();
        if (_server is { HasExited: false }) _server.Kill();
        _server?.WaitForExit();
        _server?.Dispose();
    }

    private static void Body(SerialLine line, string command, string body)
    {
        line.Type(command + "\r");
        Assert.NotNull(line.Until("\r\n> "));
        line.Type(body + "\x1a");
    }

    private SerialLine Start(params string[] withoutMechanisms)
    {
        Assert.SkipUnless(File.Exists(Python) && Peer.Run(Python, ["-c", "import aiosmtpd"]).Exit == 0, "python3-aiosmtpd is not installed");
        _server = Peer.Start(Python, ["-c", Program, $"{_port}", .. withoutMechanisms]);
        Assert.Equal("ready", _server.StandardOutput.ReadLine());
        _module = new();
        Assert.NotNull(_module.Line.Command($"AT#ESMTP=\"127.0.0.1:{_port}\";#EADDR=\"me@a.org\";#EUSER=\"user\";#EPASSW=\"right\""));
        return _module.Line;
    }

    /// <summary>The next mail that the server took.</summary>
    private (string Envelope, string Mail) Next()
    {
        var said = _server!.StandardOutput.ReadLine()!;
        var blank = said.LastIndexOf(' ');
        return (said[..blank], Encoding.Latin1.GetString(Convert.FromHexString(said[(blank + 1)..])));
    }
}
