using Xunit;
using System.Net;
using System.Text;
using AtRun.Module.Instances;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Links;
using AtRun.Simulation;
using AtRun.Tests.Dialogues;

namespace AtRun.Tests.Scripts;

/// <summary>MDM and MDM2 (Telit 80000ST10020a §3.2, §3.3).</summary>
public sealed class ModemModuleTests
{
    [Fact]
    public void It_sends_and_receives_what_a_terminal_would_without_echo()
    {
        var bench = ScriptBench.Started("""
            import MDM
            print MDM.send('AT+CGSN\r', 5)
            print MDM.receive(10)
            print MDM.read()
            print MDM.readbyte()
            """);
        bench.Wait(1);
        Assert.Equal("1\n\r\n356938035643809\r\n\r\nOK\r\n\n\n-1\n", bench.Printed());
        Assert.Equal("", bench.Said(1));
    }

    [Fact]
    public void Octets_go_one_by_one_too()
    {
        var bench = ScriptBench.Started("""
            import MDM
            MDM.send('AT', 0)
            print MDM.sendbyte(13, 0)
            print MDM.receivebyte(10)
            print MDM.readbyte()
            print MDM.read()
            """);
        bench.Wait(1);
        Assert.Equal("1\n13\n10\nOK\r\n\n", bench.Printed());
    }

    [Fact]
    public void A_read_waits_its_time_and_no_longer()
    {
        var bench = ScriptBench.Started("""
            import MDM
            print MDM.receive(15)
            print MDM.receivebyte(15)
            """);
        bench.Wait(1.4);
        Assert.Equal("", bench.Printed());
        bench.Wait(0.2);
        Assert.Equal("\n", bench.Printed());
        bench.Wait(1.5);
        Assert.Equal("-1\n", bench.Printed());
    }

    [Fact]
    public void Unsolicited_lines_reach_it()
    {
        var bench = ScriptBench.Started("""
            import MDM
            MDM.send('AT+CREG=1\r', 0)
            MDM.receive(5)
            print MDM.receive(600)
            """);
        bench.Wait(1);
        bench.Do(bench.Bench.RadioNetwork.Drop);
        bench.Wait(1);
        Assert.StartsWith("\r\n+CREG: ", bench.Printed(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_has_instance_1_from_the_start_and_MDM2_instance_2_from_the_import()
    {
        var bench = ScriptBench.Started("""
            MOD.sleep(10)
            import MDM2
            MDM2.send('AT#CGSN\r', 0)
            print MDM2.receive(10)
            MOD.sleep(10)
            """);
        Assert.Equal((Owner.Script, Owner.LocalPort), (bench.OwnerOf(1), bench.OwnerOf(2)));
        bench.Wait(1.1);
        Assert.Equal((Owner.Script, Owner.Script, Owner.LocalPort), (bench.OwnerOf(1), bench.OwnerOf(2), bench.OwnerOf(3)));
        Assert.Contains("#CGSN: 356938035643809", bench.Printed(), StringComparison.Ordinal);
        bench.Type(1, "AT\r");
        Assert.Equal("", bench.Said(1));
        bench.Wait(1.1);
        Assert.Equal((Owner.LocalPort, Owner.LocalPort), (bench.OwnerOf(1), bench.OwnerOf(2)));
        bench.Type(1, "AT\r");
        Assert.Equal("\r\nOK\r\n", bench.Said(1));
    }

    [Fact]
    public void The_port_has_its_echo_again()
    {
        var bench = new ScriptBench("import MDM\nMDM.send('ATV1E1\\r', 0)\n");
        bench.Type(1, "ATE1V0\r");
        Assert.Equal("0\r", bench.Said(1));
        bench.Start();
        bench.Wait(1);
        Assert.Null(bench.Service.InUse);
        bench.Type(1, "AT\r");
        Assert.Equal("AT\r0\r", bench.Said(1));
    }

    [Fact]
    public void A_script_that_does_not_read_is_held()
    {
        // Each answer has 40 octets and more: with 4096 waiting the next send is not taken any more.
        var bench = ScriptBench.Started("import MDM\n" + string.Concat(Enumerable.Repeat("MDM.send('AT#CGMM;+CGMI;#CGSN;#CGMR\\r', 0)\n", 100)) + """
            print MDM.getCTS()
            print MDM.send('AT\r', 10)
            print MDM.read()
            print MDM.getCTS()
            print MDM.send('AT\r', 10)
            """);
        bench.Wait(0.9);
        Assert.Equal("0\n", bench.Printed());
        bench.Wait(0.3);
        var printed = bench.Printed();
        Assert.StartsWith("-1\n", printed, StringComparison.Ordinal);
        Assert.EndsWith("\n1\n1\n", printed, StringComparison.Ordinal);
        Assert.InRange(printed.Length, 4096, 4096 + 20);
    }

    [Fact]
    public void Lines_are_those_of_the_instance()
    {
        var bench = ScriptBench.Started("""
            import MDM
            print MDM.getCTS()
            print MDM.getDSR()
            print MDM.getRI()
            MDM.send('AT&C1\r', 0)
            print MDM.getDCD()
            MDM.setRTS(0)
            MDM.setDTR(0)
            MOD.sleep(1)
            """);
        Assert.Equal("1\n1\n0\n0\n", bench.Printed());
        Assert.Equal(PortLines.None, bench.Running.Instance(1).TerminalLines);
    }

    [Fact]
    public void An_instance_that_a_service_has_is_not_the_scripts()
    {
        var bench = new ScriptBench("""
            import MDM
            import MDM2
            print MDM.send('AT\r', 5)
            print MDM2.send('AT\r', 5)
            print MDM2.getCTS()
            print MDM2.receive(5)
            """);
        bench.Type(3, "AT#SMSATRUNCFG=2\r");
        bench.Type(3, "AT#SMSATRUN=1\r");
        bench.Wait(0.5);
        Assert.Equal("\r\nOK\r\n\r\nOK\r\n", bench.Said(3));
        bench.Start();
        bench.Wait(2);
        Assert.Equal("1\n-1\n0\n\n", bench.Printed());
        Assert.Equal(["Script a.py does not get instance 2: SmsAtRun has it"], bench.Warnings.Where(w => w.StartsWith("Script", StringComparison.Ordinal)));
        Assert.Equal(Owner.SmsAtRun, bench.OwnerOf(2));
    }

    [Fact]
    public void A_service_does_not_get_the_instance_of_a_script()
    {
        var bench = ScriptBench.Started("import MDM2\nMOD.sleep(100)");
        bench.Type(3, "AT#SMSATRUNCFG=2\r");
        bench.Type(3, "AT#SMSATRUN=1\r");
        bench.Type(3, "AT#ENAEVMONI=1\r");
        bench.Type(3, "AT#TCPATRUNL=1\r");
        Assert.Equal("\r\nOK\r\n\r\nERROR\r\n\r\nERROR\r\n\r\nERROR\r\n", bench.Said(3));
        Assert.Equal(Owner.Script, bench.OwnerOf(2));
    }

    [Fact]
    public void Garbage_is_an_exception_of_the_script()
    {
        foreach (var (call, kind) in new[]
        {
            ("MDM.send('AT')", "TypeError"), ("MDM.send(1, 2)", "TypeError"), ("MDM.send('AT', 'x')", "TypeError"), ("MDM.send('AT', 32768)", "ValueError"), ("MDM.receive(-1)", "ValueError"),
            ("MDM.sendbyte(256, 0)", "ValueError"), ("MDM.sendbyte('A', 0)", "TypeError"), ("MDM.nothing()", "AttributeError"), ("NOT.there()", "ImportError"), ("MDM.read(None)", "TypeError"),
        })
        {
            var bench = ScriptBench.Started($"import MDM\n{call}");
            bench.Wait(0.1);
            Assert.StartsWith(kind + ": ", bench.Printed(), StringComparison.Ordinal);
            Assert.Contains(bench.Warnings, w => w.StartsWith($"Script a.py has ended: {kind}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void It_is_on_line_with_a_socket_and_comes_back()
    {
        var bench = new ScriptBench("""
            import MDM
            MDM.send('AT#SGACT=1,1\r', 5)
            print MDM.receive(100)
            MDM.send('AT#SD=1,0,7,"127.0.0.9"\r', 5)
            print MDM.receive(100)
            print MDM.send('over the wire', 10)
            print MDM.receive(100)
            MOD.sleep(12)
            MDM.send('+++', 10)
            print MDM.receive(30)
            MDM.send('AT#SH=1\r', 5)
            print MDM.receive(30)
            """);
        var host = new Channel("");
        bench.Type(3, "AT+CGDCONT=1,\"IP\",\"internet\"\r");
        bench.Do(() => bench.Bench.Internet.Listen(new(IPAddress.Parse("127.0.0.9"), 7), (link, _) =>
        {
            host.Link = (MemoryLink)link;
            return host;
        }));
        bench.Start();
        // The time that a socket gathers small pieces for (#SCFG).
        Assert.True(bench.Bench.Turn.WaitUntil(() => host.Said.Count > 0, TimeSpan.FromSeconds(20)));
        Assert.Equal("over the wire", Encoding.Latin1.GetString([.. host.Said]));
        bench.Do(() => host.Link!.Send("and back"u8));
        bench.Wait(10);
        Assert.Matches("^\r\n#SGACT: [0-9.]+\r\n\r\nOK\r\n\n\r\nCONNECT\r\n\n1\nand back\n\r\nOK\r\n\n\r\nOK\r\n\n$", bench.Printed());
    }

    [Fact]
    public void On_line_nothing_is_lost_of_what_it_has_not_read_yet()
    {
        var bench = new ScriptBench("""
            import MDM
            MDM.send('AT#SGACT=1,1\r', 5)
            MDM.receive(100)
            MDM.send('AT#SD=1,0,7,"127.0.0.9"\r', 5)
            MDM.receive(100)
            print 'begin'
            MOD.sleep(50)
            print MDM.receive(5)
            again
            """.Replace("again", string.Concat(Enumerable.Repeat("print MDM.receive(5)\n", 30)), StringComparison.Ordinal));
        var host = new Channel("");
        bench.Type(3, "AT+CGDCONT=1,\"IP\",\"internet\"\r");
        bench.Do(() => bench.Bench.Internet.Listen(new(IPAddress.Parse("127.0.0.9"), 7), (link, _) =>
        {
            host.Link = (MemoryLink)link;
            return host;
        }));
        bench.Start();
        Assert.True(bench.Bench.Turn.WaitUntil(() => bench.Printed() == "begin\n", TimeSpan.FromSeconds(20)));
        var sent = Enumerable.Range(0, 60_000).Select(i => (byte)('a' + i % 26)).ToArray();
        bench.Do(() => host.Link!.Send(sent));
        bench.Wait(60);
        Assert.Equal(Encoding.Latin1.GetString(sent), bench.Printed().Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_that_waits_ends_with_the_power()
    {
        var bench = ScriptBench.Started("import MDM\nMDM.receive(32767)\nprint 'never'");
        bench.Wait(1);
        bench.Do(bench.Bench.Module.PowerOff);
        Assert.True(bench.Script.IsDisposed);
        bench.Wait(4000);
        Assert.Equal("", bench.Printed());
        Assert.Equal(0, bench.Script.Calls);
    }

    [Fact]
    public void What_the_script_sets_of_echo_is_its_own()
    {
        var bench = ScriptBench.Started("import MDM\nMDM.send('ATE1V0\\r', 0)\nMOD.sleep(5)");
        Assert.Equal(1, bench.Running.Instance(1).Settings.Get<Echo>().Value);
        bench.Wait(1);
        Assert.Equal((0, 1), (bench.Running.Instance(1).Settings.Get<Echo>().Value, bench.Running.Instance(1).Settings.Get<Verbose>().Value));
    }
}
