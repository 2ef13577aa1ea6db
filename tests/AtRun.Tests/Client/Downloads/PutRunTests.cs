using AtRun.Protocol;
using System.Text;
using AtRun.Client;
using AtRun.Client.Downloads;
using Xunit;

namespace AtRun.Tests.Client.Downloads;

public sealed class PutRunTests
{
    private static readonly byte[] Old = Encoding.Latin1.GetBytes("print 'old'\r\n");

    private readonly FakeStore _store = new();
    private readonly List<string> _warnings = [];

    /// <summary>All octets, FF twice over, and lines that look like results, prompts and commands.</summary>
    private static byte[] Content(int size = 20_000)
    {
        var text = "\r\nOK\r\n\r\nERROR\r\n>>><<<AT#REBOOT\r+++\x1A\x1B"u8;
        var content = new byte[size];
        for (var i = 0; i < size; i++) content[i] = i % 1000 < 256 ? (byte)i : i % 1000 < 300 ? (byte)0xFF : text[i % text.Length];
        return content;
    }

    private static PutOptions Script(byte[]? content = null, string name = "main.py") => new() { Kind = FileKind.Script, Name = name, Content = content ?? Content(), Channel = Channel.Tcp };

    private (Task Task, PutReport Report) Put(PutOptions options, double minutes = 30, CancellationToken stop = default)
    {
        var run = new PutRun(options, _store.Open, _store.Turn.Time);
        run.Warned += text =>
        {
            if (!text.Contains("--crlf", StringComparison.Ordinal)) _warnings.Add(text);
        };
        Task task = null!;
        _store.Turn.Do(() => task = run.Run(stop));
        Assert.True(_store.Turn.WaitUntil(() => task.IsCompleted, TimeSpan.FromMinutes(minutes)), "it hangs");
        return (task, run.Report);
    }

    private PutReport Done(PutOptions options, double minutes = 30)
    {
        var (task, report) = Put(options, minutes);
        task.GetAwaiter().GetResult();
        return report;
    }

    private void Has(string name, byte[] content, bool selected = false)
    {
        _store.Files[name] = content;
        _store.Whole.Add(name);
        if (selected) _store.Selected = name;
    }

    [Theory]
    [InlineData(true, "\r\n>>>")]
    [InlineData(false, "\r\n>>>")]
    [InlineData(true, ">>>")]
    [InlineData(false, "\r\n>>>\r\n")]
    public void A_file_arrives_as_it_is(bool echo, string prompt)
    {
        (_store.Echo, _store.Prompt) = (echo, prompt);
        var report = Done(Script());
        Assert.Equal(Content(), _store.Files["main.py"]);
        Assert.Equal(("crc", false, 20_000L, 0, "HE910"), (report.Verified, report.Activated, report.Sent, report.Retries, report.Product));
        Assert.Equal("", _store.Selected);
        Assert.Equal([PutAction.Dial, PutAction.Look, PutAction.Send, PutAction.Verify], report.Steps.Select(s => s.Step.Action));
        Assert.DoesNotContain(report.Steps, s => s.Failed is not null);
    }

    /// <summary>#SELINT=0 and 1 (AT reference 80000ST10025a p548).</summary>
    [Fact]
    public void A_list_of_the_old_interface_style_is_read()
    {
        _store.Instead = line => line == "AT#LSCRIPT" ? "\r\n#LSCRIPT: main.py 13\r\n\r\n#LSCRIPT: free bytes: 10000\r\n\r\nOK\r\n" : null;
        Has("main.py", Old, selected: true);
        var report = Done(Script("print 'plain'\r\n"u8.ToArray()) with { DryRun = true });
        Assert.Equal("HE910: 1 file, 10000 octets free, selected main.py", report.Steps[1].Found);
    }

    [Fact]
    public void What_is_there_already_is_not_sent_again()
    {
        Has("main.py", Content());
        var report = Done(Script() with { Activate = true });
        Assert.Equal((0L, "crc", true, "main.py"), (report.Sent, report.Verified, report.Activated, _store.Selected));
    }

    [Fact]
    public void Without_a_crc_it_is_read_back()
    {
        _store.Crc = _ => null;
        Assert.Equal("read", Done(Script()).Verified);
        Assert.Contains("AT#RSCRIPT=\"main.py\"", _store.Commands);
    }

    [Fact]
    public void A_crc_of_another_kind_is_told_and_reading_back_decides()
    {
        _store.Crc = octets => (ushort)~Crc16.Of(octets);
        Assert.Equal("read", Done(Script()).Verified);
        Assert.Contains("read back, it is what was sent", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_way_that_alters_octets_is_found_out()
    {
        _store.Taken = octet => octet == 0xFF ? (byte)0xFE : octet;
        var (task, report) = Put(Script() with { Activate = true, Retries = 2 });
        await Assert.ThrowsAsync<TransferFailedException>(() => task);
        Assert.Equal((2, null, ""), (report.Retries, report.Verified, _store.Selected));
    }

    [Fact]
    public async Task A_wrong_crc_fails_where_nothing_else_is_wanted()
    {
        _store.Crc = _ => 0x1234;
        var (task, _) = Put(Script() with { Verify = Verification.Crc, Retries = 0 });
        Assert.Contains("1234", (await Assert.ThrowsAsync<TransferFailedException>(() => task)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_selected_one_is_replaced_by_way_of_a_spare()
    {
        Has("main.py", Old, selected: true);
        var report = Done(Script());
        Assert.Equal(Content(), _store.Files["main.py"]);
        Assert.Equal(("main.py", 1, true), (_store.Selected, _store.Files.Count, report.Activated));
        Assert.Empty(_store.HalfSelected);
        Assert.Equal(["send main~.py", "verify main~.py", "select main~.py", "send main.py", "verify main.py", "select main.py", "delete main~.py"],
            report.Steps.Skip(2).Select(s => $"{s.Step.Action.ToString().ToLowerInvariant()} {s.Step.Name}"));
    }

    [Fact]
    public async Task Where_there_is_no_room_for_two_it_goes_in_place_only_if_told_so()
    {
        Has("main.py", Old, selected: true);
        _store.Capacity = 30_000;
        var (task, _) = Put(Script());
        Assert.Contains("--in-place", (await Assert.ThrowsAsync<PutRefusedException>(() => task)).Message, StringComparison.Ordinal);
        Assert.Equal(Old, _store.Files["main.py"]);
        Done(Script() with { InPlace = true });
        Assert.Equal(Content(), _store.Files["main.py"]);
    }

    [Fact]
    public async Task A_full_store_is_told_before_anything_is_sent()
    {
        _store.Capacity = 10_000;
        var (task, report) = Put(Script());
        Assert.Contains("10000 octets are free", (await Assert.ThrowsAsync<PutRefusedException>(() => task)).Message, StringComparison.Ordinal);
        Assert.Equal(0, report.Sent);
    }

    [Fact]
    public void A_link_that_breaks_five_times_ends_verified()
    {
        foreach (var after in (int[])[1, 700, 9_000, 19_999, 12_345]) _store.Troubles.Enqueue((after, Trouble.Break));
        var report = Done(Script());
        Assert.Equal(Content(), _store.Files["main.py"]);
        Assert.Equal((5, "crc", 6), (report.Retries, report.Verified, _store.Connections));
    }

    [Fact]
    public void What_was_complete_is_not_sent_again()
    {
        Has("main.py", Old, selected: true);
        _store.Troubles.Enqueue((5_000, Trouble.Break));
        _store.Troubles.Enqueue((20_000, Trouble.BreakAtOk));
        _store.Troubles.Enqueue((8_000, Trouble.Break));
        Done(Script());
        Assert.Equal(Content(), _store.Files["main.py"]);
        Assert.Empty(_store.HalfSelected);
        // The spare twice, the second time whole though its OK was lost; its own name twice.
        Assert.Equal(["main~.py", "main~.py", "main.py", "main.py"], _store.Commands.Where(c => c.StartsWith("AT#WSCRIPT", StringComparison.Ordinal)).Select(c => c.Split('"')[1]));
    }

    /// <summary>Power is lost after each octet count in turn, and somebody begins anew.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task However_it_ends_what_is_selected_is_whole_and_the_next_one_finishes(int transfersBefore)
    {
        Has("main.py", Old, selected: true);
        for (var i = 0; i < transfersBefore; i++) _store.Troubles.Enqueue((int.MaxValue, Trouble.Break));
        _store.Troubles.Enqueue((10_000, Trouble.Break));
        var (task, _) = Put(Script() with { Retries = 0 });
        if (transfersBefore < 2) await Assert.ThrowsAsync<EffectUnknownException>(() => task);
        Assert.Empty(_store.HalfSelected);
        Assert.Contains(_store.Selected, _store.Whole);
        Done(Script());
        Assert.Equal((1, "main.py"), (_store.Files.Count, _store.Selected));
        Assert.Equal(Content(), _store.Files["main.py"]);
        Assert.Empty(_store.HalfSelected);
    }

    [Theory]
    [InlineData(Trouble.Error)]
    [InlineData(Trouble.Silence)]
    [InlineData(Trouble.Deafness)]
    public void Trouble_in_the_middle_is_tried_again(object trouble)
    {
        _store.Troubles.Enqueue((6_000, (Trouble)trouble));
        var report = Done(Script());
        Assert.Equal((1, "crc"), (report.Retries, report.Verified));
        Assert.Equal(Content(), _store.Files["main.py"]);
    }

    [Fact]
    public async Task A_dead_link_never_hangs()
    {
        for (var i = 0; i < 9; i++) _store.Troubles.Enqueue((6_000, Trouble.Deafness));
        var (task, report) = Put(Script(), minutes: 20);
        var e = await Assert.ThrowsAsync<EffectUnknownException>(() => task);
        Assert.Equal((UnknownBecause.TimedOut, 5), (e.Because, report.Retries));
    }

    [Fact]
    public async Task A_prompt_that_never_comes_ends_in_time()
    {
        _store.Prompt = "";
        var (task, report) = Put(Script() with { Retries = 1, Timeout = TimeSpan.FromSeconds(20) }, minutes: 3);
        await Assert.ThrowsAsync<EffectUnknownException>(() => task);
        Assert.Equal(0, report.Sent);
    }

    [Fact]
    public async Task A_module_that_does_not_know_the_command_is_told_from_one_that_refuses()
    {
        _store.Instead = line => line == "AT#LSCRIPT" ? "\r\nERROR\r\n" : null;
        var (task, _) = Put(Script());
        Assert.Contains("has no scripts", (await Assert.ThrowsAsync<CommandFailedException>(() => task)).Message, StringComparison.Ordinal);
        _store.Instead = line => line.StartsWith("AT#WSCRIPT", StringComparison.Ordinal) ? "\r\nERROR\r\n" : null;
        (task, var report) = Put(Script());
        Assert.Contains("another download is under way", (await Assert.ThrowsAsync<CommandFailedException>(() => task)).Message, StringComparison.Ordinal);
        Assert.Equal(0, report.Retries);
    }

    [Fact]
    public void A_module_that_still_holds_the_broken_connection_is_dialled_again()
    {
        _store.Troubles.Enqueue((100, Trouble.Break));
        var opened = false;
        _store.Instead = line =>
        {
            if (!opened) _store.Refusals = 3;
            opened = true;
            return null;
        };
        var report = Done(Script());
        Assert.Equal((4, "crc"), (report.Retries, report.Verified));
    }

    [Fact]
    public async Task The_second_of_two_is_told_what_it_met()
    {
        _store.Refusals = 1;
        var (task, _) = Put(Script());
        Assert.Contains("another client", (await Assert.ThrowsAsync<NotAdmittedException>(() => task)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_would_not_start_is_told()
    {
        _store.StartMode = "#STARTMODESCR: 0,10";
        Done(Script() with { Activate = true });
        Assert.Contains("#STARTMODESCR is 0", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#STARTMODESCR= 1,10", "AT#REBOOT")]
    [InlineData("#STARTMODESCR= 0,10", "AT#EXECSCR")]
    public void It_is_run_as_the_start_mode_allows(string mode, string command)
    {
        _store.StartMode = mode;
        var report = Done(Script() with { Activate = true, Run = Starting.Usual });
        Assert.Contains(command, _store.Commands);
        Assert.NotNull(report.Started);
    }

    [Fact]
    public async Task Telnet_is_no_way_for_an_octet_FF()
    {
        _store.Hello = "\xFF\xFB\x01\xFF\xFB\x03";
        var (task, report) = Put(Script());
        Assert.Contains("speaks telnet", (await Assert.ThrowsAsync<PutRefusedException>(() => task)).Message, StringComparison.Ordinal);
        Assert.Equal(0, report.Sent);
        Done(Script("print 'plain'\r\n"u8.ToArray()));
    }

    [Fact]
    public async Task Flow_control_by_characters_is_no_way_for_them()
    {
        _store.Instead = line => line == "AT+IFC?" ? "\r\n+IFC: 1,1\r\n\r\nOK\r\n" : null;
        var (task, _) = Put(Script() with { Channel = Channel.Local });
        Assert.Contains("octet 17 of the file", (await Assert.ThrowsAsync<PutRefusedException>(() => task)).Message, StringComparison.Ordinal);
        _store.Instead = line => line == "AT+IFC?" ? "\r\n+IFC: 2,2\r\n\r\nOK\r\n" : null;
        Done(Script() with { Channel = Channel.Local });
    }

    /// <summary>What is typed sooner would be taken for the file.</summary>
    [Fact]
    public void On_a_port_the_module_is_let_give_up_first()
    {
        _store.Troubles.Enqueue((500, Trouble.Break));
        var begun = _store.Turn.Time.GetUtcNow();
        Done(Script() with { Channel = Channel.Local });
        Assert.InRange(_store.Turn.Time.GetUtcNow() - begun, TimeSpan.FromSeconds(35), TimeSpan.FromSeconds(40));
    }

    [Fact]
    public void It_goes_as_slowly_as_is_wanted()
    {
        var begun = _store.Turn.Time.GetUtcNow();
        Done(Script() with { Piece = 1000, Pace = TimeSpan.FromMilliseconds(500) });
        Assert.InRange(_store.Turn.Time.GetUtcNow() - begun, TimeSpan.FromSeconds(9.5), TimeSpan.FromSeconds(11));
    }

    [Fact]
    public void A_module_that_restarts_and_does_not_come_back_is_told_and_no_failure()
    {
        _store.Instead = line =>
        {
            if (line == "AT#REBOOT") _store.Refusals = 1_000;
            return null;
        };
        var report = Done(Script() with { Activate = true, Run = Starting.Restart });
        Assert.Equal("not seen again", report.Steps[^1].Found);
        Assert.Contains("did not come back", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_restarts_is_waited_for()
    {
        _store.Instead = line =>
        {
            if (line == "AT#REBOOT") _store.Refusals = 5;
            return null;
        };
        var report = Done(Script() with { Activate = true, Run = Starting.Restart });
        Assert.Equal("it is back after 60 s", report.Steps[^1].Found);
        Assert.Equal("started; it is not in use (any more)", report.Started);
    }

    [Fact]
    public void A_script_that_runs_is_ended_by_a_restart_where_the_new_one_would_not_start_with_the_module()
    {
        _store.StartMode = "#STARTMODESCR: 0,10";
        var runs = true;
        _store.Instead = line =>
        {
            if (line == "AT#REBOOT") (runs, _store.Refusals) = (false, 2);
            return line == "AT#EXECSCR" && runs ? "\r\nERROR\r\n" : null;
        };
        var report = Done(Script() with { Activate = true, Run = Starting.Usual });
        Assert.Equal(["AT#EXECSCR", "AT#REBOOT", "AT#EXECSCR"], _store.Commands.Where(c => c is "AT#EXECSCR" or "AT#REBOOT"));
        Assert.Null(report.Steps[^1].Failed);
        Assert.Contains("if another one runs", _warnings[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_changes_nothing()
    {
        Has("main.py", Old, selected: true);
        var report = Done(Script() with { DryRun = true, Run = Starting.Usual });
        Assert.Equal(Old, _store.Files["main.py"]);
        Assert.Equal(["send main~.py ('main.py' is selected and stays whole meanwhile)", "verify main~.py", "select main~.py", "send main.py", "verify main.py", "select main.py", "delete main~.py (the spare)", "run main.py"],
            report.Planned.Select(s => s.ToString()));
    }

    [Fact]
    public async Task Ctrl_C_leaves_what_is_selected()
    {
        Has("main.py", Old, selected: true);
        using var stop = new CancellationTokenSource();
        var run = new PutRun(Script(), _store.Open, _store.Turn.Time);
        run.Progress += (_, octets, _) => { if (octets > 8_000) stop.Cancel(); };
        Task task = null!;
        _store.Turn.Do(() => task = run.Run(stop.Token));
        Assert.True(_store.Turn.WaitUntil(() => task.IsCompleted, TimeSpan.FromMinutes(1)));
        Assert.Equal(UnknownBecause.Cancelled, (await Assert.ThrowsAsync<EffectUnknownException>(() => task)).Because);
        Assert.Equal(Old, _store.Files["main.py"]);
        Assert.Equal("main.py", _store.Selected);
    }

    [Fact]
    public void An_app_is_sent_read_back_and_enabled()
    {
        var report = Done(new() { Kind = FileKind.App, Name = "app.bin", Content = Content(), Activate = true, Run = Starting.Usual });
        Assert.Equal(Content(), _store.Files["app.bin"]);
        Assert.Equal(("read", true, "started"), (report.Verified, report.Activated, report.Started));
        Assert.Contains("AT#M2MWRITE=\"app.bin\",20000,1", _store.Commands);
        Assert.Contains("AT#M2MRUN=2,\"app.bin\"", _store.Commands);
        Assert.Contains("AT#M2MRUN=1,\"app.bin\"", _store.Commands);
    }

    [Theory]
    [InlineData("main.py", "main~.py")]
    [InlineData("abcdefghijklm.py", "abcdefghijkl~.py")]
    [InlineData("abcdefghijkl~.py", "abcdefghijk~~.py")]
    [InlineData("noext", "noext~")]
    [InlineData("~.py", "~~.py")]
    [InlineData("abcdefghijklmnop", "abcdefghijklmno~")]
    [InlineData("a.23456789012345", "a.2345678901234~")]
    public void A_spare_has_a_name_of_its_own(string name, string spare)
    {
        Assert.Equal(spare, PutPlan.SpareOf(name));
        Assert.Null(PutOptions.WhyNoName(spare));
    }

    [Theory]
    [InlineData("", "1 to 16")]
    [InlineData("a2345678901234567", "1 to 16")]
    [InlineData("../x.py", "cannot be in it")]
    [InlineData("a\"b.py", "cannot be in it")]
    [InlineData("é.py", "not of ASCII")]
    [InlineData(" a.py", "blank")]
    public void A_name_is_checked_first(string name, string why) => Assert.Contains(why, PutOptions.WhyNoName(name), StringComparison.Ordinal);

    [Fact]
    public void Line_ends_are_told_and_converted()
    {
        var text = "a\nb\r\n\nc"u8;
        Assert.True(LineEnds.HasBareLf(text));
        Assert.Equal("a\r\nb\r\n\r\nc"u8.ToArray(), LineEnds.ToCrLf(text));
        Assert.False(LineEnds.HasBareLf(LineEnds.ToCrLf(text)));
        Assert.Contains(Script(text.ToArray()).Warnings(), w => w.Contains("--crlf", StringComparison.Ordinal));
    }

    /// <summary>The check value of CRC-16/CCITT-FALSE.</summary>
    [Fact]
    public void The_crc_is_that_of_the_module() => Assert.Equal(0x29B1, Crc16.Of("123456789"u8));
}
