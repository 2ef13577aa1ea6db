using AtRun.Client;
using AtRun.Client.Messages;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;
using Xunit;

namespace AtRun.Tests.Client.Messages;

/// <content>What is known, and said, when no answer comes.</content>
public sealed partial class SmsSessionTests
{
    [Fact]
    public async Task Without_an_answer_it_is_said_what_is_known()
    {
        Assert.Equal(TimeSpan.FromMinutes(6), AtRequest.TimeoutOf("AT+CGSN") + SmsSession.Allowance);
        var session = Session();
        var (task, next) = (Execute(session, "AT+CGSN"), Execute(session, "AT+CGMR"));
        // The centre drops it when nobody waits any more: 6 minutes are 10.
        Assert.Equal((ValidityPeriod.Relative(1), true), (Sent.Validity, Sent.StatusReportRequest));
        _channel.Report(0x22);
        _turn.Wait(TimeSpan.FromMinutes(5));
        Assert.False(task.IsCompleted);
        _turn.Wait(TimeSpan.FromMinutes(1.1));
        var error = await Assert.ThrowsAsync<EffectUnknownException>(() => task);
        Assert.Equal(UnknownBecause.TimedOut, error.Because);
        Assert.Contains("The service centre took it and reports: no response; the centre still tries.", error.Message, StringComparison.Ordinal);
        // A late answer could not be told from that of the next command.
        Assert.False(session.IsOpen);
        await Assert.ThrowsAsync<NotRunException>(() => next);
        await Assert.ThrowsAsync<NotRunException>(() => Execute(session, "AT"));
        Assert.Single(_channel.Sent);
    }

    [Fact]
    public async Task In_the_digest_form_a_session_goes_on_after_a_time_out()
    {
        var session = Session(Password);
        var task = Execute(session, "AT+CPBR=1,40", seconds: 10);
        var parts = Digests(Password, "\r\n" + new string('x', 30) + "\r\n" + new string('y', 300) + "\r\n\r\nOK\r\n", 1);
        _channel.Receive(_channel.Message(parts[0]));
        _channel.Receive(_channel.Message(parts[2]));
        _turn.Wait(TimeSpan.FromSeconds(11));
        var error = await Assert.ThrowsAsync<EffectUnknownException>(() => task);
        Assert.Contains("parts 1, 3 of 4 came", error.Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 30), error.Lines[0]);
        Assert.True(session.IsOpen);
        // The late rest belongs to nobody now, not to the next request.
        var next = Execute(session, "AT");
        foreach (var part in parts) _channel.Receive(_channel.Message(part, second: 20));
        Assert.False(next.IsCompleted);
        _channel.Receive(_channel.Message(FakeChannel.Digest(Password, "\r\nOK\r\n", 2)));
        Assert.True(Of(next).IsSuccess);
    }

    [Fact]
    public async Task What_the_centre_gives_up_has_not_run()
    {
        var task = Execute(Session(), "AT+CGSN");
        _channel.Report(0x46);
        var error = await Assert.ThrowsAsync<NotRunException>(() => task);
        Assert.Contains("validity period expired", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_about_another_message_changes_nothing()
    {
        var (one, two) = (Execute(Session(Password), "AT"), Execute(Session(Password), "ATI"));
        _channel.Report(0x46, reference: 200);
        _channel.Report(0x46, reference: Sent.Reference, to: "+39111111111");
        Assert.False(one.IsCompleted || two.IsCompleted);
        _channel.Report(0x46, reference: _channel.Sent[0].Reference);
        Assert.True(one.IsFaulted && !two.IsCompleted);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Password)]
    public async Task What_the_centre_refuses_has_not_run(string? password)
    {
        _channel.Refuses = new NotRunException("full");
        var session = Session(password);
        await Assert.ThrowsAsync<NotRunException>(() => Execute(session, "AT"));
        _channel.Refuses = new EffectUnknownException("AT", UnknownBecause.TimedOut, [], "silence");
        Assert.Contains("The service centre has not said that it took it", (await Assert.ThrowsAsync<EffectUnknownException>(() => Execute(session, "AT"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_centre_that_does_not_take_it_in_time_has_not_got_it()
    {
        _channel.Slow = true;
        var task = Execute(Session(), "AT", seconds: 5);
        _turn.Wait(TimeSpan.FromSeconds(6));
        Assert.Contains("did not take it", (await Assert.ThrowsAsync<NotRunException>(() => task)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_before_it_was_sent_it_has_not_run()
    {
        using var stop = new CancellationTokenSource();
        _channel.Slow = true;
        var session = Session();
        var (first, second) = (Execute(session, "AT", stop: stop.Token), Execute(session, "ATI", stop: stop.Token));
        _turn.Do(stop.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.True(session.IsOpen);
        Assert.Single(_channel.Sent);
    }

    [Fact]
    public async Task Cancelled_after_it_was_sent_its_effect_is_not_known()
    {
        using var stop = new CancellationTokenSource();
        var task = Execute(Session(), "AT", stop: stop.Token);
        _turn.Do(stop.Cancel);
        Assert.Equal(UnknownBecause.Cancelled, (await Assert.ThrowsAsync<EffectUnknownException>(() => task)).Because);
    }

    [Theory]
    [InlineData(null, "HAT#REBOOT")]
    [InlineData(Password, "HAT#REBOOT")]
    public void A_hidden_request_is_done_once_the_centre_has_it(string? password, string text)
    {
        var session = Session(password, hidden: true);
        var (one, two) = (Execute(session, "AT#REBOOT"), Execute(session, "AT#REBOOT"));
        foreach (var task in new[] { one, two })
        {
            Assert.Equal((true, true, FinalResult.None, ""), (Of(task).IsHidden, Of(task).IsSuccess, Of(task).Result, Of(task).ResultText));
            Assert.Empty(Of(task).Lines);
        }
        Assert.EndsWith(text, Sent.UserData.Text, StringComparison.Ordinal);
        Assert.Equal((2, false), (_channel.Sent.Count, Sent.StatusReportRequest));
    }

    [Fact]
    public async Task A_channel_that_ends_leaves_what_was_sent_unknown()
    {
        var session = Session();
        var (sent, waiting) = (Execute(session, "AT"), Execute(session, "ATI"));
        var ended = new List<string>();
        session.Ended += ended.Add;
        _channel.Break("the port is lost");
        Assert.Equal(UnknownBecause.Disconnected, (await Assert.ThrowsAsync<EffectUnknownException>(() => sent)).Because);
        await Assert.ThrowsAsync<NotRunException>(() => waiting);
        Assert.Equal(["the port is lost"], ended);
        Assert.True(_channel.IsClosed);
        await Assert.ThrowsAsync<NotRunException>(() => Execute(session, "AT"));
    }

    [Fact]
    public void What_comes_unasked_within_an_answer_is_told_apart()
    {
        var session = Session();
        var unsolicited = new List<string>();
        session.Unsolicited += item => unsolicited.Add(item.Text);
        var task = Execute(session, "AT+CGSN");
        _channel.Answer("\r\n+CREG: 1\r\n\r\n111\r\n\r\nOK\r\n");
        Assert.Equal(["111"], Of(task).Lines);
        Assert.Equal(["+CREG: 1"], unsolicited);
    }
}
