using Xunit;

namespace AtRun.Peers;

/// <summary>Programs that send and receive short messages through a modem: at the serial port of a module, which exchanges messages with another module.</summary>
public sealed class MessageProgramTests
{
    private const string Number1 = "+393468686711", Number2 = "+393468686712";
    private const string Imei1 = "356938035643809", Imei2 = "356938035643817";

    // 360 septets: three messages.
    private static readonly string Long = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog. ", 8));

    [Fact]
    public async Task GammuSendsReadsDeletesAndSaves()
    {
        Peer.Needs("gammu", "env");
        using var sim = Two("AT+CNMI=2,1,0,2,0");
        var sent = Gammu(sim.Port, $"""
            identify
            getsmsc
            sendsms TEXT {Number2} -text "hello from gammu"
            sendsms TEXT {Number2} -report -len 400 -text "{Long}"
            """);
        Assert.Contains("Manufacturer         : Telit\nModel                : HE910 (HE910)\n", sent, StringComparison.Ordinal);
        Assert.Contains($"IMEI                 : {Imei1}\nSIM IMSI             : 222101234567890\n", sent, StringComparison.Ordinal);
        Assert.Contains("Number               : \"+393492000200\"\n", sent, StringComparison.Ordinal);
        for (var reference = 1; reference <= 4; reference++) Assert.Contains($"OK, message reference={reference}\n", sent, StringComparison.Ordinal);

        // Both modules at once: each start of gammu takes three seconds and a half.
        var reports = Task.Run(() => Gammu(sim.Port, "getallsms\n"));
        var read = Gammu($"{sim.Port}-2", $"""
            getallsms
            getsms 1 3
            deletesms 1 3
            savesms TEXT -folder 2 -unsent -sender {Number1} -text "kept here"
            getallsms
            """).Split("Executing batch ")[1..];
        Assert.Contains($"Remote number        : \"{Number1}\"\nStatus               : UnRead\n\nhello from gammu\n", read[0], StringComparison.Ordinal);
        Assert.Contains($"part 1 of 3\n\n{Long[..153]}\n", read[0], StringComparison.Ordinal);
        Assert.Contains($"part 2 of 3\n\n{Long[153..306]}\n", read[0], StringComparison.Ordinal);
        Assert.Contains($"part 3 of 3\n\n{Long[306..]}\n", read[0], StringComparison.Ordinal);
        Assert.Contains($"Status               : Read\nUser Data Header     : Concatenated", read[1], StringComparison.Ordinal);
        Assert.Contains($"{Long[153..306]}\n", read[1], StringComparison.Ordinal);
        // It goes where the deleted one was.
        Assert.Contains("location 3, SIM", read[3], StringComparison.Ordinal);
        Assert.Contains("Location 3, folder \"Outbox\"", read[4], StringComparison.Ordinal);
        Assert.Contains($"Remote number        : \"{Number1}\"\nStatus               : UnSent\n\nkept here\n", read[4], StringComparison.Ordinal);
        Assert.DoesNotContain("part 2 of 3", read[4], StringComparison.Ordinal);

        for (var reference = 2; reference <= 4; reference++) Assert.Contains($"Reference number     : {reference}\n", await reports, StringComparison.Ordinal);
        Assert.Equal(3, (await reports).Split("SMS status report\n").Length - 1);
        Assert.Equal(3, (await reports).Split("Details              : SM received by the SME\n").Length - 1);
    }

    [Fact]
    public void TheDaemonOfGammuSendsReceivesAndHearsOfTheDelivery()
    {
        Peer.Needs("gammu-smsd", "gammu-smsd-inject", "env");
        using var sim = Two();
        using var other = Reader(sim);
        using var daemon = new SpoolingDaemon("inbox", "outbox", "sent", "error");
        var configuration = daemon.Put("smsdrc", $"""
            [gammu]
            device = {sim.Port}
            connection = at115200
            synchronizetime = no
            [smsd]
            service = files
            logfile = {daemon.Folder}/log
            inboxpath = {daemon.Folder}/inbox/
            outboxpath = {daemon.Folder}/outbox/
            sentsmspath = {daemon.Folder}/sent/
            errorsmspath = {daemon.Folder}/error/
            deliveryreport = sms
            checksecurity = 0
            receivefrequency = 1

            """);
        var (exit, output, error) = Peer.Run("gammu-smsd-inject", ["-c", configuration, "TEXT", Number2, "-report", "-text", "hello from the daemon"]);
        Assert.True(exit == 0, output + error);
        daemon.Start("env", "LC_ALL=C", "gammu-smsd", "-c", configuration);
        Assert.Contains($"+CMT: \"{Number1}\"", other.Until("\r\nhello from the daemon\r\n"), StringComparison.Ordinal);
        Send(other, "hello to the daemon");
        Assert.Equal("hello to the daemon", daemon.Await("inbox", "hello to the daemon"));
        Assert.Equal("Delivered", daemon.Await("inbox", "Delivered"));
        Assert.Contains("hello from the daemon", daemon.Await("sent", Number2), StringComparison.Ordinal);
        daemon.End();
        // Those that came are files now.
        using var line = new SerialLine(sim.Port);
        Assert.Contains("+CPMS: \"SM\",0,50", line.Command("AT+CPMS?"), StringComparison.Ordinal);
    }

    [Fact]
    public void SmsServerToolsSendTextAndOctetsAndReceive()
    {
        Peer.Needs("smsd");
        using var sim = Two("AT#SMSATRUNCFG=3,1,2", $"AT#SMSATWL=0,1,0,\"{Number1}\"", "AT#SMSATRUN=1");
        using var other = Reader(sim);
        using var daemon = new SpoolingDaemon("outgoing", "checked", "incoming", "report", "sent", "failed", "stats");
        var configuration = daemon.Put("smsd.conf", $"""
            devices = GSM1
            outgoing = {daemon.Folder}/outgoing
            checked = {daemon.Folder}/checked
            incoming = {daemon.Folder}/incoming
            report = {daemon.Folder}/report
            sent = {daemon.Folder}/sent
            failed = {daemon.Folder}/failed
            stats = {daemon.Folder}/stats
            infofile = {daemon.Folder}/info
            pidfile = {daemon.Folder}/pid
            logfile = {daemon.Folder}/log
            delaytime = 1
            delaytime_mainprocess = 1
            receive_before_send = no
            [GSM1]
            device = {sim.Port}
            incoming = yes
            report = yes
            init = AT+CNMI=2,1,0,2,0

            """);
        daemon.Put("outgoing/text", $"To: {Number2[1..]}\n\nhello from the tools");
        // Without UDH: no it would say that the octets begin with a header.
        daemon.Put("outgoing/request", $"To: {Number2[1..]}\nAlphabet: binary\nUDH: no\n\nAT+CGSN");
        daemon.Start("smsd", "-c" + configuration, "-t");
        var heard = other.Until("hello from the tools\r\n");
        if (!heard!.Contains("#SMSATRUN: AT+CGSN\r\n", StringComparison.Ordinal)) other.Until("#SMSATRUN: AT+CGSN\r\n");
        Send(other, "hello to the tools");

        Assert.EndsWith("\n\nhello to the tools", daemon.Await("incoming", "hello to the tools"), StringComparison.Ordinal);
        // The answer of the module, octet by octet.
        var answer = daemon.Await("incoming", $"{Imei2}\r\n\r\nOK\r\n");
        Assert.Contains("Alphabet: binary\n", answer, StringComparison.Ordinal);
        Assert.EndsWith($"\n\n\r\n{Imei2}\r\n\r\nOK\r\n", answer, StringComparison.Ordinal);
        for (var reference = 1; reference <= 2; reference++) daemon.Await("report", $"Message_id: {reference}\n", "Status: 0,Ok,short message received by the SME");
        Assert.Contains("hello from the tools", daemon.Await("sent", "hello from the tools"), StringComparison.Ordinal);
        daemon.End();
    }

    // All of it in one run of gammu.
    private static string Gammu(string port, string commands)
    {
        var folder = Directory.CreateTempSubdirectory("atrun-gammu-");
        try
        {
            var (configuration, batch) = (Path.Combine(folder.FullName, "gammurc"), Path.Combine(folder.FullName, "batch"));
            File.WriteAllText(configuration, $"[gammu]\ndevice = {port}\nconnection = at115200\nsynchronizetime = no\n");
            File.WriteAllText(batch, commands);
            var (exit, output, error) = Peer.Run("env", ["LC_ALL=C", "gammu", "-c", configuration, "batch", batch]);
            Assert.True(exit == 0, output + error);
            return output;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Two modules, one init for both.</summary>
    private static RunningSim Two(params string[] init)
    {
        var sim = new RunningSim(init.Length == 0 ? null : init, null, "--modules", "2", "--smpp", "none");
        if (init.Length == 0) return sim;
        sim.Ready();
        sim.Ready();
        return sim;
    }

    /// <summary>Module 2, which shows what comes.</summary>
    private static SerialLine Reader(RunningSim sim)
    {
        var line = new SerialLine($"{sim.Port}-2");
        line.Command("ATE0");
        line.Command("AT+CMGF=1;+CNMI=2,2,0,0,0");
        return line;
    }

    private static void Send(SerialLine line, string text)
    {
        line.Type($"AT+CMGS=\"{Number1}\"\r");
        line.Until("\r\n> ");
        line.Type(text + "\x1A");
        line.Until("\r\nOK\r\n");
    }
}
