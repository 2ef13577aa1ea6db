using AtRun.Protocol.Responses;
using AtRun.Protocol.Results;
using Xunit;

namespace AtRun.Tests.Protocol.Responses;

public sealed class ResponseReaderTests
{
    private static Action<ResponseReader> Sent(string commandLine) => reader => reader.Expect(commandLine);

    /// <summary>Captured from a GE865 (bewest/unapy).</summary>
    [Fact]
    public void Echo_information_text_and_result() =>
        Assert.Equal(
            ["echo AT#CGMR", "text #CGMR: 10.00.002", "result OK"],
            Transcript.ReadBoth("AT#CGMR\r\r\n#CGMR: 10.00.002\r\n\r\nOK\r\n", Sent("AT#CGMR")));

    [Fact]
    public void No_echo() =>
        Assert.Equal(
            ["text +COPS: 0,0,\"vodafone IT\"", "result OK"],
            Transcript.ReadBoth("\r\n+COPS: 0,0,\"vodafone IT\"\r\n\r\nOK\r\n", Sent("AT+COPS?")));

    [Fact]
    public void Two_commands_of_one_command_line() =>
        Assert.Equal(
            ["echo AT#SGACT=1,1;#SS", "text #SGACT: 10.0.0.1", "text #SS: 1,0", "text #SS: 2,0", "result OK"],
            Transcript.ReadBoth("AT#SGACT=1,1;#SS\r\r\n#SGACT: 10.0.0.1\r\n\r\n#SS: 1,0\r\n#SS: 2,0\r\n\r\nOK\r\n", Sent("AT#SGACT=1,1;#SS")));

    [Theory]
    [InlineData("OK", "OK")]
    [InlineData("ERROR", "ERROR")]
    [InlineData("CONNECT", "CONNECT")]
    [InlineData("CONNECT 9600", "CONNECT 9600")]
    [InlineData("NO CARRIER", "NO CARRIER")]
    [InlineData("NO DIALTONE", "NO DIALTONE")]
    [InlineData("BUSY", "BUSY")]
    [InlineData("NO ANSWER", "NO ANSWER")]
    [InlineData("+CME ERROR: 10", "+CME ERROR: 10 (SIM not inserted)")]
    [InlineData("+CME ERROR: SIM not inserted", "+CME ERROR: 10 (SIM not inserted)")]
    [InlineData("+CME ERROR: 403", "+CME ERROR: 553 (context already activated)")]
    [InlineData("+CME ERROR: on fire", "+CME ERROR: -1 (on fire)")]
    [InlineData("+CME ERROR: 99999999999", "+CME ERROR: -1 (99999999999)")]
    [InlineData("+CMS ERROR: 321", "+CMS ERROR: 321 (invalid memory index)")]
    public void Results(string line, string result) =>
        Assert.Equal(["result " + result], Transcript.ReadBoth($"\r\n{line}\r\n", Sent("ATD1")));

    /// <summary>#DIALMODE=2 (AT reference 80000ST10025a p325-327).</summary>
    [Theory]
    [InlineData("ATD0123;", "DIALING RINGING CONNECTED", "text DIALING", "text RINGING", "result CONNECTED")]
    [InlineData("ate0v1d0123;", "CONNECTED OK", "result CONNECTED", "result OK")]
    [InlineData("ATD>\"a;b\"", "CONNECTED CONNECT", "text CONNECTED", "result CONNECT")]
    [InlineData("ATD0123", "CONNECTED DISCONNECTED", "text CONNECTED", "result DISCONNECTED")]
    [InlineData("ATD0123;", "DIALING RELEASED", "text DIALING", "result RELEASED")]
    [InlineData("ATH", "RELEASED", "result RELEASED")]
    [InlineData("AT&D2", "CONNECTED DISCONNECTED RELEASED OK", "text CONNECTED", "urc DISCONNECTED", "text RELEASED", "result OK")]
    [InlineData("AT+CHUP;+CHLD=1", "RELEASED CONNECTED OK", "text RELEASED", "text CONNECTED", "result OK")]
    public void Steps_of_a_call(string sent, string said, params string[] read) =>
        Assert.Equal(read, Transcript.ReadBoth(string.Concat(said.Split(' ').Select(line => $"\r\n{line}\r\n")), Sent(sent)));

    [Theory]
    [InlineData("0", "OK")]
    [InlineData("1", "CONNECT")]
    [InlineData("3", "NO CARRIER")]
    [InlineData("4", "ERROR")]
    [InlineData("8", "NO ANSWER")]
    [InlineData("12", "CONNECT 9600")]
    public void Results_as_numbers(string line, string result) =>
        Assert.Equal(["echo ATD1", "text 9", "text 00", "text OKAY", "result " + result], Transcript.ReadBoth($"ATD1\r9\r\n00\r\nOKAY\r\n{line}\r", reader =>
        {
            reader.Format = ResponseFormat.Factory with { Verbose = false };
            reader.Expect("ATD1");
        }));

    [Fact]
    public void Error_lines_stay_text_under_v0() =>
        Assert.Equal(["result +CME ERROR: 10 (SIM not inserted)"], Transcript.ReadBoth("+CME ERROR: 10\r\n", reader =>
        {
            reader.Format = ResponseFormat.Factory with { Verbose = false };
            reader.Expect("AT+CPIN?");
        }));

    [Fact]
    public void Other_line_ends() =>
        Assert.Equal(["echo AT", "text a", "result OK"], Transcript.ReadBoth("AT!!~a!~!~OK!~", reader =>
        {
            reader.Format = ResponseFormat.Factory with { TerminationCharacter = (byte)'!', FormattingCharacter = (byte)'~' };
            reader.Expect("AT");
        }));

    [Fact]
    public void Nothing_asked_for() =>
        Assert.Equal(
            ["urc RING", "urc NO CARRIER", "urc +CRING: VOICE", "urc #SMSATRUN: AT+CGMR;+CGSN", "urc #TCPATRUN: 1.2.3.4", "urc SRING: 3", "urc what is this", "result OK"],
            Transcript.ReadBoth("\r\nRING\r\n\r\nNO CARRIER\r\n\r\n+CRING: VOICE\r\n\r\n#SMSATRUN: AT+CGMR;+CGSN\r\n\r\n#TCPATRUN: 1.2.3.4\r\n\r\nSRING: 3\r\n\r\nwhat is this\r\n\r\nOK\r\n"));

    [Fact]
    public void Unsolicited_lines_inside_an_answer() =>
        Assert.Equal(
            ["echo AT#SS", "urc #QSS: 1", "text #SS: 1,0", "urc +CREG: 1", "urc RING", "result OK", "urc #SGACT: 10.0.0.1"],
            Transcript.ReadBoth("AT#SS\r\r\n#QSS: 1\r\n\r\n#SS: 1,0\r\n\r\n+CREG: 1\r\n\r\nRING\r\n\r\nOK\r\n\r\n#SGACT: 10.0.0.1\r\n", Sent("AT#SS")));

    [Theory]
    [InlineData("AT+CREG?", "text")]
    [InlineData("at + creg ?", "text")]
    [InlineData("ATE0V1+CREG?", "text")]
    [InlineData("AT#SS;+CREG?", "text")]
    [InlineData("AT+CGREG?", "urc")]
    [InlineData("AT+CMGS=\"+CREG\"", "urc")]
    [InlineData("AT#X=\"a;+CREG\"", "urc")]
    [InlineData("AT#X=+CREG", "urc")]
    public void What_was_asked_for_is_an_answer(string commandLine, string kind) =>
        Assert.Equal([$"{kind} +CREG: 0,1", "result OK"], Transcript.ReadBoth("\r\n+CREG: 0,1\r\n\r\nOK\r\n", Sent(commandLine)));

    [Fact]
    public void Answers_with_another_name() =>
        Assert.Equal(
            ["text #TEMPMEAS: 0,28", "urc $GPGSA,A,3", "result OK"],
            Transcript.ReadBoth("\r\n#TEMPMEAS: 0,28\r\n\r\n$GPGSA,A,3\r\n\r\nOK\r\n", Sent("AT#TEMPMON=1")));

    [Fact]
    public void Messages_come_with_their_second_line() =>
        Assert.Equal(
            ["urc +CMT: ,24 / 0791", "urc +CMT: \"+39\",\"\",\"08/05/28,11:04:37+08\" / OK", "urc +CMT: \"+39\",\"\",\"08/05/28,11:04:37+08\" / ",
             "urc +CDS: 25 / 0006", "urc +CDS: 6,1,\"+39\",145", "urc +CBM: 24,50,1,1,1 / TRIESTE", "urc +CMTI: \"SM\",1", "result OK"],
            Transcript.ReadBoth("\r\n+CMT: ,24\r\n0791\r\n\r\n+CMT: \"+39\",\"\",\"08/05/28,11:04:37+08\"\r\nOK\r\n\r\n+CMT: \"+39\",\"\",\"08/05/28,11:04:37+08\"\r\n\r\n"
                + "\r\n+CDS: 25\r\n0006\r\n\r\n+CDS: 6,1,\"+39\",145\r\n\r\n+CBM: 24,50,1,1,1\r\nTRIESTE\r\n\r\n+CMTI: \"SM\",1\r\n\r\nOK\r\n", Sent("AT")));

    [Fact]
    public void Prompt_of_a_message() =>
        Assert.Equal(
            ["echo AT+CMGS=12", "prompt Message > ", "echo hello\u001A", "text +CMGS: 76", "result OK"],
            Transcript.ReadBoth("AT+CMGS=12\r\r\n> hello\u001A\r\n+CMGS: 76\r\n\r\nOK\r\n", Sent("AT+CMGS=12"), EchoOfText));

    [Fact]
    public void A_prompt_for_each_line_and_none_in_a_text() =>
        Assert.Equal(
            ["prompt Message > ", "prompt Message > ", "text +CMGR: \"REC READ\"", "text > cited", "result OK"],
            Transcript.ReadBoth("\r\n> \r\n> \r\n+CMGR: \"REC READ\"\r\n> cited\r\n\r\nOK\r\n", Sent("AT+CMGS=12")));

    [Fact]
    public void Prompts_of_scripts()
    {
        Assert.Equal(["prompt WriteScript >>>", "result OK"], Transcript.ReadBoth("\r\n>>>\r\nOK\r\n", Sent("AT#WSCRIPT=\"a.py\",54")));
        Assert.Equal(["prompt ReadScript <<<", "text import MDM", "text <<<", "result OK"], Transcript.ReadBoth("\r\n<<<import MDM\r\n<<<\r\n\r\nOK\r\n", Sent("AT#RSCRIPT=\"a.py\"")));
        Assert.Equal(["text <<<", "result OK"], Transcript.ReadBoth("\r\n<<<\r\n\r\nOK\r\n", Sent("AT+CMGR=1")));
    }

    [Fact]
    public void Prompt_without_blank_is_taken_at_once()
    {
        Assert.Equal(["prompt Message >"], Transcript.Read("\r\n>", strict: false, Sent("AT#SSEND=1")));
        Assert.Equal(["prompt Message >", "result OK"], Transcript.Read("\r\n>>>\r\nOK\r\n", strict: false, Sent("AT#NEWSCRIPT=1")));
        Assert.Equal([], Transcript.Read("\r\n>", strict: true, Sent("AT#SSEND=1")));
    }

    [Fact]
    public void Data_after_connect() =>
        Assert.Equal(
            ["result CONNECT", "data \n\r\nOK\r\n\0ÿþ\u0001+++", "result OK", "urc SRING: 1"],
            Transcript.ReadBoth("\r\nCONNECT\r\n\n\r\nOK\r\n\0ÿþ\u0001+++\r\nOK\r\n\r\nSRING: 1\r\n", Sent("AT#SD=1,0,80,\"a\""), DataToTheEscape));

    [Fact]
    public void Counted_data()
    {
        Assert.Equal(["text #SRECV: 3,6", "data \r\n\0ÿOK", "result OK"], Transcript.ReadBoth("\r\n#SRECV: 3,6\r\n\r\n\0ÿOK\r\n\r\nOK\r\n", Sent("AT#SRECV=3,6"), Begin));

        static void Begin(ResponseReader reader, ResponseItem item)
        {
            if (item.Text == "#SRECV: 3,6")
                reader.BeginData(6);
        }
    }

    [Fact]
    public void After_data_no_carrier_is_a_result_if_one_follows()
    {
        Assert.Equal(["data x", "result NO CARRIER"], Transcript.ReadBoth("x\r\nNO CARRIER\r\n", reader => reader.BeginData(1), End(true)));
        Assert.Equal(["data x", "urc NO CARRIER"], Transcript.ReadBoth("x\r\nNO CARRIER\r\n", reader => reader.BeginData(1), End(false)));

        static Action<ResponseReader, ResponseItem> End(bool resultFollows) => (reader, item) =>
        {
            if (item.Kind != ResponseItemKind.Data)
                return;
            reader.EndData(resultFollows);
            Assert.Equal(resultFollows, reader.IsRunning);
        };
    }

    [Fact]
    public void Empty_lines_are_counted()
    {
        var reader = new ResponseReader();
        reader.Expect("AT+CMGR=1");
        var input = "AT+CMGR=1\r\r\n+CMGR: 1\r\n\r\n\r\ntext\r\nmore\r\n\r\nOK\r\n"u8;
        var counts = new List<int>();
        while (reader.Read(input, out var consumed) is { } item)
        {
            input = input[consumed..];
            counts.Add(item.EmptyLinesBefore);
        }
        Assert.Equal([0, 1, 2, 0, 1], counts);
    }

    [Fact]
    public void The_next_command_may_be_sent_between_two_items() =>
        Assert.Equal(
            ["echo AT#QSS?", "text #QSS: 0,1", "result OK", "urc #QSS: 0"],
            Transcript.ReadBoth("AT#QSS?\r\r\n#QSS: 0,1\r\n\r\nOK\r\n\r\n#QSS: 0\r\n", Sent("AT#QSS?"), (reader, item) =>
            {
                if (item.Kind == ResponseItemKind.FinalResult)
                    reader.Expect("AT+CSQ");
            }));

    [Fact]
    public void What_is_not_waited_for_any_more_is_no_answer() =>
        Assert.Equal(["text #QSS: 0,1", "urc #QSS: 0,1", "urc a", "result OK"], Transcript.ReadBoth("\r\n#QSS: 0,1\r\n\r\n#QSS: 0,1\r\na\r\n\r\nOK\r\n", Sent("AT#QSS?"), (reader, _) => reader.Abandon()));

    private static void EchoOfText(ResponseReader reader, ResponseItem item)
    {
        if (item.Kind == ResponseItemKind.Prompt)
            reader.ExpectEcho("hello\u001A");
    }

    private static void DataToTheEscape(ResponseReader reader, ResponseItem item)
    {
        if (item.Result.Kind == ResultKind.Connect)
            reader.BeginData(14);
    }
}
