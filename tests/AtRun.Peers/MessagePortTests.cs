using Xunit;
using static AtRun.Peers.ModemPrograms;

namespace AtRun.Peers;

/// <summary>Programs for messages and identities, at ports of other kinds than one pseudo terminal.</summary>
[Collection(ModemPrograms.Name)]
public sealed class MessagePortTests
{
    private const string Number1 = "393468686711", Number2 = "393468686712";

    [Fact]
    public void GnokiiIdentifiesTheModule()
    {
        Peer.Needs("gnokii", "env");
        using var sim = Registered();
        var folder = Path.GetDirectoryName(sim.Port)!;
        var configuration = Path.Combine(folder, "gnokii");
        File.WriteAllText(configuration, $"[global]\nport = {sim.Port}\nmodel = AT\nconnection = serial\nserial_baudrate = 115200\nuse_locking = yes\n");
        var (_, identity, error) = Gnokii("--identify");
        Assert.True(identity.Contains($"IMEI         : {Imei}\nManufacturer : Telit\n", StringComparison.Ordinal) && identity.Contains("Model        : HE910\n", StringComparison.Ordinal), identity + error);
        Assert.Contains("SMS center number is +393492000200\n", Gnokii("--getsmsc", "1", "1").Output, StringComparison.Ordinal);

        (int Exit, string Output, string Error) Gnokii(params string[] what) => Peer.Run("env", [$"HOME={folder}", "LC_ALL=C", "gnokii", "--config", configuration, .. what]);
    }

    [Fact]
    public void GammuThroughSocatAtATcpPort()
    {
        Peer.Needs("gammu", "socat", "env");
        using var sim = new RunningSim(null, null, "--port2", "tcp://127.0.0.1:0");
        var link = sim.Port + "-by-tcp";
        using var socat = Peer.Start("socat", [$"PTY,link={link},rawer", $"TCP:{Place(sim)}"]);
        try
        {
            WaitFor(() => File.Exists(link));
            var configuration = Path.ChangeExtension(sim.Port, "gammurc");
            File.WriteAllText(configuration, $"[gammu]\ndevice = {link}\nconnection = at115200\nsynchronizetime = no\n");
            var (exit, output, error) = Peer.Run("env", ["LC_ALL=C", "gammu", "-c", configuration, "identify"]);
            Assert.True(exit == 0 && output.Contains($"IMEI                 : {Imei}\n", StringComparison.Ordinal), output + error);
        }
        finally
        {
            socat.Kill();
            socat.WaitForExit();
        }
    }

    [Fact]
    public void KannelDrivesTwoPortsAPseudoTerminalAndATcpPort()
    {
        Peer.Needs("bearerbox", "smsbox", "curl");
        using var sim = new RunningSim(null, null, "--modules", "2", "--speed", "10", "--port2", "tcp://127.0.0.1:0");
        using var other = new SerialLine($"{sim.Port}-2");
        other.Command("ATE0");
        other.Command("AT+CMGF=1;+CNMI=2,2,0,0,0");
        other.AwaitRegistration();
        var place = Place(sim);
        using var kannel = new Kannel($"""
            group = smsc
            smsc = at
            smsc-id = terminal
            modemtype = telit
            device = {sim.Port}
            sms-center = +393492000200

            group = smsc
            smsc = at
            smsc-id = network
            modemtype = telit
            device = rawtcp
            host = {place.Address}
            port = {place.Port}
            sms-center = +393492000200

            group = modems
            id = telit
            name = Telit
            init-string = "AT+CNMI=1,2,0,1,0"
            """, FreePort());
        foreach (var centre in (string[])["terminal", "network"])
        {
            kannel.Send($"smsc={centre}&from=%2B{Number1}&to=%2B{Number2}&coding=0&text=hello+by+{centre}");
            Assert.Contains($"+CMT: \"+{Number1}\"", other.Until($"\r\nhello by {centre}\r\n"), StringComparison.Ordinal);
        }
        kannel.End();
    }

    [Fact]
    public void SmsServerToolsAtATcpPort()
    {
        Peer.Needs("smsd");
        using var sim = new RunningSim(null, null, "--speed", "10", "--port2", "tcp://127.0.0.1:0");
        using (var line = new SerialLine(sim.Port)) line.AwaitRegistration();
        using var daemon = new SpoolingDaemon("outgoing", "checked", "incoming", "sent", "failed");
        var configuration = daemon.Put("smsd.conf", $"""
            devices = GSM1
            outgoing = {daemon.Folder}/outgoing
            checked = {daemon.Folder}/checked
            incoming = {daemon.Folder}/incoming
            sent = {daemon.Folder}/sent
            failed = {daemon.Folder}/failed
            infofile = {daemon.Folder}/info
            pidfile = {daemon.Folder}/pid
            logfile = {daemon.Folder}/log
            delaytime = 1
            delaytime_mainprocess = 1
            [GSM1]
            device = @{Place(sim)}
            incoming = yes

            """);
        daemon.Put("outgoing/text", $"To: {Number1}\n\nhello myself");
        daemon.Start("smsd", "-c" + configuration, "-t");
        Assert.EndsWith("\n\nhello myself", daemon.Await("incoming", "hello myself"), StringComparison.Ordinal);
        daemon.End();
    }
}
