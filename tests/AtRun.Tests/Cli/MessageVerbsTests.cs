using System.Text.Json;
using AtRun.Cli;
using Xunit;

namespace AtRun.Tests.Cli;

/// <summary><c>sms encode</c>, <c>sms decode</c>, <c>explain</c> of messages, <c>password</c>; the published messages are those of at-run §2.1.</summary>
public sealed class MessageVerbsTests
{
    private const string Request = "079193432900200011000C919343868676110015AD26D0D0D000110157696A437032715633734E762B61727532305A5561773D3D41542B434F50533F";
    private const string Response = "0791934329002000040C9193438686761100158050922102818040D1D1D10011014A756E72613772306B494563483971563534326E33513D3D0D0A2B434F50533A20302C302C22766F6461666F6E65204954220D0A0D0A4F4B0D0A";
    private const string Password = "1234567890123456", Wrong = "1234567890123457";

    private readonly Dictionary<string, string> _variables = [];
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    private ExitCode Run(params string[] args)
    {
        _out.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return Program.Run(args, new CliConfiguration { Output = _out, Error = _error, Variable = _variables.GetValueOrDefault });
    }

    private string[] Lines => _out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Published(params string[] password) =>
        ["sms", "encode", "--to", "+393468686711", "--smsc", "+393492000200", .. password, "--session", "1", "--validity", "7d", "AT+COPS?"];

    [Fact]
    public void The_published_request_comes_out_bit_for_bit()
    {
        Assert.Equal(ExitCode.Done, Run(Published("--password", Password)));
        Assert.Equal(Request, Lines.Single());
        // The vendor prints 53.
        Assert.Equal("AT+CMGS=52\n", _error.ToString());
    }

    [Fact]
    public void A_password_may_come_from_a_file_or_the_environment_and_is_not_shown()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Password + "\n");
            Assert.Equal(ExitCode.Done, Run(Published("--password-file", file)));
            Assert.Equal(Request, Lines.Single());
        }
        finally
        {
            File.Delete(file);
        }
        _variables["ATRUN_PASSWORD"] = Password;
        Assert.Equal(ExitCode.Done, Run(Published("--digest")));
        Assert.Equal(Request, Lines.Single());
        // It is there for something else: only what asks for the digest form gets it.
        Assert.Equal(ExitCode.Done, Run(Published()));
        Assert.DoesNotContain("D0D0D0", _out.ToString(), StringComparison.Ordinal);
        _variables["ATRUN_PASSWORD"] = "hush";
        Assert.Equal(ExitCode.Usage, Run(Published("--digest")));
        Assert.Contains("exactly 16 characters, this one has 4", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hush", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, Run("sms", "decode", Request));
        Assert.Equal(ExitCode.Usage, Run(Published("--password", Password, "--password-file", "/there")));
        Assert.Equal(ExitCode.Usage, Run(Published("--password-file", "/there/is/no/such/file")));
    }

    [Theory]
    [InlineData("hello", 1, "TP-DCS   00")]
    [InlineData("hello [1]", 1, "TP-DCS   00")]
    [InlineData("\u4F60\u597D", 1, "TP-DCS   08")]
    [InlineData("AT\\Q0", 1, "TP-DCS   04", "--8bit")]
    [InlineData("hello", 1, "TP-DCS   08", "--ucs2")]
    [InlineData("hello", 1, "TP-DCS   F5", "--dcs", "F5")]
    [InlineData("D0D0D0 00", 1, "TP-UD    D0D0D000", "--hex")]
    [InlineData("hello", 1, "TP-VP    0B  1 h", "--validity", "1h")]
    [InlineData("hello", 1, "TP-VP    AD  7 d", "--validity", "0xAD")]
    [InlineData("hello", 1, "TP-SRR   1", "--report")]
    [InlineData("hello", 1, "TP-MR    07", "--ref", "7")]
    public void What_is_encoded_is_decoded(string text, int parts, string field, params string[] options)
    {
        Assert.Equal(ExitCode.Done, Run(["sms", "encode", "--to", "+39346", .. options, text]));
        Assert.Equal(parts, Lines.Length);
        Assert.Equal(ExitCode.Done, Run("sms", "decode", Lines[0]));
        Assert.Contains(field, _out.ToString(), StringComparison.Ordinal);
        if (!options.Contains("--hex")) Assert.Contains($"): {text}", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_becomes_parts_of_one_message()
    {
        Assert.Equal(ExitCode.Done, Run("sms", "encode", "--json", "--to", "346", "--ref", "5", new string('x', 300), "y"));
        var parts = Lines.Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        Assert.Equal([(1, 2), (2, 2)], parts.Select(p => (p.GetProperty("part").GetInt32(), p.GetProperty("parts").GetInt32())));
        Assert.Equal(ExitCode.Done, Run("sms", "decode", parts[1].GetProperty("pdu").GetString()!));
        Assert.Contains("part 2 of 2 of the concatenated message 5", _out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--to", "+39346", "--digest")]
    [InlineData("--to", "hello there, everybody")]
    [InlineData("--to", "346", "--dcs", "1G5")]
    [InlineData("--to", "346", "--dcs", "00", "--password", Password)]
    [InlineData("--to", "346", "--password", "short")]
    [InlineData("--to", "346", "--validity", "soon")]
    [InlineData("--to", "346", "--validity", "0x1AD")]
    [InlineData("--to", "346", "--session", "256", "--password", Password)]
    [InlineData("--to", "346", "--ref", "-1")]
    [InlineData("--to", "346", "--smsc", "centre")]
    [InlineData("--to", "346", "--hex")]
    [InlineData]
    public void What_cannot_be_encoded_is_usage(params string[] options)
    {
        Assert.Equal(ExitCode.Usage, Run(["sms", "encode", .. options, "text"]));
        Assert.NotEqual("", _error.ToString());
    }

    [Fact]
    public void A_request_in_the_digest_form_is_one_message()
    {
        Assert.Equal(ExitCode.Done, Run("sms", "encode", "--to", "346", "--password", Password, "AT" + new string('X', 108)));
        Assert.Equal(ExitCode.Usage, Run("sms", "encode", "--to", "346", "--password", Password, "AT" + new string('X', 109)));
        Assert.Contains("1 octets more than the 110", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Request, "SMS-SUBMIT, 52 octets", "RP-SCA   +393492000200", "TP-DA    +393468686711", "TP-DCS   15  8-bit, class 1", "TP-VP    AD  7 d", "a digest request", "made with this password", "AT+COPS?")]
    [InlineData(Response, "SMS-DELIVER, 83 octets", "TP-OA    +393468686711", "2008-05-29T12:20:18+02:00", "TP-UDL   64", "a digest response", "made with this password", "\\r\\n+COPS: 0,0,\"vodafone IT\"\\r\\n\\r\\nOK\\r\\n")]
    public void The_published_messages_are_decoded(string pdu, params string[] contains)
    {
        foreach (var text in (string[])[pdu, pdu.ToLowerInvariant(), pdu[16..]])
        {
            Assert.Equal(ExitCode.Done, Run("sms", "decode", text, "--password", Password));
            foreach (var part in contains)
                if (text.Length == pdu.Length || !part.StartsWith("RP-SCA", StringComparison.Ordinal)) Assert.Contains(part, _out.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("NOT made", _out.ToString(), StringComparison.Ordinal);
        }
        Assert.Equal(ExitCode.NotAdmitted, Run("sms", "decode", pdu, "--password", Wrong));
        Assert.Contains("NOT made with this password", _out.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, Run("sms", "decode", "--json", pdu, "--password", Password));
        using var json = JsonDocument.Parse(_out.ToString());
        Assert.True(json.RootElement.GetProperty("atRun").GetProperty("verified").GetBoolean());
        Assert.Equal(1, json.RootElement.GetProperty("atRun").GetProperty("sessionId").GetInt32());
    }

    [Theory]
    [InlineData("in", ExitCode.Usage)]
    [InlineData("out", ExitCode.Done)]
    [InlineData("up", ExitCode.Usage)]
    public void The_direction_may_be_given(string direction, ExitCode expected) => Assert.Equal(expected, Run("sms", "decode", "--direction", direction, Request));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0011")]
    [InlineData("07919343290020")]
    public void What_is_no_PDU_is_said_with_its_place(string text)
    {
        Assert.Equal(ExitCode.Usage, Run("sms", "decode", text));
        Assert.Contains("at octet", _error.ToString(), StringComparison.Ordinal);
    }

    private string Encoded(params string[] args)
    {
        Assert.Equal(ExitCode.Done, Run(["sms", "encode", "--to", "346", .. args]));
        return Lines[0];
    }

    /// <summary>Each check that a module makes (SMS-4, SMS-5, SMS-9), and what it is that fails.</summary>
    [Fact]
    public void Explain_says_why_a_digest_message_is_not_run()
    {
        const string Header = "D0D0D0001101", Digest = "57696A437032715633734E762B61727532305A5561773D3D", Text = "41542B434F50533F";
        Explains(Request, "wrong password, or the text was changed", "--password", Wrong);
        Explains(Header + Digest + Text, "made with this password", "--password", Password);
        Explains(Header + Digest + Text, "not verified: no password given");
        Explains(Encoded("--dcs", "00", Header + Digest + Text), "the digits of a digest message were sent as a text");
        Explains(Encoded("--hex", "D0D0D0001201" + Digest + Text), "it says that it is part 1 of 2");
        Explains(Encoded("--hex", "D0D0D0011101" + Digest + Text), "transaction id at octet 3");
        Explains(Encoded("--hex", "D0D0D00011"), "the header has 30 octets, here are 5");
        Explains(Encoded("--hex", "D0D0D1001101" + Digest + Text), "an ordinary message");
        // The same octets, said to be GSM 7-bit.
        Explains(Request.Replace("0015AD26", "0000AD2B", StringComparison.Ordinal), "a digest message is 8-bit (04 or 15)");
        Explains(Encoded("--hex", Header + Digest + Text + new string('4', 300)), "it is part 1 of 2 of a concatenated message");
        Explains(Encoded("--password", Password, "+COPS?"), "its text begins neither with AT nor with HAT");
        Explains(Header + "5A6C4C6B" + Digest[8..] + Text, "wrong password", "--password", Password);
        Explains("D2D2D20100000000" + new string('0', 80), "an activation message");
    }

    private void Explains(string hex, string contains, params string[] options)
    {
        Assert.Equal(ExitCode.Done, Run(["explain", hex, .. options]));
        Assert.Contains(contains, _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_knows_a_digest_over_a_text_that_had_an_end()
    {
        Run("sms", "encode", "--to", "346", "--password", Password, "AT\r");
        Assert.Equal(ExitCode.Done, Run("sms", "decode", Lines[0]));
        Assert.True(AtRun.Protocol.AtRunServices.DigestPassword.TryMake(Password, out var password));
        var octets = AtRun.Protocol.AtRunServices.DigestSms.Make(password, "AT\r"u8, 1)[..^1];
        Explains(Convert.ToHexString(octets), "made over the text with a CR behind it", "--password", Password);
    }

    [Theory]
    [InlineData("AT+COPS?", "a simple request")]
    [InlineData("hat+cops?", "a simple request")]
    [InlineData("hello", "an ordinary message")]
    public void Explain_knows_the_simple_form(string text, string contains) => Explains(Encoded(text), contains);

    [Fact]
    public void Passwords_are_random_and_travel_anywhere()
    {
        Assert.Equal(ExitCode.Done, Run("password", "--count", "50"));
        Assert.Equal(50, Lines.Distinct().Count());
        Assert.All(Lines, p => Assert.True(p.Length == 16 && p.All(char.IsAsciiLetterOrDigit)));
        Assert.Equal(ExitCode.Done, Run("password", "--json"));
        using var json = JsonDocument.Parse(_out.ToString());
        Assert.Equal(16, json.RootElement.GetProperty("password").GetString()!.Length);
        Assert.Equal(ExitCode.Usage, Run("password", "--count", "0"));
    }
}
