using AtRun.Client;
using AtRun.Protocol.Commands;
using Xunit;

namespace AtRun.Tests.Client;

public sealed class PreflightTests
{
    /// <summary>TCP-23, SMS-13, TCP-6, TCP-15.</summary>
    [Theory]
    [InlineData("ATQ1", "ATQ1 blocks TCPATRUN for good (TCP-23)")]
    [InlineData("atq2", "ATQ2 blocks TCPATRUN for good (TCP-23)")]
    [InlineData("AT+CGACT=0", "AT+CGACT=0 blocks TCPATRUN for good (TCP-23)")]
    [InlineData("AT+CGACT=0,1", "AT+CGACT=0,1 blocks TCPATRUN for good (TCP-23)")]
    [InlineData("AT+CGCLASS=\"CC\"", "AT+CGCLASS=\"CC\" blocks TCPATRUN for good (TCP-23)")]
    [InlineData("AT#TCPATRUNL=0", "AT#TCPATRUNL=0 ends the TCP service it comes from until somebody else enables it (TCP-11)")]
    [InlineData("AT#TCPATRUNCLOSE", "AT#TCPATRUNCLOSE ends the TCP session it comes from (TCP-15)")]
    [InlineData("AT#TCPATRUNFRWL=2", "AT#TCPATRUNFRWL=2 is refused over TCPATRUN in server mode (SMS-13, TCP-6)")]
    [InlineData("AT+CREG?;E0Q1;+CSQ", "ATQ1 blocks TCPATRUN for good (TCP-23)")]
    public void Over_TCP_it_refuses(string line, string why)
    {
        var finding = Assert.Single(Preflight.Check(line, Channel.Tcp));
        Assert.True(finding.Refuses);
        Assert.Equal(why, finding.Text);
        Assert.Empty(Preflight.Check(line, Channel.Local));
    }

    [Theory]
    [InlineData("AT")]
    [InlineData("ATQ0")]
    [InlineData("ATQ")]
    [InlineData("ATE1")]
    [InlineData("AT+CGACT=1,1")]
    [InlineData("AT+CGACT?")]
    [InlineData("AT+CGACT=?")]
    [InlineData("AT#TCPATRUNFRWL?")]
    [InlineData("AT#TCPATRUNL=1")]
    [InlineData("AT+UNKNOWN=0")]
    [InlineData("AT+CMGS=\"Q1;Q1\"")]
    public void Over_TCP_it_lets_pass(string line) => Assert.DoesNotContain(Preflight.Check(line, Channel.Tcp), f => f.Refuses);

    [Fact]
    public void A_recommended_delay_is_a_warning()
    {
        var finding = Assert.Single(Preflight.Check("AT+CGACT=1,1", Channel.Sms));
        Assert.False(finding.Refuses);
        Assert.Contains("AT#ATRUNDELAY=1,5", finding.Text, StringComparison.Ordinal);
    }

    /// <summary>Every effect that a declaration has is refused on the channel that it concerns.</summary>
    [Fact]
    public void Every_declared_effect_has_its_reason()
    {
        foreach (var command in CommandTable.All)
            foreach (var row in command.Facts.Remotely)
            {
                var texts = Preflight.TextsOf(row.Effect, Channel.Tcp).Concat(Preflight.TextsOf(row.Effect, Channel.Sms)).ToArray();
                Assert.True(texts.Length > 0, $"{command.Name}: {row.Effect} has no reason in Preflight");
            }
    }
}
