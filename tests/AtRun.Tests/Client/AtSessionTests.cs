using AtRun.Client;
using AtRun.Protocol.Results;
using Xunit;

namespace AtRun.Tests.Client;

public sealed class AtSessionTests
{
    private readonly List<string> _unsolicited = [];
    private readonly List<string> _ended = [];
    private ScriptedPeer _peer = null!;
    private AtSession _session = null!;

    public AtSessionTests() => Open(new ScriptedPeer());

    private void Open(ScriptedPeer peer, int depth = 1)
    {
        _peer = peer;
        _session = new AtSession(peer.Near, new AtSessionOptions { Time = peer.Turn.Time, Depth = depth });
        _session.Unsolicited += item => _unsolicited.Add(item.Text + (item.Continuation is { } more ? "|" + more : ""));
        _session.Ended += _ended.Add;
        peer.Near.Receiver = _session;
    }

    private Task<AtResponse> Execute(string command, double? seconds = null, CancellationToken stop = default) =>
        _peer.Begin(() => _session.Execute(command, seconds is { } s ? TimeSpan.FromSeconds(s) : null, stop));

    private static AtResponse Of(Task<AtResponse> task)
    {
        Assert.True(task.IsCompleted, "there is no response yet");
        return task.GetAwaiter().GetResult();
    }

    [Theory]
    [InlineData("AT+CREG?\r")]
    [InlineData("")]
    public void A_response_has_its_lines_and_its_result_with_echo_and_without(string echo)
    {
        var task = Execute("AT+CREG?");
        Assert.Equal("AT+CREG?\r", _peer.Heard());
        _peer.Turn.Wait(TimeSpan.FromMilliseconds(250));
        _peer.Say(echo + "\r\n+CREG: 0,1\r\n\r\nOK\r\n");
        var response = Of(task);
        Assert.Equal(["+CREG: 0,1"], response.Lines);
        Assert.Equal(FinalResult.Ok, response.Result);
        Assert.Equal("OK", response.ResultText);
        Assert.Equal(TimeSpan.FromMilliseconds(250), response.Duration);
        Assert.True(response.IsSuccess);
        Assert.Empty(_unsolicited);
    }

    [Fact]
    public void Errors_are_answers()
    {
        var task = Execute("AT+CPIN?");
        _peer.Say("AT+CPIN?\r\r\n+CME ERROR: 10\r\n");
        Assert.Equal(CmeError.SimNotInserted, Of(task).Result.CmeError);
        Assert.False(Of(task).IsSuccess);
        Assert.True(_session.IsOpen);
    }

    /// <summary>#DIALMODE=2: no OK comes.</summary>
    [Theory]
    [InlineData("ATD0123;", "CONNECTED", true)]
    [InlineData("ATD0123;", "DISCONNECTED", false)]
    [InlineData("ATH", "RELEASED", true)]
    public void The_last_step_of_a_call_is_an_answer(string line, string step, bool succeeds)
    {
        var task = Execute(line);
        _peer.Say($"{line}\r\r\nDIALING\r\n\r\n{step}\r\n");
        Assert.Equal((step, succeeds), (Of(task).ResultText, Of(task).IsSuccess));
    }

    [Fact]
    public void What_comes_unasked_is_told_apart_before_between_and_after()
    {
        _peer.Say("\r\n+CMTI: \"SM\",3\r\n");
        var task = Execute("AT+COPS?");
        _peer.Say("AT+COPS?\r\r\n+CREG: 1\r\n\r\n+COPS: 0,0,\"vodafone IT\"\r\n\r\nRING\r\n\r\nOK\r\n\r\n+CMT: \"+39340\",,\"x\"\r\nhello\r\n");
        Assert.Equal(["+COPS: 0,0,\"vodafone IT\""], Of(task).Lines);
        Assert.Equal(["+CMTI: \"SM\",3", "+CREG: 1", "RING", "+CMT: \"+39340\",,\"x\"|hello"], _unsolicited);
    }

    [Fact]
    public void One_line_is_under_way_at_a_time()
    {
        var (first, second) = (Execute("AT"), Execute("ATI"));
        Assert.Equal("AT\r", _peer.Heard());
        _peer.Say("\r\nOK\r\n");
        Assert.Equal("ATI\r", _peer.Heard());
        Assert.False(second.IsCompleted);
        _peer.Say("\r\nERROR\r\n");
        Assert.Equal(ResultKind.Ok, Of(first).Result.Kind);
        Assert.Equal(ResultKind.Error, Of(second).Result.Kind);
    }

    [Fact]
    public void So_many_lines_as_the_depth_says_are_under_way()
    {
        Open(new ScriptedPeer(), depth: 2);
        var tasks = new[] { Execute("AT+CREG?"), Execute("ATI"), Execute("AT") };
        Assert.Equal("AT+CREG?\rATI\r", _peer.Heard());
        _peer.Say("AT+CREG?\r\r\n+CREG: 0,1\r\n\r\nOK\r\nATI\r\r\n334\r\n\r\nOK\r\n");
        Assert.Equal("AT\r", _peer.Heard());
        _peer.Say("AT\r\r\nOK\r\n");
        Assert.Equal([["+CREG: 0,1"], ["334"], []], tasks.Select(t => Of(t).Lines));
    }

    [Fact]
    public async Task Without_a_result_in_time_the_effect_is_not_known_and_nothing_more_is_sent()
    {
        var (first, second) = (Execute("AT+COPS=0", seconds: 5), Execute("AT"));
        _peer.Say("AT+COPS=0\r\r\nsome line\r\n");
        _peer.Turn.Wait(TimeSpan.FromSeconds(4.9));
        Assert.False(first.IsCompleted);
        _peer.Turn.Wait(TimeSpan.FromSeconds(0.2));
        var unknown = await Assert.ThrowsAsync<EffectUnknownException>(() => first);
        Assert.Equal((UnknownBecause.TimedOut, "AT+COPS=0"), (unknown.Because, unknown.Command));
        Assert.Equal(["some line"], unknown.Lines);
        await Assert.ThrowsAsync<NotRunException>(() => second);
        Assert.Equal("AT+COPS=0\r", _peer.Heard());
        Assert.True(_peer.IsEnded);
        Assert.Single(_ended);
        await Assert.ThrowsAsync<NotRunException>(() => Execute("AT"));
    }

    [Fact]
    public async Task The_time_is_that_of_the_declarations_where_none_is_given()
    {
        Assert.Equal(AtRequest.UsualTimeout, AtRequest.TimeoutOf("ATE0"));
        Assert.True(AtRequest.TimeoutOf("AT+CGACT=1,1") > TimeSpan.FromSeconds(150));
        var task = Execute("AT+CGACT=1,1");
        _peer.Turn.Wait(TimeSpan.FromSeconds(150));
        Assert.False(task.IsCompleted);
        _peer.Turn.Wait(AtRequest.TimeoutOf("AT+CGACT=1,1") - TimeSpan.FromSeconds(149));
        await Assert.ThrowsAsync<EffectUnknownException>(() => task);
    }

    [Fact]
    public async Task Cancelled_before_it_was_sent_it_has_not_run_and_the_session_goes_on()
    {
        using var stop = new CancellationTokenSource();
        var (first, second, third) = (Execute("AT"), Execute("AT+CFUN=1", stop: stop.Token), Execute("ATI"));
        _peer.Turn.Do(stop.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        _peer.Say("\r\nOK\r\n");
        _peer.Say("\r\nOK\r\n");
        Assert.True(Of(first).IsSuccess && Of(third).IsSuccess);
        Assert.Equal("AT\rATI\r", _peer.Heard());
    }

    [Fact]
    public async Task Cancelled_after_it_was_sent_its_effect_is_not_known()
    {
        using var stop = new CancellationTokenSource();
        var task = Execute("AT+CFUN=1", stop: stop.Token);
        _peer.Turn.Do(stop.Cancel);
        Assert.Equal(UnknownBecause.Cancelled, (await Assert.ThrowsAsync<EffectUnknownException>(() => task)).Because);
        Assert.False(_session.IsOpen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_link_that_ends_leaves_the_effect_unknown(bool reset)
    {
        var task = Execute("AT+CFUN=1");
        if (reset) _peer.Reset();
        else _peer.Close();
        Assert.Equal(UnknownBecause.Disconnected, (await Assert.ThrowsAsync<EffectUnknownException>(() => task)).Because);
        Assert.Single(_ended);
    }

    [Fact]
    public async Task A_line_of_which_nothing_has_left_has_not_run()
    {
        Open(new ScriptedPeer(capacity: 0) { Deaf = true });
        var task = Execute("AT+CFUN=1", seconds: 1);
        _peer.Turn.Wait(TimeSpan.FromSeconds(2));
        Assert.IsType<NotRunException>(await Assert.ThrowsAnyAsync<AtRunException>(() => task));
    }

    [Fact]
    public async Task On_a_link_that_is_gone_nothing_runs()
    {
        _peer.Close();
        await Assert.ThrowsAsync<NotRunException>(() => Execute("AT"));
    }

    [Fact]
    public void However_the_octets_are_cut_the_response_is_the_same()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            _unsolicited.Clear();
            Open(new ScriptedPeer(seed == 0 ? static _ => 1 : AtRun.Transport.MemoryLink.CutAtRandom(seed)));
            var task = Execute("AT#MONI;+COPS?");
            _peer.Say("AT#MONI;+COPS?\r\r\n#MONI: vodafone IT BSIC:25\r\n\r\n+CREG: 5\r\n\r\n+COPS: 0\r\n\r\nOK\r\n");
            Assert.Equal(["#MONI: vodafone IT BSIC:25", "+COPS: 0"], Of(task).Lines);
            Assert.Equal(["+CREG: 5"], _unsolicited);
        }
    }

    [Fact]
    public void Telnet_commands_in_between_do_not_matter()
    {
        var task = Execute("AT");
        _peer.Say("\xFF\xFD\x01\xFF\xFB\x03\r\n\xFF\xF1O\xFF\xFD\x18K\r\n");
        Assert.True(Of(task).IsSuccess);
    }

    [Fact]
    public void Answers_in_numbers_are_understood_once_they_were_asked_for()
    {
        var off = Execute("ATV0");
        _peer.Say("ATV0\r0\r");
        Assert.True(Of(off).IsSuccess);
        var ask = Execute("AT+CREG?");
        _peer.Say("AT+CREG?\r+CREG: 0,1\r\n4\r");
        Assert.Equal((ResultKind.Error, "+CREG: 0,1"), (Of(ask).Result.Kind, Of(ask).Lines.Single()));
        var on = Execute("ATV1");
        _peer.Say("ATV1\r\r\nOK\r\n");
        Assert.True(Of(on).IsSuccess);
    }

    [Fact]
    public void A_probe_notices_answers_in_numbers()
    {
        var probe = _peer.Begin(() => _session.Probe(TimeSpan.FromSeconds(5), default));
        _peer.Say("AT\r0\r");
        Assert.True(Of(probe).IsSuccess);
        var next = Execute("AT");
        _peer.Say("AT\r0\r");
        Assert.True(Of(next).IsSuccess);
    }

    [Fact]
    public void A_line_ends_as_S3_says()
    {
        var set = Execute("ATS3=30");
        _peer.Say("\r\nOK\x1E\n");
        Assert.True(Of(set).IsSuccess);
        _peer.Heard();
        Execute("AT");
        Assert.Equal("AT\x1E", _peer.Heard());
    }

    [Fact]
    public void Data_follow_the_prompt()
    {
        var task = _peer.Begin(() => _session.Execute(new AtRequest("AT+CMGS=\"123\"") { Data = static _ => Task.FromResult<byte[]?>([.. "hello"u8]) }));
        Assert.Equal("AT+CMGS=\"123\"\r", _peer.Heard());
        _peer.Say("AT+CMGS=\"123\"\r\r\n> ");
        Assert.Equal("hello\x1A", _peer.Heard());
        _peer.Say("hello\r\n+CMGS: 7\r\n\r\nOK\r\n");
        Assert.Equal(["+CMGS: 7"], Of(task).Lines);
        Assert.True(Of(task).IsSuccess);
    }

    [Fact]
    public void A_prompt_without_data_is_declined_and_nothing_hangs()
    {
        var task = Execute("AT+CMGS=\"123\"");
        _peer.Say("AT+CMGS=\"123\"\r\r\n> ");
        Assert.Equal("AT+CMGS=\"123\"\r\x1B", _peer.Heard());
        _peer.Say("\r\nOK\r\n");
        Assert.True(Of(task).PromptDeclined);
        Assert.False(Of(task).IsSuccess);
    }

    [Fact]
    public async Task Where_every_octet_would_be_data_a_prompt_without_data_ends_the_session()
    {
        var task = Execute("AT#WSCRIPT=\"a.py\",10");
        _peer.Say("\r\n>>>");
        Assert.Equal(UnknownBecause.DataMissing, (await Assert.ThrowsAsync<EffectUnknownException>(() => task)).Because);
    }

    [Fact]
    public async Task After_CONNECT_octets_are_data_until_the_escape()
    {
        var data = new List<byte>();
        _session.Heard += item => data.AddRange(item.Octets.Span);
        var connect = Execute("AT#SD=1,0,80,\"host\"");
        _peer.Say("\r\nCONNECT\r\nOK\r\n\xFF");
        Assert.Equal(ResultKind.Connect, Of(connect).Result.Kind);
        Assert.Equal([.. "OK\r\n"u8, 0xFF], data);
        await Assert.ThrowsAsync<NotRunException>(() => Execute("AT"));
        _peer.Heard();
        var escape = _peer.Begin(() => _session.Escape(TimeSpan.FromSeconds(5)));
        Assert.Equal("+++", _peer.Heard());
        _peer.Say("\r\nOK\r\n");
        Assert.True(Of(escape).IsSuccess);
        var next = Execute("AT");
        _peer.Say("AT\r\r\nOK\r\n");
        Assert.True(Of(next).IsSuccess);
    }

    [Theory]
    [InlineData("+CREG?")]
    [InlineData("AT\rAT+CFUN=4")]
    [InlineData("AT\n")]
    [InlineData("AT\0")]
    [InlineData("AT\x1B")]
    [InlineData("AT\xFF")]
    [InlineData("AT€")]
    [InlineData("")]
    public void What_would_not_be_one_line_is_not_sent(string command)
    {
        Assert.Throws<ArgumentException>(() => { _ = _session.Execute(command); });
        Assert.Equal("", _peer.Heard());
    }
}
