using System.Text;
using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Scripts;
using Xunit;

namespace AtRun.Tests.Scripts;

/// <summary>When a script starts, and what becomes of it (AT reference 80000ST10025a p542-546; Telit 80000ST10020a p81-83).</summary>
public sealed class ScriptServiceTests
{
    private const string Waits = "import MDM\nMOD.sleep(600)\n";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void By_default_it_starts_where_no_terminal_is_ready_at_power_on(bool ready)
    {
        var bench = new ScriptBench(Waits);
        bench.Do(() => bench.Bench.Module.Board.SetDtr(1, ready));
        bench.Do(bench.Bench.PowerCycle);
        Assert.Equal(ready ? null : "a.py", bench.Service.InUse);
        bench.Do(() => bench.Bench.Module.Board.SetDtr(1, !ready));
        bench.Wait(30);
        Assert.Equal(ready ? null : "a.py", bench.Service.InUse);
    }

    [Fact]
    public void By_default_it_starts_where_nothing_is_plugged_in()
    {
        var bench = new ScriptBench(Waits);
        bench.Bench.PortOf(1).Link = null;
        bench.Do(bench.Bench.PowerCycle);
        Assert.Equal("a.py", bench.Service.InUse);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("AT\r", true)]
    [InlineData("AT+CSQ\r", false)]
    [InlineData("nonsense\r", true)]
    public void In_mode_1_it_starts_unless_a_command_is_typed(string typed, bool starts)
    {
        var bench = new ScriptBench(Waits);
        Mode(bench, 1, 20);
        bench.Do(bench.Bench.PowerCycle);
        bench.Wait(10);
        bench.Type(1, typed);
        bench.Wait(9.9);
        Assert.Null(bench.Service.InUse);
        bench.Wait(0.2);
        Assert.Equal(starts ? "a.py" : null, bench.Service.InUse);
    }

    [Fact]
    public void In_mode_2_it_starts_always_and_the_port_is_on_instance_3_before_and_after()
    {
        var bench = new ScriptBench("import MDM\nMOD.sleep(50)\n");
        bench.Type(3, "ATS0=3\r");
        Mode(bench, 2, 10);
        bench.Do(bench.Bench.PowerCycle);
        Assert.Equal("a.py", bench.Service.InUse);
        Assert.Equal(3, bench.Bench.PortOf(1).Instance!.Number);
        Assert.Equal((Owner.Script, Owner.LocalPort, Owner.LocalPort), (bench.OwnerOf(1), bench.OwnerOf(2), bench.OwnerOf(3)));
        bench.Type(1, "ATE0\r");
        Assert.Contains("OK", bench.Said(1), StringComparison.Ordinal);
        bench.Type(1, "AT+CMUX=0\r");
        Assert.Equal("\r\nERROR\r\n", bench.Said(1));
        bench.Wait(6);
        Assert.Null(bench.Service.InUse);
        Assert.Equal(Owner.Nobody, bench.OwnerOf(1));
        bench.Type(1, "AT\r");
        Assert.Equal("\r\nOK\r\n", bench.Said(1));
    }

    [Fact]
    public void In_mode_2_SER_takes_the_port_away()
    {
        var bench = new ScriptBench("import SER\nSER.send('mine')\nprint SER.receive(20)\nMOD.sleep(50)\n");
        Mode(bench, 2, 10);
        bench.Do(bench.Bench.PowerCycle);
        Assert.Equal("mine", bench.Said(1));
        bench.Type(1, "AT\r");
        bench.Wait(1);
        Assert.Equal("", bench.Said(1));
        Assert.Equal("AT\r\n", bench.Printed());
        bench.Wait(6);
        bench.Type(1, "ATE0\r");
        Assert.EndsWith("\r\nOK\r\n", bench.Said(1), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_starts_that_cannot_and_the_log_says_why()
    {
        var bench = new ScriptBench(Waits);
        bench.Bench.Scripts.Missing = "no interpreter was found";
        Assert.False(bench.Start());
        Assert.Null(bench.Service.InUse);
        Assert.Equal(Owner.LocalPort, bench.OwnerOf(1));
        bench.Bench.Scripts.Missing = null;
        bench.Do(() => _ = bench.Running.Nvm.Set(new EScript { Name = "b.py" }).AsTask());
        Assert.False(bench.Start());
        bench.Do(() => _ = bench.Running.Nvm.Set(new EScript()).AsTask());
        Assert.False(bench.Start());
        bench.Do(() => _ = bench.Running.Nvm.Set(new EScript { Name = "a.py" }).AsTask());
        Assert.True(bench.Start());
        Assert.False(bench.Start());
        Assert.Equal(
            [
                "Script a.py has ended: no interpreter was found", "The script does not start: there is no file b.py", "The script does not start: none is selected (#ESCRIPT)",
                "The script does not start: a.py runs already",
            ], bench.Warnings);
    }

    [Fact]
    public void Where_nothing_runs_scripts_all_else_works()
    {
        var bench = new ScriptBench(Waits, "no scripts");
        Assert.False(bench.Start());
        Assert.Equal(["The script does not start: nothing here runs scripts"], bench.Warnings);
        bench.Type(1, "AT\r");
        Assert.Equal("\r\nOK\r\n", bench.Said(1));
    }

    [Fact]
    public void EXECSCR_is_answered_before_its_port_is_gone()
    {
        var bench = new ScriptBench("import MDM\nMDM.send('AT+CMEE=1\\r', 0)\nprint MDM.receive(10)\n");
        bench.Type(1, "AT#EXECSCR\r");
        Assert.Equal("\r\nOK\r\n", bench.Said(1));
        bench.Wait(0.1);
        Assert.Equal("\r\nOK\r\n\n", bench.Printed());
        bench.Type(1, "AT+CMEE?\r");
        Assert.Equal("\r\n+CMEE: 1\r\n\r\nOK\r\n", bench.Said(1));
    }

    [Fact]
    public void It_starts_again_after_its_end_and_another_one_after_that()
    {
        var bench = ScriptBench.Started("print 'one'");
        bench.Store("b.py", "print 'two'");
        Assert.True(bench.Start());
        bench.Do(() => _ = bench.Running.Nvm.Set(new EScript { Name = "b.py" }).AsTask());
        Assert.True(bench.Start());
        Assert.Equal("one\none\ntwo\n", bench.Printed());
        Assert.Equal(["a.py", "a.py", "b.py"], bench.Bench.Scripts.Runs.Select(r => r.Started.Name));
    }

    [Fact]
    public void The_interpreter_is_gone_with_the_power_and_nothing_it_asks_for_happens()
    {
        var bench = ScriptBench.Started(Waits);
        var (running, script) = (bench.Running, bench.Script);
        bench.Do(() => running.Reboot("test"));
        Assert.True(script.IsDisposed);
        bench.Do(() =>
        {
            Assert.True(script.Machine.Call("MDM", "send", [ScriptValue.Of("AT\r"), ScriptValue.Of(0)]).IsCanceled);
            script.Machine.Imported("SER");
            script.Machine.Print("x"u8);
            script.Machine.Ended("late");
        });
        Assert.Equal("", bench.Printed());
        Assert.Null(running.Script.InUse);
        bench.Wait(5);
        Assert.NotNull(bench.Bench.Module.Running);
    }

    [Fact]
    public void What_it_prints_goes_to_the_second_port_unless_that_is_its_own()
    {
        var log = new List<string>();
        var bench = new ScriptBench("import SER\nprint 'debug'\nimport SER2\nprint 'noted'\nSER2.send('sent')", "product GE865-QUAD");
        bench.Bench.Log.Said += log.Add;
        bench.Start();
        Assert.Equal("debug\nsent", bench.Said(2));
        Assert.Equal("debug\nnoted\n", bench.Printed());
        Assert.Equal(["Script prints: noted"], log.Where(l => l.StartsWith("Script prints", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_a_second_port_it_goes_to_the_log_and_does_not_fill_it()
    {
        var log = new List<string>();
        var bench = new ScriptBench("print 'first'\n" + string.Concat(Enumerable.Repeat("print 'x'\n", 50)) + "MOD.sleep(11)\nprint 'last\\x07'\n", "one port");
        bench.Bench.Log.Said += log.Add;
        bench.Start();
        bench.Wait(2);
        Assert.Equal("Script prints: first", log.First(l => l.StartsWith("Script prints", StringComparison.Ordinal)));
        Assert.Equal(["Script prints: x", "Script prints: 31 lines more", "Script prints: last."], log.Where(l => l.StartsWith("Script prints", StringComparison.Ordinal)).Skip(19).Take(3));
        Assert.Equal(Encoding.Latin1.GetByteCount("first\n") + 100 + 6, bench.Printed().Length);
    }

    private static void Mode(ScriptBench bench, int mode, int timeout) => bench.Do(() => _ = bench.Running.Nvm.Set(new StartModeScr { Mode = mode, Timeout = timeout }).AsTask());
}
