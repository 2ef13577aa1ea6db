using AtRun.Client;
using AtRun.Client.Listening;
using Xunit;

namespace AtRun.Tests.Client.Listening;

/// <summary>Sessions with modules that dial (TCP-12), come back (TCP-15), go silent (TCP-16, TCP-17).</summary>
public sealed class ModuleListenerTests
{
    private const string Imei = ListeningHost.Imei, Other = "356938035643817";

    private readonly ListeningHost _host = new();

    private static EffectUnknownException Lost(Task<AtResponse> task) => Assert.IsType<EffectUnknownException>(Assert.IsType<AggregateException>(task.Exception).InnerException);

    private static string? Details(string line) => line switch
    {
        "AT+CGMM" => "\r\nHE910-G\r\n\r\nOK\r\n",
        "AT+CGMR" => "\r\n12.00.\x1B[2J004\r\n\r\nOK\r\n",
        "AT#CCID" => "\r\n#CCID: 8939107800023416395\r\n\r\nOK\r\n",
        "AT#TCPATRUNCFG?;#SCFG?" => "\r\n#TCPATRUNCFG: 3,2,1024,1024,\"h\",1,5,0,0,2\r\n\r\n#SCFG: 1,1,300,90,600,50\r\n#SCFG: 3,1,300,60,600,50\r\n\r\nOK\r\n",
        _ => "\r\nOK\r\n",
    };

    [Fact]
    public void A_module_is_asked_who_it_is_and_commands_follow()
    {
        var host = new ListeningHost(new());
        var peer = host.DialModule(Details);
        Assert.Equal($"AT+CGSN;+CGSN\rAT+CGMM\rAT+CGMR\rAT#CCID\rAT#TCPATRUNCFG?;#SCFG?\r", peer.Heard());
        Assert.Equal([$"identified: {Imei} (HE910-G)"], host.Told);
        // Nothing in it moves the cursor of who reads it.
        Assert.Equal(new ModuleIdentity("HE910-G", "12.00.?[2J004", "8939107800023416395"), host.Module.Identity);
        Assert.Equal(60, host.Module.IdleTimeout);
        Assert.Equal(ModuleState.Idle, host.Module.State);
        Assert.True(ListeningHost.Of(host.Execute("AT")).IsSuccess);
        Assert.Equal("AT", host.Module.LastCommand);
    }

    [Fact]
    public void What_a_module_does_not_tell_is_left_out()
    {
        var host = new ListeningHost(new());
        var peer = host.DialModule(line => line.StartsWith("AT+CIMI", StringComparison.Ordinal) ? "\r\n+CME ERROR: 10\r\n" : "\r\nERROR\r\n");
        Assert.EndsWith("AT#CCID\rAT+CCID\rAT+CIMI\rAT#TCPATRUNCFG?;#SCFG?\r", peer.Heard(), StringComparison.Ordinal);
        Assert.Equal([$"identified: {Imei}"], host.Told);
        Assert.Equal(ModuleIdentity.Unknown, host.Module.Identity);
        Assert.Null(host.Module.IdleTimeout);
    }

    [Fact]
    public void One_command_runs_at_a_time_and_the_queue_has_an_end()
    {
        var host = new ListeningHost(new() { AskDetails = false, MaxQueue = 2 });
        var peer = host.DialModule(_ => null);
        peer.Heard();
        var tasks = Enumerable.Range(0, 4).Select(i => host.Execute($"AT+C{i}")).ToArray();
        Assert.Equal("AT+C0\r", peer.Heard());
        Assert.Equal(ModuleState.Busy, host.Module.State);
        Assert.Equal(2, host.Module.Queued);
        Assert.Contains("2 commands wait", Assert.IsType<NotRunException>(tasks[3].Exception!.InnerException).Message, StringComparison.Ordinal);
        peer.Say("\r\nERROR\r\n");
        Assert.Equal("AT+C1\r", peer.Heard());
        peer.Say("\r\nOK\r\n");
        peer.Say("\r\nOK\r\n");
        Assert.Equal([false, true, true], tasks[..3].Select(t => ListeningHost.Of(t).IsSuccess));
    }

    [Fact]
    public void The_same_IMEI_on_a_new_connection_replaces_the_old_one_and_the_queue_goes_on()
    {
        var first = _host.DialModule(_ => null);
        var (running, waiting) = (_host.Execute("AT+CMGS=1"), _host.Execute("AT+CSQ"));
        Assert.EndsWith("AT+CMGS=1\r", first.Heard(), StringComparison.Ordinal);
        var module = _host.Module;
        var second = _host.DialModule(_ => "\r\n+CSQ: 9,9\r\n\r\nOK\r\n");
        Assert.True(first.IsEnded);
        Assert.Equal(UnknownBecause.Disconnected, Lost(running).Because);
        Assert.Equal(["+CSQ: 9,9"], ListeningHost.Of(waiting).Lines);
        // What was lost is not sent again.
        Assert.Equal("AT+CGSN;+CGSN\rAT+CSQ\r", second.Heard());
        Assert.Same(module, _host.Module);
        Assert.Equal([$"identified: {Imei}", "lost: it has dialled anew, from 127.0.0.9:40002.", $"back: {Imei}"], _host.Told);
        Assert.Equal((1, 2), (_host.Listener.Connections, module.Connections));
    }

    [Fact]
    public void Commands_wait_for_a_module_that_is_away()
    {
        _host.DialModule().Close();
        Assert.Equal("lost: it closed the connection.", _host.Told[^1]);
        Assert.Equal(ModuleState.Away, _host.Module.State);
        var task = _host.Execute("AT+CSQ");
        using var stop = new CancellationTokenSource();
        var cancelled = _host.Execute("AT+CREG?", stop: stop.Token);
        _host.Turn.Do(stop.Cancel);
        Assert.True(cancelled.IsCanceled);
        _host.Wait(600);
        Assert.False(task.IsCompleted);
        var peer = _host.DialModule();
        Assert.True(ListeningHost.Of(task).IsSuccess);
        Assert.EndsWith("\rAT+CSQ\r", peer.Heard(), StringComparison.Ordinal);
        Assert.Equal($"back: {Imei}", _host.Told[^1]);
    }

    [Fact]
    public void A_module_that_stays_away_is_forgotten()
    {
        _host.DialModule().Reset();
        Assert.Equal("lost: the connection broke.", _host.Told[^1]);
        var (module, task) = (_host.Module, _host.Execute("AT+CSQ"));
        var ended = new List<string>();
        module.Ended += ended.Add;
        _host.Wait(3601);
        Assert.Equal(["the module has been away for 60 minutes."], ended);
        Assert.IsType<NotRunException>(task.Exception!.InnerException);
        Assert.Empty(_host.Listener.Modules);
        Assert.False(module.IsOpen);
        _host.DialModule();
        Assert.Equal($"identified: {Imei}", _host.Told[^1]);
    }

    [Fact]
    public void A_late_answer_is_not_taken_for_another_and_the_connection_lives()
    {
        var peer = _host.DialModule(line => line == "AT+CSQ" ? "\r\n+CSQ: 1,1\r\n\r\nOK\r\n" : null);
        peer.Heard();
        var (late, next) = (_host.Execute("AT+COPS=?", seconds: 10), _host.Execute("AT+CSQ"));
        _host.Wait(9);
        Assert.Equal("AT+COPS=?\r", peer.Heard());
        _host.Wait(1);
        Assert.Equal(UnknownBecause.TimedOut, Lost(late).Because);
        Assert.Equal(ModuleState.Synchronising, _host.Module.State);
        peer.Say("\r\n+COPS: (2,\"x\",\"y\",\"22210\",0)\r\n\r\nOK\r\n");
        _host.Wait(1);
        Assert.Equal(["+CSQ: 1,1"], ListeningHost.Of(next).Lines);
        Assert.False(peer.IsEnded);
        Assert.Equal([$"identified: {Imei}"], _host.Told);
    }

    [Fact]
    public void After_a_cancelled_command_the_conversation_is_found_again()
    {
        var peer = _host.DialModule(_ => null);
        using var stop = new CancellationTokenSource();
        var task = _host.Execute("AT+COPS=?", stop: stop.Token);
        _host.Turn.Do(stop.Cancel);
        Assert.Equal(UnknownBecause.Cancelled, Lost(task).Because);
        _host.Wait(1);
        Assert.Equal(ModuleState.Idle, _host.Module.State);
        Assert.False(peer.IsEnded);
    }

    [Fact]
    public void A_module_that_does_not_find_the_thread_again_is_dead()
    {
        var mute = false;
        var peer = _host.Dial(line => mute ? null : ListeningHost.AnswerOf(line, Imei, true, null));
        _host.Wait(1);
        mute = true;
        var task = _host.Execute("AT+CSQ", seconds: 5);
        _host.Wait(110);
        Assert.Equal(UnknownBecause.TimedOut, Lost(task).Because);
        Assert.True(peer.IsEnded);
        Assert.Equal(ModuleState.Away, _host.Module.State);
        Assert.StartsWith("lost: it", _host.Told[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, null, 30)]
    [InlineData(0, null, 45)]
    [InlineData(60, 5, 5)]
    public void The_link_is_kept_alive_within_the_idle_timeout(int idle, int? option, int interval)
    {
        var host = new ListeningHost(new() { KeepAlive = option is { } s ? TimeSpan.FromSeconds(s) : null });
        var peer = host.DialModule(line => Details(line)?.Replace(",60,", $",{idle},", StringComparison.Ordinal));
        peer.Heard();
        host.Wait(interval - 1.5);
        Assert.Equal("", peer.Heard());
        // What is heard or asked puts it off.
        host.Execute("AT+CSQ");
        peer.Heard();
        host.Wait(interval - 0.5);
        Assert.Equal("", peer.Heard());
        host.Wait(1);
        Assert.Equal("AT\r", peer.Heard());
        host.Wait(interval + 0.5);
        Assert.Equal("AT\r", peer.Heard());
        Assert.Single(host.Told);
    }

    [Fact]
    public void A_peer_that_is_gone_without_a_sign_is_noticed()
    {
        var gone = false;
        var peer = _host.Dial(line => gone ? null : ListeningHost.AnswerOf(line, Imei, true, null));
        _host.Wait(1);
        gone = true;
        _host.Wait(46);
        var waiting = _host.Execute("AT+CSQ");
        _host.Wait(46);
        Assert.Equal("lost: it does not answer.", _host.Told[^1]);
        Assert.True(peer.IsEnded);
        Assert.Equal(0, _host.Listener.Connections);
        Assert.False(waiting.IsCompleted);
        _host.DialModule();
        Assert.True(ListeningHost.Of(waiting).IsSuccess);
    }

    [Fact]
    public void In_data_state_nothing_is_slipped_in_and_the_escape_sequence_ends_it()
    {
        var peer = _host.DialModule(_ => null);
        var (connect, queued) = (_host.Execute("AT#TCPATCONSER=0,9600"), _host.Execute("AT+CSQ"));
        peer.Say("\r\nCONNECT\r\n");
        Assert.True(ListeningHost.Of(connect).IsSuccess);
        Assert.Equal(ModuleState.Online, _host.Module.State);
        peer.Heard();
        _host.Wait(600);
        Assert.Equal("", peer.Heard());
        Task<AtResponse>? escape = null;
        _host.Turn.Do(() => _host.Module.SendData("hello"u8));
        _host.Turn.Do(() => escape = _host.Module.Escape(TimeSpan.FromSeconds(5)));
        Assert.Equal(["hello", "+++"], peer.Pieces[^2..]);
        peer.Say("\r\nOK\r\n");
        Assert.True(ListeningHost.Of(escape!).IsSuccess);
        peer.Say("\r\n+CSQ: 2,2\r\n\r\nOK\r\n");
        Assert.Equal(["+CSQ: 2,2"], ListeningHost.Of(queued).Lines);
    }

    [Fact]
    public void Too_many_are_refused_and_who_does_not_tell_makes_room()
    {
        var host = new ListeningHost(new() { AskDetails = false, MaxUnidentified = 2, MaxConnections = 3 });
        var (one, two) = (host.Dial(), host.Dial());
        Assert.True(host.Dial().IsEnded);
        Assert.Equal("turned away: 2 connections have not told who they are.", host.Told[^1]);
        host.Wait(11);
        Assert.False(host.DialModule().IsEnded);
        Assert.True(one.IsEnded);
        Assert.False(two.IsEnded);
        host.DialModule(imei: Other);
        Assert.Equal(2, host.Listener.Modules.Count);
        Assert.True(host.Dial().IsEnded);
        Assert.Equal("turned away: there are 3 connections already.", host.Told[^1]);
    }

    [Fact]
    public void One_address_may_have_so_many_connections()
    {
        var host = new ListeningHost(new() { AskDetails = false, MaxPerAddress = 2 });
        var first = host.Dial(from: "127.0.0.5");
        Assert.False(host.Dial(from: "127.0.0.5").IsEnded);
        Assert.True(host.Dial(from: "127.0.0.5").IsEnded);
        Assert.False(host.Dial(from: "127.0.0.6").IsEnded);
        first.Close();
        Assert.False(host.Dial(from: "127.0.0.5").IsEnded);
    }

    [Fact]
    public void So_many_modules_are_known_and_the_one_that_was_away_longest_makes_room()
    {
        var host = new ListeningHost(new() { AskDetails = false, MaxModules = 1 });
        var first = host.DialModule();
        Assert.True(host.DialModule(imei: Other).IsEnded);
        Assert.Equal("turned away: 1 modules are known already.", host.Told[^1]);
        first.Close();
        Assert.False(host.DialModule(imei: Other).IsEnded);
        Assert.Equal([Other], host.Listener.Modules.Keys);
    }

    [Fact]
    public void At_the_end_everybody_is_told()
    {
        var peer = _host.DialModule(_ => null);
        var stranger = _host.Dial();
        var (running, waiting) = (_host.Execute("AT+CMGS=1"), _host.Execute("AT+CSQ"));
        _host.Turn.Do(_host.Listener.Dispose);
        Assert.True(peer.IsEnded && stranger.IsEnded);
        Assert.Equal(UnknownBecause.Cancelled, Lost(running).Because);
        Assert.IsType<NotRunException>(waiting.Exception!.InnerException);
        Assert.True(_host.Dial().IsEnded);
        Assert.Equal(0, _host.Listener.Connections);
    }

    [Fact]
    public void A_thousand_strangers_and_modules_leave_nothing_behind()
    {
        for (var i = 0; i < 1000; i++) _host.Dial();
        var module = _host.DialModule();
        Assert.Equal(1001, _host.Listener.Connections);
        _host.Wait(101);
        Assert.Equal((1, 0), (_host.Listener.Connections, _host.Listener.Unidentified));
        Assert.True(ListeningHost.Of(_host.Execute("AT")).IsSuccess);
        Assert.False(module.IsEnded);
    }
}
