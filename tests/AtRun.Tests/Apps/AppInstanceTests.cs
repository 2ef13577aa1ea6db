using AtRun.Module.Instances;
using AtRun.Tests.Scripts;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Apps;

/// <summary>An app has an instance, or the serial port, or somebody else has it: never two (INS-2, INS-3), and nobody waits for it.</summary>
public sealed class AppInstanceTests
{
    /// <summary>A logical port of apps.</summary>
    private const int Port = 1;

    private const int Failed = 0, Success = 1;

    [Theory]
    [InlineData("AT#SMSATRUNCFG=2", "AT#SMSATRUN=1")]
    [InlineData("AT#SMSATRUNCFG=2", "AT#ENAEVMONI=1")]
    [InlineData("AT#TCPATRUNCFG=1,2,1024,1024,\"\",0", "AT#TCPATRUNL=1")]
    public void A_service_does_not_get_the_instance_of_an_app(string setting, string on)
    {
        var (bench, app) = WithApp();
        Assert.Equal(Success, Attach(bench, app, instance: 2));
        bench.Type(3, setting + "\r");
        Assert.Equal("\r\nOK\r\n", bench.Said(3));
        bench.Type(3, on + "\r");
        Assert.Equal("\r\nERROR\r\n", bench.Said(3));
        Assert.Equal(Owner.App, bench.OwnerOf(2));
        Assert.Equal("\r\nHE910\r\n\r\nOK\r\n", Command(bench, app, "AT+CGMM\r"));
        // When the app is gone, it gets it.
        bench.Type(3, "AT#M2MRUN=0\r");
        bench.Said(3);
        bench.Type(3, on + "\r");
        Assert.Equal("\r\nOK\r\n", bench.Said(3));
    }

    [Theory]
    [InlineData("AT#SMSATRUNCFG=2", "AT#SMSATRUN=1", Owner.SmsAtRun)]
    [InlineData("AT#SMSATRUNCFG=2", "AT#ENAEVMONI=1", Owner.EventMonitor)]
    [InlineData("AT#TCPATRUNCFG=1,2,1024,1024,\"\",0", "AT#TCPATRUNL=1", Owner.TcpAtRun)]
    public void An_app_does_not_get_the_instance_of_a_service(string setting, string on, Owner owner)
    {
        var (bench, app) = WithApp();
        bench.Type(3, "AT+CGDCONT=1,\"IP\",\"internet\";#SGACTCFG=1,1;#TCPATRUNFRWL=1,\"0.0.0.0\",\"0.0.0.0\";#TCPATRUNAUTH=1,\"u\",\"p\"\r");
        bench.Type(3, setting + "\r");
        bench.Said(3);
        bench.Type(3, on + "\r");
        Assert.Equal("\r\nOK\r\n", bench.Said(3));
        Assert.Equal(Failed, Attach(bench, app, instance: 2));
        Assert.Equal(Failed, Ask(bench, app, "m2m_os_iat_send_at_command", "AT\r", Port));
        Assert.Equal(owner, bench.OwnerOf(2));
        // Another one is free.
        Assert.Equal(Success, Attach(bench, app, instance: 1));
        Assert.Equal("\r\nOK\r\n", Command(bench, app, "AT\r"));
    }

    [Fact]
    public void A_script_does_not_get_the_instance_of_an_app()
    {
        var (bench, app) = WithApp("import MDM2\nprint MDM2.send('AT\\r', 5)");
        Assert.Equal(Success, Attach(bench, app, instance: 2));
        Assert.True(bench.Start());
        bench.Wait(1);
        Assert.Equal("-1\n", bench.Printed());
        Assert.Contains("Script a.py does not get instance 2: App has it", bench.Warnings);
        Assert.Equal("\r\nOK\r\n", Command(bench, app, "AT\r"));
    }

    [Fact]
    public void An_app_does_not_get_the_instance_of_a_script_until_that_is_over()
    {
        var (bench, app) = WithApp("import MDM2\nMOD.sleep(20)");
        Assert.True(bench.Start());
        Assert.Equal(Failed, Attach(bench, app, instance: 1));
        Assert.Equal(Failed, Attach(bench, app, instance: 2));
        Assert.Equal(Owner.Script, bench.OwnerOf(2));
        bench.Wait(3);
        Assert.Equal(Success, Attach(bench, app, instance: 2));
    }

    [Fact]
    public void A_channel_of_the_multiplexer_does_not_get_the_instance_of_an_app_nor_the_app_that_of_a_channel()
    {
        var (bench, app) = WithApp();
        Assert.Equal(Success, Attach(bench, app, instance: 2));
        var terminal = new MultiplexedTerminal(bench.Bench, bench.Bench.PortOf(1), 1, 2, 3);
        bench.Bench.PortOf(1).Link = terminal;
        bench.Do(terminal.Begin);
        bench.Wait(1);
        Assert.Equal([2], terminal.RefusedChannels);
        Assert.Equal((Owner.Cmux, Owner.App, Owner.Cmux), (bench.OwnerOf(1), bench.OwnerOf(2), bench.OwnerOf(3)));
        Assert.Equal(Failed, Attach(bench, app, instance: 1));
        Assert.Equal(Failed, Attach(bench, app, instance: 3));
        // Nor is the port its own.
        Assert.Equal(-1, Ask(bench, app, "m2m_hw_uart_open"));
        // What it has is still its own.
        Assert.Equal("\r\nOK\r\n", Command(bench, app, "AT\r"));
    }

    [Fact]
    public void The_terminal_before_it_gets_no_service_meanwhile()
    {
        var (bench, app) = WithApp();
        Attach(bench, app, instance: 2);
        bench.Type(2, "AT\r");
        Assert.Equal("", bench.Said(2));
        Assert.Equal("", app.Heard());
        // It takes another one, and gives the first back.
        Assert.Equal(Success, Attach(bench, app, instance: 3));
        bench.Type(2, "AT\r");
        Assert.Equal("\r\nOK\r\n", bench.Said(2));
        bench.Type(2, "AT#M2MRUN=0\r");
        bench.Type(3, "AT\r");
        Assert.Equal("\r\nOK\r\n", bench.Said(3));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(4, 1)]
    [InlineData(1, -1)]
    [InlineData(1, 3)]
    [InlineData(int.MaxValue, int.MinValue)]
    public void There_are_no_other_ports_and_instances(int port, int instance)
    {
        var (bench, app) = WithApp();
        Assert.Equal(Failed, Ask(bench, app, "m2m_os_iat_set_at_command_instance", port, instance));
        Assert.Equal(Failed, Ask(bench, app, "m2m_os_iat_send_at_command", "AT\r", port));
    }

    [Fact]
    public void An_app_that_does_not_take_answers_is_told_so_and_holds_nobody()
    {
        var (bench, app) = WithApp();
        Attach(bench, app, instance: 2);
        app.IsSlow = true;
        var sent = 0;
        while (sent < 10_000 && Ask(bench, app, "m2m_os_iat_send_at_command", "AT#CGMM;#CGMM;#CGMM;#CGMM\r", Port) == Success) sent++;
        Assert.InRange(sent, 100, 1000);
        bench.Type(3, "AT#M2MRUN=0\r");
        Assert.Equal("\r\nOK\r\n", bench.Said(3));
        bench.Type(2, "AT\r");
        Assert.EndsWith("\r\nOK\r\n", bench.Said(2), StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_power_the_app_its_instance_and_its_port_are_gone()
    {
        var (bench, app) = WithApp();
        Attach(bench, app, instance: 2);
        Assert.Equal(1, Ask(bench, app, "m2m_hw_uart_open"));
        bench.Type(1, "AT\r");
        Assert.Equal("", bench.Said(1));
        bench.Do(bench.Bench.Module.PowerOff);
        Assert.True(app.IsGone);
        Assert.Equal(Failed, Ask(bench, app, "m2m_os_iat_send_at_command", "AT\r", Port));
        Assert.Equal(-1, Ask(bench, app, "m2m_hw_uart_write", 1, "x"u8.ToArray(), 0));
        bench.Do(bench.Bench.Module.PowerOn);
        bench.Wait(1);
        foreach (var instance in new[] { 1, 2 })
        {
            bench.Type(instance, "AT\r");
            Assert.Contains("OK", bench.Said(instance), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_serial_port_that_nobody_is_at_any_more_is_an_error()
    {
        var (bench, app) = WithApp();
        Assert.Equal(1, Ask(bench, app, "m2m_hw_uart_open"));
        Assert.Equal(0, Ask(bench, app, "m2m_hw_uart_write", 1, "to the terminal"u8.ToArray(), 0));
        Assert.Equal("to the terminal", bench.Said(1));
        bench.Bench.PortOf(1).Link = null;
        Assert.Equal(-1, Ask(bench, app, "m2m_hw_uart_write", 1, "x"u8.ToArray(), 0));
        Assert.Equal(0, Ask(bench, app, "m2m_hw_uart_close", 1));
        Assert.Equal(-1, Ask(bench, app, "m2m_hw_uart_open"));
    }

    /// <summary>An app that runs and has nothing yet.</summary>
    private static (ScriptBench Bench, FakeApps.FakeApp App) WithApp(string script = "")
    {
        var bench = new ScriptBench(script);
        foreach (var typed in new[] { "AT#M2MWRITE=\"a.bin\",4,1\r", "\0asm", "AT#M2MRUN=1,\"a.bin\"\r" }) bench.Type(3, typed);
        Assert.EndsWith("\r\nOK\r\n\r\nOK\r\n", bench.Said(3), StringComparison.Ordinal);
        return (bench, bench.Bench.Apps.Runs[^1]);
    }

    /// <summary>The instance, as the module counts them.</summary>
    private static int Attach(ScriptBench bench, FakeApps.FakeApp app, int instance) => Ask(bench, app, "m2m_os_iat_set_at_command_instance", Port, instance - 1);

    private static string Command(ScriptBench bench, FakeApps.FakeApp app, string line)
    {
        app.Heard();
        Assert.Equal(Success, Ask(bench, app, "m2m_os_iat_send_at_command", line, Port));
        return app.Heard();
    }

    // None of these functions waits.
    private static int Ask(ScriptBench bench, FakeApps.FakeApp app, string function, params object[] arguments)
    {
        var answer = 0;
        bench.Do(() =>
        {
            var asked = app.Ask(function, arguments);
            Assert.True(asked.IsCompleted);
            answer = asked.Result.Value;
        });
        return answer;
    }
}
