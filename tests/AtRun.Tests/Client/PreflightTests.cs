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
    [InlineData("AT#BND=2", "AT#BND=2 blocks TCPATRUN for good (TCP-23)")]
    [InlineData("AT#BND=3", "AT#BND=3 blocks TCPATRUN for good (TCP-23)")]
    [InlineData("AT+CREG?;E0Q1;+CSQ", "ATQ1 blocks TCPATRUN for good (TCP-23)")]
    public void Over_TCP_it_refuses(string line, string why)
    {
        var finding = Assert.Single(Preflight.Check(line, Channel.Tcp));
        Assert.True(finding.Refuses);
        Assert.Equal(why, finding.Text);
        Assert.Empty(Preflight.Check(line, Channel.Local));
    }

    /// <summary>SMS-16 to SMS-20, SMS-22; also of commands that this module side does not have.</summary>
    [Theory]
    [InlineData("AT+CGSMS=0", "AT+CGSMS=0 blocks the SMS exchange until it is undone over TCPATRUN (SMS-19)")]
    [InlineData("AT#BND=3", "AT#BND=3 blocks the SMS exchange for good (SMS-18)")]
    [InlineData("AT+CMUX=0", "AT+CMUX=0 blocks the SMS exchange for good (SMS-18)")]
    [InlineData("AT+CMUX=0,0", "AT+CMUX=0,0 blocks the SMS exchange for good (SMS-18)")]
    [InlineData("AT+CGDATA=\"PPP\",1", "AT+CGDATA=\"PPP\",1 blocks the SMS exchange until the module reboots (SMS-17)")]
    [InlineData("AT+CGDATA=PPP, 1", "AT+CGDATA=PPP, 1 blocks the SMS exchange until the module reboots (SMS-17)")]
    [InlineData("AT#FTPPUT=\"a\"", "AT#FTPPUT=\"a\" blocks the SMS exchange until the module reboots (SMS-17)")]
    [InlineData("AT$GPSNMUN=3,1", "AT$GPSNMUN=3,1 blocks the SMS exchange until the module reboots (SMS-17)")]
    [InlineData("AT+CLCK=\"FD\",1,\"5678\"", "AT+CLCK=\"FD\",1,\"5678\" blocks the SMS exchange with numbers that are not in the fixed dialling phonebook, until it is undone over TCPATRUN (SMS-20)")]
    [InlineData("AT+CMGS=\"123\"", "AT+CMGS=\"123\" asks for data behind a prompt, which SMS cannot answer (SMS-22)")]
    [InlineData("AT+CMGW", "AT+CMGW asks for data behind a prompt, which SMS cannot answer (SMS-22)")]
    [InlineData("AT#SSEND=1", "AT#SSEND=1 asks for data behind a prompt, which SMS cannot answer (SMS-22)")]
    [InlineData("AT#WSCRIPT=\"a.py\",3", "AT#WSCRIPT=\"a.py\",3 asks for data behind a prompt, which SMS cannot answer (SMS-22)")]
    [InlineData("AT#I2CWR=2,3,50,00,1", "AT#I2CWR=2,3,50,00,1 asks for data behind a prompt, which SMS cannot answer (SMS-22)")]
    public void Over_SMS_it_refuses(string line, string why)
    {
        var finding = Assert.Single(Preflight.Check(line, Channel.Sms));
        Assert.True(finding.Refuses);
        Assert.Equal(why, finding.Text);
    }

    [Theory]
    [InlineData("AT+CGSMS=1")]
    [InlineData("AT+CGSMS=?")]
    [InlineData("AT+CLCK=\"FD\",2")]
    [InlineData("AT+CLCK=\"FD\",0,\"5678\"")]
    [InlineData("AT+CLCK=\"SC\",1,\"1234\"")]
    [InlineData("AT#BND=0")]
    [InlineData("AT#BND=2")]
    [InlineData("AT+CMGS=?")]
    [InlineData("AT#CMGS=\"123\",\"a\"")]
    [InlineData("AT$GPSNMUN=1")]
    public void Over_SMS_it_lets_pass(string line) => Assert.Empty(Preflight.Check(line, Channel.Sms));

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

    /// <summary>SMS-13, SMS-16 to SMS-22.</summary>
    [Theory]
    [InlineData("AT#REBOOT", Channel.Sms, "SMS-16")]
    [InlineData("AT+CFUN=4", Channel.SmsDigest, "SMS-16")]
    [InlineData("ATQ1", Channel.Sms, "SMS-17")]
    [InlineData("AT#BND=3", Channel.Sms, "SMS-18")]
    [InlineData("AT+CGSMS=0", Channel.Sms, "SMS-19")]
    [InlineData("AT+CMGS=10", Channel.Sms, "SMS-22")]
    [InlineData("AT+CMGS=10", Channel.SmsDigest, "SMS-22")]
    [InlineData("AT#SMSATWL=1,1", Channel.SmsDigest, "SMS-13")]
    [InlineData("AT#TCPATRUNFRWL=2", Channel.SmsDigest, "SMS-13")]
    public void By_SMS_it_refuses(string line, Channel channel, string source)
    {
        Assert.Contains(Preflight.Check(line, channel), f => f.Refuses && f.Text.Contains(source, StringComparison.Ordinal));
        Assert.Empty(Preflight.Check(line, Channel.Local));
    }

    /// <summary>A mode is ended only from its own connection, and the lists are closed to server mode alone.</summary>
    [Theory]
    [InlineData("AT#TCPATRUND=0", Channel.TcpDialled, true)]
    [InlineData("AT#TCPATRUNL=0", Channel.TcpDialled, false)]
    [InlineData("AT#TCPATRUND=0", Channel.Tcp, false)]
    [InlineData("AT#TCPATRUNFRWL=2", Channel.TcpDialled, false)]
    [InlineData("AT#TCPATRUNCLOSE", Channel.TcpDialled, true)]
    [InlineData("AT+CFUN=4", Channel.TcpDialled, true)]
    public void The_modes_of_TCP_differ(string line, Channel channel, bool refused) =>
        Assert.Equal(refused, Preflight.Check(line, channel).Any(f => f.Refuses));

    [Theory]
    [InlineData("AT#SMSATWL=1,1", Channel.Sms)]
    [InlineData("AT#TCPATRUNFRWL=2", Channel.Sms)]
    [InlineData("AT#SMSATWL?", Channel.SmsDigest)]
    [InlineData("AT#TCPATRUNL=0", Channel.Sms)]
    [InlineData("AT+COPS?", Channel.Sms)]
    public void By_SMS_it_lets_pass(string line, Channel channel) => Assert.DoesNotContain(Preflight.Check(line, channel), f => f.Refuses);

    /// <summary>Who waits for no answer misses none; what else a command does to the channel is still said.</summary>
    [Fact]
    public void That_there_is_no_answer_to_a_hidden_request_is_nothing_to_be_said()
    {
        Assert.Empty(Preflight.Check("AT#REBOOT", Channel.Sms, hidden: true));
        Assert.All(Preflight.Check("AT+CFUN=4", Channel.Sms, hidden: true), f => Assert.NotEqual(RemoteEffect.NoAnswerBySms, f.Effect));
        Assert.NotEmpty(Preflight.Check("AT+CFUN=4", Channel.Sms, hidden: true));
    }

    [Theory]
    [InlineData("AT+CGACT=1,1", Channel.Sms, "AT#ATRUNDELAY=1,5")]
    [InlineData("AT+COPS=?", Channel.Sms, "AT#ATRUNDELAY=1,10")]
    [InlineData("AT#CSURV", Channel.Sms, "AT#ATRUNDELAY=1,10")]
    [InlineData("AT#CSURVPC=22210", Channel.Sms, "AT#ATRUNDELAY=1,10")]
    [InlineData("AT#GPRS=1", Channel.Sms, "AT#ATRUNDELAY=1,10")]
    [InlineData("AT+COPS=?", Channel.Tcp, "AT#ATRUNDELAY=0,10")]
    public void A_recommended_delay_is_a_warning(string line, Channel channel, string advice)
    {
        var finding = Assert.Single(Preflight.Check(line, channel));
        Assert.False(finding.Refuses);
        Assert.Contains(advice, finding.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AT+COPS?")]
    [InlineData("AT+COPS=0")]
    public void The_delay_is_meant_for_the_form_that_takes_long(string line) => Assert.Empty(Preflight.Check(line, Channel.Tcp));

    /// <summary>Every effect that a declaration has is refused on the channel that it concerns.</summary>
    [Fact]
    public void Every_declared_effect_has_its_reason()
    {
        foreach (var command in CommandTable.All)
            foreach (var row in command.Facts.Remotely)
            {
                var texts = Preflight.TextsOf(row.Effect, Channel.Tcp).Concat(Preflight.TextsOf(row.Effect, Channel.TcpDialled)).Concat(Preflight.TextsOf(row.Effect, Channel.Sms)).ToArray();
                Assert.True(texts.Length > 0, $"{command.Name}: {row.Effect} has no reason in Preflight");
            }
    }
}
