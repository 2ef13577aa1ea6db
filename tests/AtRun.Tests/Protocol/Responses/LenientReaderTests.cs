using AtRun.Protocol.Responses;
using AtRun.Protocol.Results;
using Xunit;

namespace AtRun.Tests.Protocol.Responses;

public sealed class LenientReaderTests
{
    private static readonly string[] _echoTextResult = ["echo AT+CGATT?", "text +CGATT: 1", "result OK"];

    [Theory]
    [InlineData("AT+CGATT?\r\n+CGATT: 1\nOK\n")]
    [InlineData("AT+CGATT?\n+CGATT: 1\n\nOK\n")]
    [InlineData("AT+CGATT?\r+CGATT: 1\rOK\r")]
    [InlineData("AT+CGATT?\r\r+CGATT: 1\r\rOK\r")]
    [InlineData("AT+CGATT?\r\n\r\n\r\n\r\n+CGATT: 1\r\n\r\n\r\n\r\nOK\r\n\r\n")]
    [InlineData("at+cgatt? \r\n+CGATT: 1\r\nOK\r\n")]
    [InlineData("\0AT+CGATT?\r\0\n+CG\0ATT: 1\r\n\0O\0K\r\n\0")]
    [InlineData("AT+CGATT?\r\n+CGATT: 1\r\n ok \r\n")]
    public void Line_ends_nul_and_blanks(string octets) =>
        Assert.Equal(_echoTextResult, Transcript.Read(octets, strict: false, reader => reader.Expect("AT+CGATT?")).Select(line => line.StartsWith("echo", StringComparison.Ordinal) ? line.ToUpperInvariant().Replace("ECHO", "echo", StringComparison.Ordinal).TrimEnd() : line));

    [Theory]
    [InlineData("AT+CGATT?\r\n+CGATT: 1\nOK\n", "text AT+CGATT?")]
    [InlineData("\r\nOK\n", "")]
    [InlineData("\r\nOK\r", "")]
    [InlineData("OK\r\n", "text OK")]
    [InlineData("\r\nok\r\n", "text ok")]
    [InlineData("\r\n OK\r\n", "text  OK")]
    [InlineData("\r\n+CME ERROR:10\r\n", "text +CME ERROR:10")]
    [InlineData("\r\nO\0K\r\n", "text O\0K")]
    [InlineData("\r\na\nb\rc\r\r\n", "text a\nb\rc\r")]
    [InlineData("\r\nSMS\r\nOK\r\n", "text SMS|text OK")]
    [InlineData("\r\n#QSS:1\r\n", "text #QSS:1")]
    [InlineData("\r\nÿûÿÿ\r\n", "text ÿûÿÿ")]
    public void Strict_mode_takes_none_of_it(string octets, string expected) =>
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), Transcript.Read(octets, strict: true, reader => reader.Expect("AT")));

    [Fact]
    public void Telnet_commands_are_taken_out() =>
        Assert.Equal(["echo AT", "text aÿbÿ", "result OK"], Transcript.Read("ÿû\u0001ÿý\u0003A\u00FF\u00FA\u0018\u0001xÿÿ\r\n\u00FF\u00F0T\r\r\naÿÿbÿ\r\n\u00FF\u00F1\r\nOÿü\u0001K\r\n", strict: false, reader => reader.Expect("AT")));

    [Fact]
    public void A_subnegotiation_without_end_does_not_swallow_everything() =>
        Assert.Equal(["urc RING"], Transcript.Read("\u00FF\u00FA" + new string('x', 513) + "\r\nRING\r\n", strict: false));

    [Theory]
    [InlineData("NOCARRIER", "NO CARRIER")]
    [InlineData("No Carrier", "NO CARRIER")]
    [InlineData("connect 9600", "CONNECT 9600")]
    [InlineData("+CME ERROR:10", "+CME ERROR: 10 (SIM not inserted)")]
    [InlineData("+CME ERROR : sim NOT inserted ", "+CME ERROR: 10 (SIM not inserted)")]
    [InlineData("+ CMS ERROR: 321", "+CMS ERROR: 321 (invalid memory index)")]
    public void Results(string line, string result) =>
        Assert.Equal(["result " + result], Transcript.Read(line + "\r\n", strict: false, reader => reader.Expect("ATD1")));

    [Theory]
    [InlineData("OKAY"), InlineData("O"), InlineData("CONNECTED"), InlineData("+CME ERROR"), InlineData("NO"), InlineData("0")]
    public void No_results(string line) =>
        Assert.Equal(["text " + line], Transcript.Read(line + "\r\n", strict: false, reader => reader.Expect("ATD1")));

    [Theory]
    [InlineData("0", "OK"), InlineData("OK", "OK"), InlineData("NO CARRIER", "NO CARRIER")]
    public void Under_v0_both_forms(string line, string result) =>
        Assert.Equal(["result " + result], Transcript.Read(line + "\r\n", strict: false, reader =>
        {
            reader.Format = ResponseFormat.Factory with { Verbose = false };
            reader.Expect("ATV1");
        }));

    [Theory]
    [InlineData("# SMSATRUN: AT+COPS?")]
    [InlineData("#SMSATRUN:AT+COPS?")]
    [InlineData("+ CREG : 1")]
    [InlineData("+SRING : 3")]
    [InlineData("+conn from: 1.2.3.4")]
    [InlineData("# EHNRST: 1")]
    public void Unsolicited_codes_with_stray_or_missing_blanks(string line) =>
        Assert.Equal(["urc " + line], Transcript.Read($"\r\n{line}\r\n", strict: false, reader => reader.Expect("AT")));

    [Fact]
    public void Empty_lines_before_a_pdu_are_passed_over() =>
        Assert.Equal(["urc +CMT: ,24 / 0791", "urc +CDS: 25 / 0006"], Transcript.Read("\r\n+CMT: ,24\r\n\r\n0791\r\n+CDS: 25\n\n\n0006\n", strict: false));

    [Fact]
    public void Echo_of_a_text_that_the_module_does_not_end() =>
        Assert.Equal(["echo hello\u001A", "text +CMGS: 1"], Transcript.Read("hello\u001A\r\n+CMGS: 1\r\n", strict: false, reader =>
        {
            reader.Expect("AT+CMGS=12");
            reader.ExpectEcho("hello\u001A");
        }));

    [Theory]
    [InlineData("+CGATT:1", "+CGATT", "1")]
    [InlineData("# SMSATRUN: 1,1", "#SMSATRUN", "1,1")]
    [InlineData("# ENAEVMONI: 1,1", "#ENAEVMONI", "1,1")]
    [InlineData("# EHNRST: 1", "#ENHRST", "1")]
    [InlineData("+CGLASS: \"B\"", "+CGCLASS", "\"B\"")]
    [InlineData("+ WS46: 12", "+WS46", "12")]
    [InlineData("+CAMM : 1", "+CAMM", "1")]
    [InlineData("+CPUC : 1", "+CPUC", "1")]
    [InlineData("#ACAL : 1", "#ACAL", "1")]
    [InlineData("AT#SKTSET: 0", "#SKTSET", "0")]
    [InlineData("AT#SKTD: 0", "#SKTD", "0")]
    [InlineData("#STARTMODESCR=1,10", "#STARTMODESCR", "1,10")]
    [InlineData("#STSRI: 0", "#STSR", "0")]
    [InlineData("+GSMCONT: 0", "#GSMCONT", "0")]
    [InlineData("# BASE64: 0", "#BASE64", "0")]
    [InlineData("+PACSP1", "+PACSP", "1")]
    [InlineData("$GPSAV:3800", "$GPSAV", "3800")]
    [InlineData("SRING: 3", "SRING", "3")]
    [InlineData("SRING:3", "", "")]
    [InlineData("arfcn: 7", "", "")]
    [InlineData("10.00.002", "", "")]
    [InlineData("fe80::1", "", "")]
    [InlineData("AT", "", "")]
    [InlineData("+", "", "")]
    [InlineData("+:", "", "")]
    [InlineData("", "", "")]
    [InlineData("+AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA: 1", "", "")]
    public void Prefixes(string line, string name, string values)
    {
        Span<char> buffer = stackalloc char[ResponsePrefix.MaxLength];
        var length = ResponsePrefix.Read(line, buffer, out var valuesAt);
        Assert.Equal((name, values), (buffer[..length].ToString(), length == 0 ? "" : line[valuesAt..]));
        Assert.Equal(name, ResponsePrefix.Of(line));
    }
}
