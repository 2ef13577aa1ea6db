using AtRun.Module.Instances;
using AtRun.Module.Services.Calls;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

public sealed class ProfilesTests
{
    [Fact]
    public void A_profile_is_stored_as_the_body_of_a_command_line_of_what_differs_from_the_factory()
    {
        var on1 = Conversation.Begin();
        Assert.Equal("OK", on1.Type("ATE0S3=13S7=30\\R2&K6+CMEE=2;+CSCS=\"UCS2\";+IPR=115200;&W1"));
        Assert.Equal("&K6E0S7=30\\R2+CMEE=2;+CSCS=\"UCS2\";+IPR=115200", on1.Module.Flash["profile/1/1"]);
        Assert.Null(on1.Module.Flash["profile/0/1"]);
        Assert.Equal("OK", on1.Type("AT&F1&W1"));
        Assert.Null(on1.Module.Flash["profile/1/1"]);
    }

    [Fact]
    public void OK_comes_when_the_profile_is_durable()
    {
        var on1 = Conversation.Begin();
        on1.Module.Flash.Hold = true;
        Assert.Equal("", on1.Type("ATS0=5&W"));
        on1.Module.Turn.Do(() => on1.Module.Flash.Hold = false);
        Assert.Equal("OK", on1.Said());
    }

    [Fact]
    public void A_stored_profile_that_names_unknown_settings_or_values_loads_what_is_known()
    {
        var first = new SimulatedModule();
        first.Flash.Write(new[] { new AtRun.Module.Worlds.FlashChange("profile/0/1", "E0S7=999S0=4+XYZ=1;+CMEE=1") });
        var module = new SimulatedModule(["fresh"], first.Flash);
        module.Start();
        Assert.Equal("004 060 +CMEE: 1 OK", new Conversation(module).Type("ATS0?S7?+CMEE?"));
    }

    [Theory]
    [InlineData(Owner.LocalPort, 1, "OK")]
    [InlineData(Owner.SmsAtRun, 3, "ERROR")]
    [InlineData(Owner.SmsAtRun, 2, "ERROR")]
    [InlineData(Owner.TcpAtRun, 1, "ERROR")]
    [InlineData(Owner.TcpAtRun, 2, "OK")]
    public void Z_while_a_data_call_is_up(Owner owner, int callOn, string answer)
    {
        // SMS-24, TCP-25: AT Run stands on instance 2.
        var module = Conversation.Begin().Module;
        var calls = module.Module.Running!.Calls;
        module.Circuits.TelephoneOf("0401234567");
        var on2 = new Conversation(module, 2, owner);
        var caller = callOn == 2 ? on2 : new Conversation(module, callOn);
        caller.Type("ATE0");
        caller.Type("ATD0401234567");
        module.Turn.Wait(TimeSpan.FromSeconds(10));
        Assert.Equal("CONNECT 9600", caller.Said());
        module.Turn.Do(() => caller.Instance.Receive("+++"u8));
        module.Turn.Wait(TimeSpan.FromSeconds(2));
        Assert.Equal("OK", caller.Said());
        Assert.Equal(callOn, calls.DataCall);
        on2.Type("ATE0");
        Assert.Equal(answer, on2.Type("ATZ"));
        Assert.Equal(answer == "OK" ? CallState.Idle : CallState.Up, calls.State);
    }

    [Fact]
    public void Z_over_the_GSM_context_is_refused_to_TCPATRUN()
    {
        // TCP-25
        var on1 = Conversation.Begin();
        var tcp = new Conversation(on1.Module, 2, Owner.TcpAtRun);
        Assert.Equal("OK", tcp.Type("ATE0Z;E0"));
        Assert.Equal("OK", on1.Type("AT#SCFG=1,0,300,90,600,50"));
        Assert.Equal("ERROR", tcp.Type("ATZ"));
        Assert.Equal("OK", on1.Type("ATZ"));
    }
}
