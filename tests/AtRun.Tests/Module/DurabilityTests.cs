using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>What is acknowledged is stored, what is not stored is not acknowledged and does not hold.</summary>
public sealed class DurabilityTests
{
    [Theory]
    [InlineData("AT#ATRUNDELAY=0,7", "AT#ATRUNDELAY?", "#ATRUNDELAY: 0, 7")]
    [InlineData("AT#TCPATRUNFRWL=1,\"1.2.3.4\",\"255.0.0.0\"", "AT#TCPATRUNFRWL?", "\"1.2.3.4\"")]
    [InlineData("AT#TCPATRUNAUTH=1,\"u\",\"p\"", "AT#TCPATRUNAUTH?", "\"u\"")]
    [InlineData("AT+CGDCONT=3,\"IP\",\"x\"", "AT+CGDCONT?", "3,\"IP\",\"x\"")]
    [InlineData("AT#EVMONI=\"GPIO1\",1,0,\"AT\"", "AT#EVMONI?", "\"GPIO1\",1,\"AT\"")]
    [InlineData("AT#ENAEVMONICFG=2,0,9", "AT#ENAEVMONICFG?", "2,0,9")]
    [InlineData("AT#ENAEVMONICFG=2", "AT#SMSATRUNCFG?", "2,1,5")]
    [InlineData("AT#ENAEVMONI=1", "AT#ENAEVMONI?", "1,1")]
    [InlineData("ATS0=5&W", "ATZ;S0?", "005")]
    public void OK_comes_when_the_memory_has_it(string write, string read, string shown)
    {
        var at = Conversation.Begin();
        at.Module.Flash.Hold = true;
        Assert.Equal("", at.Type(write));
        Assert.DoesNotContain(shown, Read(new(flash: at.Module.Flash.Durable()), read), StringComparison.Ordinal);
        at.Module.Turn.Do(() => at.Module.Flash.Hold = false);
        Assert.Equal("OK", at.Said());
        Assert.Contains(shown, Read(new(flash: at.Module.Flash.Durable()), read), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AT#ATRUNDELAY=0,7", "AT#ATRUNDELAY?")]
    [InlineData("AT#TCPATRUNFRWL=1,\"1.2.3.4\",\"255.0.0.0\"", "AT#TCPATRUNFRWL?")]
    [InlineData("AT#TCPATRUNAUTH=1,\"u\",\"p\"", "AT#TCPATRUNAUTH?")]
    [InlineData("AT+CGDCONT=3,\"IP\",\"x\"", "AT+CGDCONT?")]
    [InlineData("AT#EVMONI=\"GPIO1\",1,0,\"AT\"", "AT#EVMONI?")]
    [InlineData("AT#ENAEVMONICFG=2,0,9", "AT#ENAEVMONICFG?;#SMSATRUNCFG?")]
    [InlineData("AT#ENAEVMONI=1", "AT#ENAEVMONI?")]
    public void What_could_not_be_stored_does_not_hold(string write, string read)
    {
        var at = Conversation.Begin();
        var before = at.Type(read);
        at.Module.Flash.Fault = new IOException("worn out");
        Assert.Equal("ERROR", at.Type(write));
        at.Module.Flash.Fault = null;
        Assert.Equal(before, at.Type(read));
        Assert.Contains("worn out", Assert.Single(at.Module.Log.Errors), StringComparison.Ordinal);
    }

    private static string Read(SimulatedModule module, string line)
    {
        module.Start();
        return new Conversation(module).Type(line);
    }
}
