using System.Net;
using AtRun.Client;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>What a command does to SMSATRUN (Telit 80000NT10029a §2.5.2): declared once, foretold by preflight, done by the module.</summary>
public sealed class SmsEffectsTests
{
    private const string Number = "+393461234567";
    private const string Password = "1234567890123456";

    /// <summary>Time limit of a command in these tests.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly string[] _ofSockets = ["AT#SD=", "AT#SO=", "AT#SA=", "AT#SSEND"];

    private const RemoteEffect OfSms = RemoteEffect.NoAnswerBySms | RemoteEffect.BlocksSmsUntilReboot | RemoteEffect.BlocksSms | RemoteEffect.BlocksSmsUntilUndoneByTcp
        | RemoteEffect.BlocksSmsToOtherNumbers | RemoteEffect.NeedsPrompt | RemoteEffect.DisablesSms | RemoteEffect.RefusedRemotely;

    /// <summary>Line, its effects, and what undoes a lasting one at another instance.</summary>
    public static TheoryData<string, RemoteEffect, string> Rows { get; } = new()
    {
        { "AT#REBOOT", RemoteEffect.NoAnswerBySms, "" },
        { "AT#SHDN", RemoteEffect.NoAnswerBySms, "" },
        { "AT#SYSHALT", RemoteEffect.NoAnswerBySms, "" },
        { "AT+CMAR=\"12345678\"", RemoteEffect.NoAnswerBySms | RemoteEffect.DisablesSms, "" },
        { "AT#ENHRST=1,0", RemoteEffect.NoAnswerBySms, "" },
        { "AT+CFUN=1,1", RemoteEffect.NoAnswerBySms, "" },
        { "AT+COPS=2", RemoteEffect.NoAnswerBySms | RemoteEffect.BlocksSmsUntilUndoneByTcp, "AT+COPS=0" },
        { "AT+CGCLASS=\"CG\"", RemoteEffect.NoAnswerBySms | RemoteEffect.BlocksSmsUntilUndoneByTcp, "AT+CGCLASS=\"B\"" },
        { "AT+CFUN=4", RemoteEffect.NoAnswerBySms | RemoteEffect.BlocksSms | RemoteEffect.BlocksSmsUntilUndoneByTcp, "AT+CFUN=1" },
        { "AT+CFUN=2", RemoteEffect.BlocksSms, "AT+CFUN=1" },
        { "AT#BND=3", RemoteEffect.BlocksSms, "AT#BND=0" },
        { "AT+CMUX=0", RemoteEffect.BlocksSms, "AT#SMSATRUN=0;#SMSATRUN=1" },
        { "AT+CGSMS=0", RemoteEffect.BlocksSmsUntilUndoneByTcp, "AT+CGSMS=1" },
        { "AT#SIMDET=0", RemoteEffect.BlocksSmsUntilReboot, "" },
        { "AT+CGDATA=\"PPP\",1", RemoteEffect.BlocksSmsUntilReboot, "" },
        { "AT$GPSNMUN=3,1", RemoteEffect.BlocksSmsUntilReboot, "" },
        { "AT$GPSCON", RemoteEffect.BlocksSmsUntilReboot, "" },
        { "ATQ1", RemoteEffect.BlocksSmsUntilReboot, "" },
        { "ATQ2", RemoteEffect.BlocksSmsUntilReboot, "" },
        { "AT+CLCK=\"FD\",1,\"5678\"", RemoteEffect.BlocksSmsToOtherNumbers, "AT+CLCK=\"FD\",0,\"5678\"" },
        { "AT#SELINT=1;@CLCK=\"FD\",1,\"5678\"", RemoteEffect.BlocksSmsToOtherNumbers, "AT+CLCK=\"FD\",0,\"5678\"" },
        { "AT+CMGS=\"+393461234567\"", RemoteEffect.NeedsPrompt, "" },
        { "AT+CMGW=\"+393461234567\"", RemoteEffect.NeedsPrompt, "" },
        { "AT#I2CWR=11,12,50,00,2", RemoteEffect.NeedsPrompt, "" },
        { "AT#WSCRIPT=\"a.py\",3", RemoteEffect.NeedsPrompt, "" },
        { "AT#M2MWRITE=\"a.bin\",3,1", RemoteEffect.NeedsPrompt, "" },
        { "AT#SSEND=1", RemoteEffect.NeedsPrompt, "" },
        { "AT#SSENDEXT=1,5", RemoteEffect.NeedsPrompt, "" },
        { "AT#SD=4,0,4000,\"10.0.0.1\"", RemoteEffect.BlocksSmsUntilReboot, "" },
        { "AT#SD=4,0,4000,\"10.0.0.1\",0,0,1", RemoteEffect.None, "" },
        { "AT#SO=2", RemoteEffect.BlocksSmsUntilReboot, "" },
        { "AT#SA=3", RemoteEffect.BlocksSmsUntilReboot, "" },
        { "AT#FTPPUT=\"file.txt\"", RemoteEffect.BlocksSmsUntilReboot, "" },
        { "AT#FTPAPP=\"file.txt\"", RemoteEffect.BlocksSmsUntilReboot, "" },
        { "AT#FTPGET=\"file.txt\"", RemoteEffect.BlocksSmsUntilReboot, "" },
        { "AT#FTPLIST", RemoteEffect.BlocksSmsUntilReboot, "" },
        { "AT#FTPGETPKT=\"file.txt\"", RemoteEffect.None, "" },
        { "AT#SEMAIL=\"you@b.org\",\"subject\"", RemoteEffect.NeedsPrompt, "" },
        { "AT#EMAILD=\"you@b.org\",\"subject\"", RemoteEffect.NeedsPrompt, "" },
        { "AT#SMTPCL=\"you@b.org\",\"subject\",0", RemoteEffect.NeedsPrompt, "" },
        { "AT#SMSATRUN=0", RemoteEffect.DisablesSms, "AT#SMSATRUN=1" },
        { "AT#SMSATWL=1,8", RemoteEffect.RefusedRemotely, "" },
        { "AT#TCPATRUNFRWL=2", RemoteEffect.RefusedRemotely, "" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_module_does_what_preflight_foretells(string line, RemoteEffect effects, string repair)
    {
        Assert.Equal(effects, Preflight.Check(line, Channel.SmsDigest).Aggregate(RemoteEffect.None, (all, finding) => all | finding.Effect));

        var module = new SimulatedModule();
        module.Start();
        var typist = new Conversation(module);
        foreach (var setUp in new[] { "AT+CMGF=1", "AT+CGDCONT=1,\"IP\",\"myAPN\"", "AT#SMSATRUNCFG=3,0,2", "AT#SMSATRUN=1", $"AT#SMSATWL=0,1,0,\"{Number}\"", $"AT#SMSATWL=0,2,1,\"{Password}\"", "AT&W" })
            Assert.Equal("OK", typist.Type(setUp));
        Assert.True(DigestPassword.TryMake(Password, out var password));
        var phone = new Phone(module, Number);
        // The text mode of the instance that runs it, so that what prompts comes as far as its prompt.
        phone.Write("HAT+CMGF=1");
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        if (_ofSockets.Any(c => line.StartsWith(c, StringComparison.Ordinal))) OpenSockets(module, typist, phone);
        using var ftp = line.StartsWith("AT#FTP", StringComparison.Ordinal) ? OpenFtp(module, typist, phone) : null;
        if (effects == RemoteEffect.NeedsPrompt) phone.Write("HAT#EADDR=\"me@a.org\"");
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        var running = module.Module.Running;

        phone.Write(DigestSms.Make(password, System.Text.Encoding.Latin1.GetBytes(line), 1));
        module.Turn.Wait(TimeSpan.FromSeconds(40));
        var blocks = effects & (RemoteEffect.BlocksSms | RemoteEffect.BlocksSmsUntilReboot | RemoteEffect.BlocksSmsUntilUndoneByTcp | RemoteEffect.BlocksSmsToOtherNumbers);
        var answered = blocks == RemoteEffect.None && !effects.HasFlag(RemoteEffect.NoAnswerBySms);
        Assert.Equal(answered ? 1 : 0, phone.Received.Count);
        var fails = (effects & (RemoteEffect.NeedsPrompt | RemoteEffect.RefusedRemotely)) != 0;
        if (answered) Assert.EndsWith(fails ? "\r\nERROR\r\n" : "\r\nOK\r\n", phone.Received[0], StringComparison.Ordinal);
        phone.Received.Clear();

        // The next message: answered at once unless the exchange is blocked, the service off, or the power.
        phone.Write("AT+CGMM");
        module.Turn.Wait(TimeSpan.FromSeconds(40));
        var gone = line is "AT#SHDN" or "AT#SYSHALT";
        Assert.Equal(gone, module.Module.Running is null);
        var open = blocks == RemoteEffect.None && !effects.HasFlag(RemoteEffect.DisablesSms) && !gone;
        Assert.Equal(open ? 1 : 0, phone.Received.Count);

        if (effects.HasFlag(RemoteEffect.BlocksSmsUntilReboot))
        {
            Assert.Same(running, module.Module.Running);
            module.Turn.Wait(Limit + TimeSpan.FromSeconds(30));
            Assert.NotSame(running, module.Module.Running);
            Assert.Equal("\r\nHE910\r\n\r\nOK\r\n", Assert.Single(phone.Received));
        }
        else if (repair.Length > 0)
        {
            module.Turn.Wait(Limit * 3);
            Assert.Empty(phone.Received);
            Assert.Same(running, module.Module.Running);
            Assert.EndsWith("OK", typist.Type(repair), StringComparison.Ordinal);
            module.Turn.Wait(Limit);
            phone.Write("AT+CGMI");
            Assert.True(module.Turn.WaitUntil(() => phone.Received.Contains("\r\nTelit\r\n\r\nOK\r\n"), TimeSpan.FromHours(2)));
        }
    }

    /// <summary>Somebody listens; socket 2 of the instance that runs the commands is suspended, socket 3 has a caller.</summary>
    private static void OpenSockets(SimulatedModule module, Conversation typist, Phone phone)
    {
        module.Internet.Listen(new(IPAddress.Parse("10.0.0.1"), 4000), (_, _) => new Silent());
        typist.Type("AT+CGDCONT=1,\"IP\",\"internet\";+CGDCONT=2,\"IP\",\"internet\";#FRWL=1,\"0.0.0.0\",\"0.0.0.0\";#SGACT=1,1");
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        typist.Type("AT#SGACT=2,1");
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        phone.Write("HAT#SL=3,1,1000;#SD=2,0,4000,\"10.0.0.1\",0,0,1");
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        module.Turn.Do(() => module.Internet.Connect(new(IPAddress.Parse("10.0.0.2"), 0), new(IPAddress.Parse("127.10.0.1"), 1000), new Silent()));
        typist.Said();
    }

    /// <summary>The instance that runs the commands has a session with a server, where there is a file.</summary>
    private static FtpHost OpenFtp(SimulatedModule module, Conversation typist, Phone phone)
    {
        var host = new FtpHost(module);
        host.Files["file.txt"] = new byte[1000];
        typist.Type("AT+CGDCONT=1,\"IP\",\"internet\";#SGACT=1,1");
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        phone.Write($"HAT#FTPOPEN=\"{FtpHost.Address}\",\"user\",\"pass\",1");
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        Assert.Contains("PASS pass", host.Told);
        typist.Said();
        return host;
    }

    private sealed class Silent : ILinkReceiver
    {
        public void Received(ReadOnlySpan<byte> octets) { }

        public void Drained() { }

        public void Ended(LinkEnd how) { }
    }

    /// <summary>Whoever declares an effect adds a row above.</summary>
    [Fact]
    public void Every_declared_effect_is_shown()
    {
        var shown = Rows.Select(r => r.Data.Item1).ToList();
        foreach (var command in CommandTable.All.Where(c => c.Facts.Families != Families.None))
            foreach (var row in command.Facts.Remotely.Where(r => (r.Effect & OfSms) != 0))
                Assert.True(
                    shown.Exists(line => line[2..].Split(';').Any(c => c.StartsWith(command.Name, StringComparison.Ordinal)) && (row.When is null || line.Contains(row.When, StringComparison.Ordinal))),
                    $"{command.Name} {row.When} is declared to have {row.Effect}: add a row that shows it");
    }
}
