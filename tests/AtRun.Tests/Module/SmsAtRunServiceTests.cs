using AtRun.Module;
using AtRun.Protocol.AtRunServices;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>SMSATRUN where a dialogue cannot see enough: long answers, storms, activation.</summary>
public sealed class SmsAtRunServiceTests
{
    private const string Number = "+393461234567";

    private static readonly byte[] Key = "the owner's own activation key"u8.ToArray();

    // SMS-23: 15 parts of 153 septets.
    [Fact]
    public void An_answer_that_is_too_long_is_cut_off()
    {
        var (module, typist, phone) = Enabled();
        phone.Write("AT+CLAC;+CLAC");
        module.Turn.Wait(TimeSpan.FromMinutes(2));
        Assert.Equal(AtRunRequest.MaxParts, phone.Parts.Count);
        typist.Type("AT#SMSATRUN=0");
        module.Turn.Do(() => typist.Instance.Run("AT+CLAC;+CLAC"));
        // A pair of the extension table is not torn: the last part may be one septet short.
        Assert.InRange(phone.Received[0].Length, 15 * 150, 15 * 153);
        Assert.StartsWith(phone.Received[0].Replace("\r\n", " ", StringComparison.Ordinal).Trim().Replace("  ", " ", StringComparison.Ordinal)[..1000], typist.Said(), StringComparison.Ordinal);
        Assert.Contains(module.Log.Warnings, w => w.Contains("in 15 messages", StringComparison.Ordinal));
    }

    // More than the module queues: the rest waits at the centre. Nothing is lost, and the answers keep the order.
    [Fact]
    public void A_storm_is_answered_to_the_last_message()
    {
        var (module, _, phone) = Enabled();
        for (var i = 0; i < 200; i++) phone.Write($"AT+CMEE={i % 3};+CMEE?");
        module.Turn.WaitUntil(() => phone.Received.Count == 200, TimeSpan.FromHours(3));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"\r\n+CMEE: {i % 3}\r\n\r\nOK\r\n"), phone.Received);
    }

    [Fact]
    public void A_message_that_comes_again_is_run_again_and_the_log_says_so_once()
    {
        var (module, typist, phone) = Enabled();
        typist.Type("AT#SMSATWL=0,2,1,\"1234567890123456\"");
        var request = DigestSms.Make(Of("1234567890123456"), "AT+CGMM"u8, 5);
        for (var i = 0; i < 3; i++) phone.Write(request);
        module.Turn.Wait(TimeSpan.FromSeconds(30));
        Assert.Equal(3, phone.Received.Count);
        Assert.Single(module.Log.Warnings, w => w.Contains("came again", StringComparison.Ordinal));
        Assert.DoesNotContain(module.Log.Warnings, w => w.Contains("CGMM", StringComparison.Ordinal));
    }

    // SMS-25, DEC-13.
    [Fact]
    public void The_owner_activates_the_service_by_message()
    {
        var module = new SimulatedModule(options: new ModuleOptions { ActivationKey = Key });
        module.Start();
        var phone = new Phone(module, Number);
        var typist = new Conversation(module);
        var message = new ActivationSms(module.Turn.Time.GetUtcNow(), "1234567890123456", "+39346*").Make(Key);
        phone.Write(message);
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        Assert.Equal("#SMSATRUN: 1,1 OK", typist.Type("AT#SMSATRUN?"));
        Assert.Equal("#SMSATWL: 1,\"1234567890123456\" #SMSATWL: 0,\"+39346*\" OK", typist.Type("AT#SMSATWL=2,1;#SMSATWL=2,2"));
        phone.Write("AT+CGMM");
        phone.Write(DigestSms.Make(Of("1234567890123456"), "AT+CGMI"u8, 5));
        module.Turn.Wait(TimeSpan.FromSeconds(10));
        Assert.Equal("\r\nHE910\r\n\r\nOK\r\n", phone.Received[0]);
        Assert.EndsWith("\r\nTelit\r\n\r\nOK\r\n", phone.Received[1], StringComparison.Ordinal);

        // The same again is an ordinary message, and so is it after a loss of power.
        typist.Type("AT#SMSATRUN=0");
        phone.Write(message);
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        module.Turn.Do(module.PowerCycle);
        module.Turn.Wait(TimeSpan.FromSeconds(20));
        phone.Write(message);
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        typist = new Conversation(module);
        Assert.EndsWith("#SMSATRUN: 0,0 OK", typist.Type("AT#SMSATRUN?"), StringComparison.Ordinal);
        Assert.Contains("\"SM\",2,50", typist.Type("AT+CPMS?"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no key")]
    [InlineData("another key")]
    [InlineData("too old")]
    [InlineData("too new")]
    public void Nobody_else_activates_it(string how)
    {
        var module = new SimulatedModule(options: how == "no key" ? null : new ModuleOptions { ActivationKey = Key });
        module.Start();
        var phone = new Phone(module, Number);
        var typist = new Conversation(module);
        var hours = how switch { "too old" => -25, "too new" => 25, _ => 0 };
        phone.Write(new ActivationSms(module.Turn.Time.GetUtcNow().AddHours(hours), "1234567890123456", null).Make(how == "another key" ? "somebody's activation key"u8 : Key));
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        Assert.Equal("#SMSATRUN: 0,0 OK", typist.Type("AT#SMSATRUN?"));
        Assert.Equal("#SMSATWL:  OK", typist.Type("AT#SMSATWL=2,1"));
        Assert.Contains("\"SM\",1,50", typist.Type("AT+CPMS?"), StringComparison.Ordinal);
    }

    private static (SimulatedModule Module, Conversation Typist, Phone Phone) Enabled()
    {
        var module = new SimulatedModule();
        module.Start();
        var typist = new Conversation(module);
        Assert.Equal("OK", typist.Type("AT#SMSATRUNCFG=3,0,5"));
        Assert.Equal("OK", typist.Type("AT#SMSATRUN=1"));
        Assert.Equal("OK", typist.Type($"AT#SMSATWL=0,1,0,\"{Number}\""));
        return (module, typist, new Phone(module, Number));
    }

    private static DigestPassword Of(string text) => DigestPassword.TryMake(text, out var password) ? password : throw new ArgumentException(text);
}
