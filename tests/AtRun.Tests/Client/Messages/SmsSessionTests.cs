using AtRun.Client;
using AtRun.Client.Messages;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Client.Messages;

/// <summary>Requests by SMS and their answers: SMS-4 to SMS-9, SMS-15, SMS-16, SMS-22, SMS-23 from the operator's side.</summary>
public sealed partial class SmsSessionTests
{
    private const string Password = "1234567890123456", Other = "6543210987654321";

    private readonly TestTurn _turn = new();
    private readonly FakeChannel _channel;
    private readonly SmsExchange _exchange;
    private readonly List<string> _ignored = [];
    private readonly List<string> _stray = [];

    public SmsSessionTests()
    {
        _channel = new FakeChannel(_turn);
        _exchange = new SmsExchange(_channel, _turn.Time, firstId: 1);
        _exchange.Ignored += (_, why) => _ignored.Add(why);
        _exchange.Stray += message => _stray.Add(message.UserData.Text);
    }

    private SmsSession Session(string? password = null, string number = FakeChannel.Number, bool eightBit = false, bool hidden = false)
    {
        DigestPassword? key = null;
        if (password is not null) Assert.True(DigestPassword.TryMake(password, out key));
        return new SmsSession(_exchange, FakeChannel.Address(number), key) { EightBit = eightBit, Hidden = hidden };
    }

    private Task<AtResponse> Execute(ICommandSession session, string command, double? seconds = null, CancellationToken stop = default)
    {
        Task<AtResponse>? task = null;
        _turn.Do(() => task = session.Execute(command, seconds is { } s ? TimeSpan.FromSeconds(s) : null, stop));
        return task!;
    }

    private static AtResponse Of(Task<AtResponse> task)
    {
        Assert.True(task.IsCompleted, "there is no response yet");
        return task.GetAwaiter().GetResult();
    }

    private SmsSubmit Sent => _channel.Sent[^1];

    private static byte IdOf(SmsSubmit message)
    {
        Assert.True(DigestSms.TryRead(message.UserData.Body, out var digest, out _));
        return digest.SessionId;
    }

    [Fact]
    public void The_simple_form()
    {
        var task = Execute(Session(), "AT+COPS?");
        Assert.Equal(("AT+COPS?", DataCoding.Default, FakeChannel.Number), (Sent.UserData.Text, Sent.Coding, Sent.Destination.ToString()));
        _turn.Wait(TimeSpan.FromSeconds(3));
        _channel.Answer("\r\n+COPS: 0,0,\"vodafone IT\"\r\n\r\nOK\r\n");
        var response = Of(task);
        Assert.Equal(["+COPS: 0,0,\"vodafone IT\""], response.Lines);
        Assert.Equal((FinalResult.Ok, "OK", TimeSpan.FromSeconds(3)), (response.Result, response.ResultText, response.Duration));
        Assert.True(response.IsSuccess);
        Assert.Empty(_ignored);
        Assert.Empty(_stray);
    }

    /// <summary>at-run §2.1: the published messages, but for the number of the centre, which the modem adds.</summary>
    [Fact]
    public void The_digest_form()
    {
        var task = Execute(Session(Password), "AT+COPS?");
        Assert.Equal(("D0D0D000110157696A437032715633734E762B61727532305A5561773D3D41542B434F50533F", DataCoding.EightBitClass1),
            (Convert.ToHexString(Sent.UserData.Octets.Span), Sent.Coding));
        Assert.True(SmsPdu.TryParse("0791934329002000040C9193438686761100158050922102818040D1D1D10011014A756E72613772306B494563483971563534326E33513D3D0D0A2B434F50533A20302C302C22766F6461666F6E65204954220D0A0D0A4F4B0D0A", TpduDirection.ToMobile, out var published, out _));
        _channel.Receive((SmsDeliver)published.Tpdu);
        Assert.Equal(["+COPS: 0,0,\"vodafone IT\""], Of(task).Lines);
    }

    [Theory]
    [InlineData("AT+CGMR", false, 0x00)]
    [InlineData("AT+CGMR", true, 0x04)]
    [InlineData("AT\\Q0", false, 0x04)]
    [InlineData("AT^SICS", false, 0x04)]
    [InlineData("AT+CPBW=1,\"[1]\"", false, 0x04)]
    [InlineData("AT+CPBW=1,\"\xEA\"", false, 0x04)]
    [InlineData("AT+CPBW=1,\"\xE9@\"", false, 0x00)]
    public void The_alphabet_is_the_one_that_the_command_needs(string command, bool eightBit, byte coding)
    {
        var task = Execute(Session(eightBit: eightBit), command);
        Assert.Equal((coding, command), (Sent.Coding.Value, Sent.UserData.Text));
        _channel.Answer("\r\nOK\r\n", alphabet: Sent.Coding.Alphabet);
        Assert.True(Of(task).IsSuccess);
    }

    [Theory]
    [InlineData(null, 160, "1 octets more than one message")]
    [InlineData(Password, 110, "1 octets more than one message in the digest form, which holds 110")]
    public async Task A_request_is_one_message(string? password, int longest, string why)
    {
        var session = Session(password);
        var fits = Execute(session, "AT" + new string('X', longest - 2));
        Assert.Single(_channel.Sent);
        Assert.False(fits.IsCompleted);
        var error = await Assert.ThrowsAsync<NotRunException>(() => Execute(session, "AT" + new string('X', longest - 1)));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Single(_channel.Sent);
    }

    [Fact]
    public void Errors_are_answers()
    {
        var task = Execute(Session(), "AT+CPIN?");
        _channel.Answer("\r\n+CME ERROR: 10\r\n");
        Assert.Equal(CmeError.SimNotInserted, Of(task).Result.CmeError);
    }

    [Fact]
    public void Answers_in_numbers_are_understood()
    {
        var task = Execute(Session(), "AT+CREG?");
        _channel.Answer("+CREG: 0,1\r\n0\r");
        Assert.Equal(["+CREG: 0,1"], Of(task).Lines);
        Assert.True(Of(task).IsSuccess);
    }

    [Fact]
    public void An_OK_in_the_middle_of_an_answer_is_a_line_of_it()
    {
        var task = Execute(Session(), "AT+CMGR=1");
        _channel.Answer("\r\n+CMGR: 1,\"+39\"\r\n\r\nOK\r\n\r\nOK\r\n");
        Assert.Equal(["+CMGR: 1,\"+39\"", "OK"], Of(task).Lines);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Password)]
    public void Parts_come_in_any_order_and_more_than_once(string? password)
    {
        var text = "\r\n" + string.Join("\r\n", Enumerable.Range(1, 40).Select(i => $"+CPBR: {i},\"+39346123456{i}\",145")) + "\r\n\r\nOK\r\n";
        var task = Execute(Session(password), "AT+CPBR=1,40");
        var parts = password is null ? Segmenter.Split(text, SmsAlphabet.Gsm7, 9, 15, out _) : Digests(password, text, IdOf(Sent));
        Assert.True(parts.Count > 3);
        int[] order = [2, 0, 0, .. Enumerable.Range(3, parts.Count - 3), 2, 1];
        foreach (var i in order)
        {
            Assert.False(task.IsCompleted);
            _channel.Receive(_channel.Message(parts[i], second: i));
        }
        Assert.Equal(40, Of(task).Lines.Count);
        Assert.Equal("+CPBR: 40,\"+3934612345640\",145", Of(task).Lines[^1]);
    }

    private static UserData[] Digests(string password, string text, byte id, int most = 15)
    {
        const int Room = UserData.MaxOctets - DigestSms.HeaderLength - 6;
        var pieces = text.Chunk(Room).Take(most).Select(p => new string(p)).ToArray();
        return [.. pieces.Select((p, i) => FakeChannel.Digest(password, p, id, i + 1, pieces.Length, header: Segmenter.HeaderOf(new(1, pieces.Length, i + 1))))];
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Password)]
    public async Task An_answer_that_was_cut_off_is_reported_as_such(string? password)
    {
        var text = "\r\n" + string.Join("\r\n", Enumerable.Range(1, 400).Select(i => $"ARFCN: {i}"));
        var session = Session(password);
        var task = Execute(session, "AT#CSURV");
        var parts = password is null ? Segmenter.Split(text, SmsAlphabet.Gsm7, 9, 15, out _) : Digests(password, text, IdOf(Sent));
        foreach (var part in parts) _channel.Receive(_channel.Message(part));
        var error = await Assert.ThrowsAsync<EffectUnknownException>(() => task);
        Assert.Equal(UnknownBecause.Truncated, error.Because);
        Assert.Equal("ARFCN: 1", error.Lines[0]);
        Assert.True(error.Lines.Count > 100);
        Assert.Contains("15 messages", error.Message, StringComparison.Ordinal);
        Assert.True(session.IsOpen);
    }

    [Fact]
    public void In_the_digest_form_answers_are_told_apart_by_their_session_id()
    {
        var (one, two) = (Session(Password), Session(Other, "+393468686712"));
        Task<AtResponse>[] tasks = [Execute(one, "AT+CGSN"), Execute(two, "AT+CGSN"), Execute(one, "AT+CGMR")];
        var ids = _channel.Sent.Select(IdOf).ToArray();
        Assert.Equal([1, 2, 3], ids);
        // The second module has another SIM by now.
        _channel.Receive(_channel.Message(FakeChannel.Digest(Other, "\r\n222\r\n\r\nOK\r\n", ids[1]), "+393331111111"));
        _channel.Receive(_channel.Message(FakeChannel.Digest(Password, "\r\n333\r\n\r\nOK\r\n", ids[2])));
        _channel.Receive(_channel.Message(FakeChannel.Digest(Password, "\r\n111\r\n\r\nOK\r\n", ids[0])));
        Assert.Equal(["111", "222", "333"], tasks.Select(t => Of(t).Lines.Single()));
    }

    [Fact]
    public void Session_ids_go_round_and_the_257th_request_to_a_module_waits()
    {
        var session = Session(Password);
        var tasks = Enumerable.Range(0, 257).Select(_ => Execute(session, "AT")).ToArray();
        Assert.Equal(256, _channel.Sent.Count);
        Assert.Equal(256, _channel.Sent.Select(IdOf).Distinct().Count());
        _channel.Receive(_channel.Message(FakeChannel.Digest(Password, "\r\nOK\r\n", 77)));
        Assert.Equal(257, _channel.Sent.Count);
        Assert.Equal(77, IdOf(Sent));
        Assert.Equal(1, tasks.Count(t => t.IsCompleted));
        // Another module has ids of its own. An answer from a number that nobody has, with the password of both, could be either's.
        var elsewhere = Execute(Session(Password, "+393468686712"), "AT");
        Assert.Equal(258, _channel.Sent.Count);
        var answer = FakeChannel.Digest(Password, "\r\nOK\r\n", IdOf(Sent));
        _channel.Receive(_channel.Message(answer, "+393331111111"));
        Assert.False(elsewhere.IsCompleted);
        _channel.Receive(_channel.Message(answer, "+393468686712"));
        Assert.True(Of(elsewhere).IsSuccess);
    }

    [Fact]
    public void In_the_simple_form_a_module_has_one_request_at_a_time()
    {
        var (one, two) = (Session(), Session(number: "+393468686712"));
        var (first, second, elsewhere) = (Execute(one, "AT+CGSN"), Execute(one, "AT+CGMR"), Execute(two, "ATI"));
        Assert.Equal(["AT+CGSN", "ATI"], _channel.Sent.Select(s => s.UserData.Text));
        _channel.Answer("\r\n222\r\n\r\nOK\r\n", "3468686712");
        _channel.Answer("\r\n111\r\n\r\nOK\r\n");
        Assert.Equal("AT+CGMR", Sent.UserData.Text);
        _channel.Answer("\r\n333\r\n\r\nOK\r\n");
        Assert.Equal(["111", "333", "222"], new[] { first, second, elsewhere }.Select(t => Of(t).Lines.Single()));
    }

    [Fact]
    public void What_is_no_answer_is_not_taken_for_one()
    {
        var task = Execute(Session(), "AT+CGSN");
        _channel.Answer("hello");
        _channel.Answer("\r\nOK\r\n", "+393330000000");
        Assert.False(task.IsCompleted);
        Assert.Equal(["hello", "\r\nOK\r\n"], _stray);
        _channel.Answer("\r\n111\r\n\r\nOK\r\n", second: 1);
        Assert.Equal(["111"], Of(task).Lines);
    }

    [Fact]
    public async Task A_wrong_digest_is_ignored_and_said_in_the_end()
    {
        var session = Session(Password);
        var task = Execute(session, "AT+CGSN", seconds: 60);
        _channel.Receive(_channel.Message(FakeChannel.Digest(Other, "\r\n666\r\n\r\nOK\r\n", 1)));
        _channel.Receive(_channel.Message(FakeChannel.Digest(Password, "\r\n666\r\n\r\nOK\r\n", 99)));
        Assert.False(task.IsCompleted);
        Assert.Equal(2, _exchange.IgnoredCount);
        Assert.Contains("not made with the password", _ignored[0], StringComparison.Ordinal);
        Assert.Contains("session id 99", _ignored[1], StringComparison.Ordinal);
        _turn.Wait(TimeSpan.FromSeconds(61));
        var error = await Assert.ThrowsAsync<EffectUnknownException>(() => task);
        Assert.Contains("1 with its session id had a digest that this password does not make", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reflected_request_and_a_doubled_answer_do_no_harm()
    {
        var digest = Session(Password);
        var task = Execute(digest, "AT+CGSN");
        _channel.Receive(_channel.Message(Sent.UserData));
        Assert.False(task.IsCompleted);
        var answer = _channel.Message(FakeChannel.Digest(Password, "\r\n111\r\n\r\nOK\r\n", 1), second: 5);
        _channel.Receive(answer);
        Assert.Equal("111", Of(task).Lines.Single());
        _channel.Receive(answer);

        var simple = Session();
        var first = Execute(simple, "AT+CGSN");
        _channel.Receive(_channel.Message(Sent.UserData, second: 6));
        Assert.False(first.IsCompleted);
        Assert.True(UserData.TryMake("\r\nOK\r\n", SmsAlphabet.Gsm7, [], out var data));
        var plain = _channel.Message(data, second: 7);
        _channel.Receive(plain);
        Assert.True(Of(first).IsSuccess);
        var next = Execute(simple, "AT+CGMR");
        _channel.Receive(plain);
        Assert.False(next.IsCompleted);
        Assert.Equal(3, _exchange.IgnoredCount);
        _channel.Answer("\r\n222\r\n\r\nOK\r\n", second: 8);
        Assert.Equal("222", Of(next).Lines.Single());
    }

    /// <summary>Over SMPP stamps are of when a message came here: two in one second are no copies.</summary>
    [Fact]
    public void Where_stamps_are_not_the_centres_equal_answers_are_no_copies()
    {
        _channel.HasCentreTimes = false;
        var session = Session();
        for (var i = 0; i < 3; i++)
        {
            var task = Execute(session, "AT");
            _channel.Answer("\r\nOK\r\n");
            Assert.True(Of(task).IsSuccess);
        }
    }
}
