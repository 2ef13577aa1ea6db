using AtRun.Client;
using AtRun.Client.Messages;
using AtRun.Protocol.Sms;
using Xunit;

namespace AtRun.Tests.Client.Messages;

/// <summary>The operator's own modem: 27.005 §3 and §4, in PDU mode.</summary>
public sealed class ModemChannelTests
{
    /// <summary>A whole answer of the far module, <c>CR LF OK CR LF</c>, and a message of somebody else.</summary>
    private static readonly string _answer = Pdu("\r\nOK\r\n", FakeChannel.Number), _greeting = Pdu("hello", "+393330000000");

    private readonly FakeModem _modem = new();
    private readonly List<string> _received = [];
    private readonly List<SmsStatusReport> _reports = [];
    private readonly List<string> _ended = [];

    private static string Pdu(string text, string from)
    {
        Assert.True(UserData.TryMake(text, SmsAlphabet.Gsm7, [], out var data));
        return new SmsPdu(SmsAddress.None, new SmsDeliver { Originator = FakeChannel.Address(from), UserData = data }).ToString();
    }

    private static string Report(byte reference, byte status) =>
        new SmsPdu(SmsAddress.None, new SmsStatusReport { Recipient = FakeChannel.Address(FakeChannel.Number), Reference = reference, Status = status }).ToString();

    private static SmsSubmit Request(byte reference = 0)
    {
        Assert.True(UserData.TryMake("AT", SmsAlphabet.Gsm7, [], out var data));
        return new() { Destination = FakeChannel.Address(FakeChannel.Number), UserData = data, Reference = reference, StatusReportRequest = true };
    }

    private static int LengthOf(SmsSubmit message) => message.ToArray().Length;

    private ModemChannel Open()
    {
        var task = _modem.Open();
        Assert.True(_modem.Turn.WaitUntil(() => task.IsCompleted, TimeSpan.FromMinutes(2)), "it is not open");
        var channel = task.GetAwaiter().GetResult();
        channel.Received += m => _received.Add(m.UserData.Text);
        channel.Reported += _reports.Add;
        channel.Ended += _ended.Add;
        _modem.Heard.Clear();
        return channel;
    }

    private Task Send(ModemChannel channel, SmsSubmit message, CancellationToken stop = default)
    {
        Task? task = null;
        _modem.Turn.Do(() => task = channel.Send(message, stop));
        return task!;
    }

    /// <summary>The modem prompts for this message and takes it under a reference.</summary>
    private void Takes(SmsSubmit message, string answer)
    {
        _modem[$"AT+CMGS={LengthOf(message)}"] = "\r\n> ";
        _modem[new SmsPdu(SmsAddress.None, message) + "\x1A"] = answer;
    }

    [Fact]
    public void In_whatever_mode_it_was_left_it_is_made_ready()
    {
        Open();
        Assert.Equal(1, _modem.Opened);
        var task = _modem.Open();
        Assert.True(_modem.Turn.WaitUntil(() => task.IsCompleted, TimeSpan.FromMinutes(1)));
        // ESC ends a prompt, CR a line; then what is said is no longer for us.
        Assert.Equal(["\x1B", "\r", "ATE0V1Q0\r", "AT\r", "ATE0V1Q0\r", "AT+CMEE=1\r", "AT+CPIN?\r", "AT+CMGF=0\r", "AT+CSMS=0\r", "AT+CPMS?\r", "AT+CNMI=?\r", "AT+CNMI=2,1,0,2,0\r", "AT+CMGL=4\r"], _modem.Heard);
    }

    [Fact]
    public void One_in_the_data_state_is_called_back()
    {
        _modem.IsOnline = true;
        var task = _modem.Open();
        Assert.True(_modem.Turn.WaitUntil(() => task.IsCompleted, TimeSpan.FromMinutes(1)));
        Assert.True(task.IsCompletedSuccessfully);
        Assert.Contains("+++", _modem.Heard);
    }

    [Theory]
    [InlineData("AT+CPIN?", "\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n", "the SIM waits for SIM PIN")]
    [InlineData("AT+CPIN?", "\r\n+CME ERROR: 10\r\n", "there is no SIM in it")]
    [InlineData("AT+CMGF=0", "\r\nERROR\r\n", "has no PDU mode")]
    public async Task What_cannot_send_messages_is_said(string command, string answer, string why)
    {
        _modem[command] = answer;
        var task = _modem.Open();
        _modem.Turn.Wait(TimeSpan.FromSeconds(30));
        Assert.Contains(why, (await Assert.ThrowsAsync<UnreachableException>(() => task)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_and_nobody_who_answers()
    {
        _modem.IsDead = true;
        var silent = _modem.Open();
        _modem.Turn.Wait(TimeSpan.FromMinutes(1));
        Assert.Contains("does not answer", (await Assert.ThrowsAsync<UnreachableException>(() => silent)).Message, StringComparison.Ordinal);
        _modem.IsGone = true;
        Assert.Contains("no such device", (await Assert.ThrowsAsync<UnreachableException>(() => _modem.Open())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(0,1),(0-3),(0,2),(0,1),(0)", "AT+CNMI=1,1,0,1,0")]
    [InlineData("(2),(0,2),(0),(0),(1)", "AT+CNMI=2,2,0,0,1")]
    [InlineData("(0-2),(0,1,2,3),(0-3),(0,1,2),(1)", "AT+CNMI=2,1,0,2,1")]
    public void How_it_tells_of_messages_is_chosen_from_what_it_can(string domain, string command)
    {
        _modem["AT+CNMI=?"] = $"\r\n+CNMI: {domain}\r\n\r\nOK\r\n";
        _modem["AT+CNMI=2,1,0,2,0"] = null;
        _modem[command] = "\r\nOK\r\n";
        var channel = Open();
        // It would be looked into every 10 s otherwise.
        _modem.Turn.Wait(TimeSpan.FromMinutes(1));
        Assert.Empty(_modem.Heard);
        channel.Close();
    }

    [Fact]
    public async Task Where_its_store_is_full_messages_are_passed_on_or_it_is_said()
    {
        _modem["AT+CPMS?"] = "\r\n+CPMS: \"ME\",1,20,\"ME\",1,20,\"SM\",20,20\r\n\r\nOK\r\n";
        var refused = _modem.Open();
        _modem.Turn.Wait(TimeSpan.FromSeconds(5));
        Assert.Contains("message store SM is full", (await Assert.ThrowsAsync<UnreachableException>(() => refused)).Message, StringComparison.Ordinal);
        _modem["AT+CNMI=2,2,0,1,0"] = "\r\nOK\r\n";
        Open();
    }

    [Fact]
    public void One_that_does_not_tell_is_looked_into()
    {
        _modem["AT+CNMI=?"] = null;
        _modem["AT+CNMI=2,1,0,2,0"] = null;
        var channel = Open();
        Send(channel, Request());
        _modem["AT+CMGL=4"] = $"\r\n+CMGL: 3,0,,23\r\n{_answer}\r\n\r\nOK\r\n";
        _modem["AT+CMGD=3"] = "\r\nOK\r\n";
        _modem.Turn.Wait(TimeSpan.FromSeconds(11));
        Assert.Equal(["\r\nOK\r\n"], _received);
        Assert.Contains("AT+CMGD=3\r", _modem.Heard);
    }

    [Fact]
    public void A_message_is_sent_behind_the_prompt()
    {
        var channel = Open();
        var message = Request(reference: 9);
        Takes(message, "\r\n+CMGS: 42\r\n\r\nOK\r\n");
        Assert.True(Send(channel, message).IsCompletedSuccessfully);
        Assert.Equal([$"AT+CMGS={LengthOf(message)}\r", new SmsPdu(SmsAddress.None, message) + "\x1A"], _modem.Heard);
        // The modem counts for itself; the report comes with our reference.
        _modem.Say($"\r\n+CDS: 25\r\n{Report(42, 0)}\r\n");
        Assert.Equal(9, Assert.Single(_reports).Reference);
    }

    [Theory]
    [InlineData("\r\n+CMS ERROR: 38\r\n", typeof(NotRunException), "38 (network out of order)")]
    [InlineData("\r\n+CMS ERROR: 332\r\n", typeof(EffectUnknownException), "332")]
    [InlineData("\r\nERROR\r\n", typeof(NotRunException), "ERROR")]
    public void What_the_modem_could_not_send_is_said(string answer, Type kind, string why)
    {
        var channel = Open();
        Takes(Request(), answer);
        var error = Assert.Throws(kind, () => Send(channel, Request()).GetAwaiter().GetResult());
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_up_before_the_prompt_it_is_not_sent_and_the_next_one_is()
    {
        var channel = Open();
        using var stop = new CancellationTokenSource();
        _modem[$"AT+CMGS={LengthOf(Request())}"] = "";
        var task = Send(channel, Request(), stop.Token);
        _modem.Turn.Do(stop.Cancel);
        Assert.True(task.IsCanceled);
        _modem["\x1B"] = "\r\nOK\r\n";
        _modem.Say("\r\n> ");
        Assert.Equal("\x1B", _modem.Heard[^1]);
        Takes(Request(), "\r\n+CMGS: 1\r\n\r\nOK\r\n");
        Assert.True(Send(channel, Request()).IsCompletedSuccessfully);
    }

    [Fact]
    public void Given_up_behind_the_prompt_its_effect_is_not_known_and_the_others_go_on()
    {
        var channel = Open();
        using var stop = new CancellationTokenSource();
        Takes(Request(), "");
        var (task, next) = (Send(channel, Request(), stop.Token), Send(channel, Request(1)));
        _modem.Turn.Do(stop.Cancel);
        Assert.Equal(UnknownBecause.Cancelled, Assert.Throws<EffectUnknownException>(() => task.GetAwaiter().GetResult()).Because);
        Takes(Request(1), "\r\n+CMGS: 2\r\n\r\nOK\r\n");
        _modem.Say("\r\n+CMGS: 1\r\n\r\nOK\r\n");
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void Answers_are_read_and_taken_out_of_the_store_what_is_not_for_us_stays()
    {
        var channel = Open();
        Send(channel, Request());
        _modem["AT+CMGR=3"] = $"\r\n+CMGR: 0,,23\r\n{_answer}\r\n\r\nOK\r\n";
        _modem["AT+CMGR=4"] = $"\r\n+CMGR: 0,\"\",23\r\n{_greeting}\r\n\r\nOK\r\n";
        _modem["AT+CMGR=5"] = $"\r\n+CMGR: 0,,25\r\n{Report(7, 0x46)}\r\n\r\nOK\r\n";
        _modem["AT+CPMS=\"SR\""] = "\r\n+CPMS: 1,20,0,20,0,20\r\n\r\nOK\r\n";
        _modem["AT+CMGD=3"] = "\r\nOK\r\n";
        _modem["AT+CMGD=5"] = "\r\nOK\r\n";
        _modem.Heard.Clear();
        _modem.Say("\r\n+CMTI: \"SM\",3\r\n\r\n+CMTI: \"SM\",4\r\n\r\n+CDSI: \"SR\",5\r\n");
        Assert.Equal(["AT+CMGR=3\r", "AT+CMGD=3\r", "AT+CMGR=4\r", "AT+CPMS=\"SR\"\r", "AT+CMGR=5\r", "AT+CMGD=5\r"], _modem.Heard);
        Assert.Equal(["\r\nOK\r\n"], _received);
        Assert.Equal(0x46, Assert.Single(_reports).Status);
    }

    [Fact]
    public void What_is_shown_and_not_stored_is_taken_too()
    {
        var channel = Open();
        Send(channel, Request());
        _modem.Say($"\r\n+CMT: ,23\r\n{_answer}\r\n\r\n+CMT: ,20\r\n{_greeting}\r\n");
        Assert.Equal(["\r\nOK\r\n"], _received);
    }

    [Fact]
    public async Task When_the_port_vanishes_it_is_opened_again_and_what_came_meanwhile_is_taken()
    {
        _modem["AT+CMGL=4"] = $"\r\n+CMGL: 1,1,,23\r\n{_answer}\r\n\r\nOK\r\n";
        var channel = Open();
        Assert.Empty(_received);
        _ = Send(channel, Request());
        _modem.PullOut();
        var meanwhile = Send(channel, Request());
        _modem.Turn.Wait(TimeSpan.FromSeconds(20));
        Assert.False(meanwhile.IsCompleted);
        Assert.Empty(_ended);
        var late = Pdu("\r\nERROR\r\n", FakeChannel.Number);
        _modem["AT+CMGL=4"] = $"\r\n+CMGL: 1,1,,23\r\n{_answer}\r\n+CMGL: 2,0,,25\r\n{late}\r\n+CMGL: 3,0,,20\r\n{_greeting}\r\n+CMGL: 4,3,,20\r\n{_greeting}\r\n\r\nOK\r\n";
        _modem["AT+CMGD=2"] = "\r\nOK\r\n";
        Takes(Request(), "\r\n+CMGS: 1\r\n\r\nOK\r\n");
        _modem.Heard.Clear();
        _modem.IsGone = false;
        _modem.Turn.Wait(TimeSpan.FromSeconds(5));
        // What lay there at first is left alone.
        Assert.Equal(["\r\nERROR\r\n"], _received);
        Assert.Equal(["AT+CMGD=2\r"], _modem.Heard.Where(h => h.StartsWith("AT+CMGD", StringComparison.Ordinal)));
        await meanwhile;
    }

    [Fact]
    public async Task When_the_port_stays_away_it_is_over()
    {
        var channel = Open();
        _modem.PullOut();
        var waiting = Send(channel, Request());
        _modem.Turn.Wait(TimeSpan.FromMinutes(6));
        Assert.Contains("is lost", Assert.Single(_ended), StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotRunException>(() => waiting);
        await Assert.ThrowsAsync<NotRunException>(() => Send(channel, Request()));
    }

    [Fact]
    public async Task A_port_that_vanishes_before_the_prompt_has_not_got_the_message_behind_it_nobody_knows()
    {
        var channel = Open();
        _modem[$"AT+CMGS={LengthOf(Request())}"] = "";
        var before = Send(channel, Request());
        _modem.PullOut();
        await Assert.ThrowsAsync<NotRunException>(() => before);
        _modem.IsGone = false;
        _modem.Turn.Wait(TimeSpan.FromSeconds(5));
        Takes(Request(), "");
        var behind = Send(channel, Request());
        _modem.PullOut();
        await Assert.ThrowsAsync<EffectUnknownException>(() => behind);
        channel.Close();
    }
}
