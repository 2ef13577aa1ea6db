using System.Text.RegularExpressions;
using AtRun.Cli.Messages;
using AtRun.Client.Messages;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Sms;

namespace AtRun.Cli.Demo;

/// <summary>The second half of the tour: the module is run by SMS, from the operator's modem, which is another module of the network.</summary>
/// <remarks>The set-up and the messages are those of Telit 80000NT10025a §2.1, §2.3 and §2.4.</remarks>
internal sealed class SmsTour(DemoScript script, DemoTerminal module, DemoTerminal modem, string moduleNumber, string modemNumber)
{
    /// <summary>The password of the published messages.</summary>
    public const string Password = "1234567890123456";

    private const string Command = "AT+COPS?";

    // at-run §2.1; the modem counts 52 octets, where the vendor prints 53.
    private const string PublishedCentre = "+393492000200";
    private const string PublishedRequest = "079193432900200011000C919343868676110015AD26D0D0D000110157696A437032715633734E762B61727532305A5561773D3D41542B434F50533F";
    private const string ResponseToStamp = "0791934329002000040C919343868676110015";
    private const string ResponseBehindStamp = "40D1D1D10011014A756E72613772306B494563483971563534326E33513D3D0D0A2B434F50533A20302C302C22766F6461666F6E65204954220D0A0D0A4F4B0D0A";
    private const string Stamp = "[0-9]{14}";

    public async Task Run()
    {
        await SetUp();
        await Simple();
        await Hidden();
        await Digest();
    }

    private async Task SetUp()
    {
        script.Title("4. On the module's serial port: set up AT Run over SMS, for a number and for a password");
        await module.Command("at#smsatruncfg=3,1,2");
        await module.Command($"at#smsatwl=0,1,0,\"{modemNumber}\"");
        await module.Command($"at#smsatwl=0,2,1,\"{Password}\"");
        await module.Command("at#smsatrun=1");
        await module.Command("at#smsatrun?", @"\r\n#SMSATRUN: 1,1\r\n");
        script.Title($"5. Far away, on the operator's modem ({modemNumber}): a command in a message, its answer in another");
        await modem.Command("at+cnmi=2,1");
        await modem.Command("at+cmgf=1");
    }

    private async Task Simple()
    {
        await Send($"at+cmgs=\"{moduleNumber}\"", Command);
        await Ran(Command);
        await Arrived(1);
        await modem.Read("at+cmgr=1", $@"\r\n\+CMGR: ""REC UNREAD"",""{Regex.Escape(moduleNumber)}"","""",""[0-9/]+,[0-9:]+[+-]\d\d""\r\n\r\n\+COPS: 0,0,""vodafone IT""\r\n\r\nOK\r\n\r\n");
        script.Say("  The same message as a PDU, and what it says:");
        await modem.Command("at+cmgf=0");
        Explain(await modem.Read("at+cmgr=1", @"\r\n\+CMGR: 1,"""",\d+\r\n[0-9A-F]+\r\n"));
    }

    private async Task Hidden()
    {
        script.Title("6. With H in front: the command runs, and no answer is sent");
        await modem.Command("at+cmgf=1");
        await Send($"at+cmgs=\"{moduleNumber}\"", "H" + Command);
        await Ran("H" + Command);
    }

    private async Task Digest()
    {
        script.Title("7. In the digest form: who knows the password may send from any number");
        var request = Request(out var length);
        script.Check("the request is the published one", request, $@"\A{PublishedRequest}\z");
        Explain(request);
        await modem.Command("at+cmgf=0");
        await Send($"at+cmgs={length}", request);
        await Ran(Command);
        await Arrived(2);
        Explain(await modem.Read("at+cmgr=2", $@"\r\n\+CMGR: 0,"""",83\r\n{ResponseToStamp}{Stamp}{ResponseBehindStamp}\r\n"));
        script.Say("  That is the published response, but for the time stamp. To the hidden request came none: two messages are there.");
        await modem.Command("at+cpms?", @"\r\n\+CPMS: ""SM"",2,\d+,""SM"",2,\d+,""SM"",2,\d+\r\n");
    }

    private Task Send(string command, string message) => modem.Data(command, message, @"\r\n\+CMGS: \d+\r\n");

    private Task Ran(string command) => module.Expect("the module shows the command", $@"\r\n#SMSATRUN: {Regex.Escape(command)}\r\n");

    private Task Arrived(int place) => modem.Expect("the answer arrives", $@"\r\n\+CMTI: ""SM"",{place}\r\n");

    /// <summary>The request in hexadecimal, made by what makes those of <c>exec</c> and <c>sms encode</c>.</summary>
    private string Request(out int length)
    {
        if (!DigestPassword.TryMake(Password, out var password) || !SmsAddress.TryParse(moduleNumber, out var to) || !SmsAddress.TryParse(PublishedCentre, out var centre)
            || !SmsRequestMessage.TryDigest(Command, password, session: 1, out var message, out _))
            throw new InvalidOperationException("the published request cannot be made");
        var submit = new SmsSubmit { Destination = to, Coding = message.Coding, Validity = ValidityPeriod.AtLeast(TimeSpan.FromDays(7)), UserData = message.UserData };
        length = submit.ToArray().Length;
        return new SmsPdu(centre, submit).ToString();
    }

    /// <summary>Shows the fields of a PDU that matters here, and checks its digest.</summary>
    private void Explain(string heard)
    {
        DigestPassword.TryMake(Password, out var password);
        var pdu = heard.Split("\r\n").FirstOrDefault(l => l.Length > 20 && l.All(char.IsAsciiHexDigit)) ?? heard;
        if (MessageExplainer.Decode(pdu, null, password, out _) is not { } message) return;
        using var text = new StringWriter();
        MessageText.WriteBriefly(message, text);
        foreach (var line in text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)) script.Say("         " + line);
        if (message.AtRun?.Verified is { } verified) script.Check($"the digest of the {message.AtRun.Kind}", verified ? "verified" : "wrong", @"\Averified\z");
    }
}
