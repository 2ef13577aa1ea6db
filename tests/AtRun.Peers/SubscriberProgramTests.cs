using Xunit;

namespace AtRun.Peers;

/// <summary>Programs that read and write phonebooks, send USSD codes, and send octets as they are.</summary>
public sealed class SubscriberProgramTests
{
    private const string Python = "/usr/bin/python3";
    private const string Request = "D0D0D000110157696A437032715633734E762B61727532305A5561773D3D41542B434F50533F";
    private const string Answer = "D1D1D10011014A756E7261377230" + "6B494563483971563534326E33513D3D0D0A2B434F50533A20302C302C22766F6461666F6E65204954220D0A0D0A4F4B0D0A";

    // What a serial port has and a pseudo terminal has not: its lines can be raised and dropped.
    private const string LinesOfASerialPort = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdarg.h>
        #include <sys/ioctl.h>
        int ioctl(int fd, unsigned long request, ...)
        {
            va_list rest;
            va_start(rest, request);
            void *argument = va_arg(rest, void *);
            va_end(rest);
            if (request == TIOCMBIS || request == TIOCMBIC) return 0;
            return ((int (*)(int, unsigned long, void *))dlsym(RTLD_NEXT, "ioctl"))(fd, request, argument);
        }
        """;

    [Fact]
    public void GammuKeepsAPhonebookAndAsksForTheBalance()
    {
        Peer.Needs("gammu", "env");
        using var sim = new RunningSim(["AT+CPBW=3,\"+39404192369\",145,\"Fabio\""]);
        sim.Ready();
        InFolder(folder =>
        {
            var (configuration, batch, cards) = (Path.Combine(folder, "gammurc"), Path.Combine(folder, "batch"), Path.Combine(folder, "cards.vcf"));
            File.WriteAllText(configuration, $"[gammu]\ndevice = {sim.Port}\nconnection = at115200\nsynchronizetime = no\n");
            File.WriteAllText(cards, "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Rossi\r\nTEL:0404192702\r\nEND:VCARD\r\n");
            File.WriteAllText(batch, "getmemory SM 3\ngetallmemory MC\ngetussd *100#\n");
            string[] gammu = ["LC_ALL=C", "gammu", "-c", configuration];
            var said = Run("env", [.. gammu, "batch", batch]);
            Assert.Contains("Memory SM, Location 3\nGeneral number       : \"+39404192369\"\nName                 : \"Fabio\"\n", said, StringComparison.Ordinal);
            Assert.Contains("Service reply        : \"Your balance is 12.34 EUR\"\n", said, StringComparison.Ordinal);

            // Each of these wants a run of its own.
            Run("env", [.. gammu, "addnew", cards, "-memory", "SM", "-yes"]);
            Run("env", [.. gammu, "deletememory", "SM", "3"]);
            Run("env", [.. gammu, "backup", Path.Combine(folder, "backup.vcf"), "-yes"]);
            var kept = File.ReadAllText(Path.Combine(folder, "backup.vcf")).ReplaceLineEndings("\n");
            Assert.Contains("X-GAMMU-LOCATION:1\nX-GAMMU-MEMORY:SM\nTEL;PREF:0404192702\nN:Rossi\n", kept, StringComparison.Ordinal);
            Assert.DoesNotContain("Fabio", kept, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void PythonGammuSendsADigestRequestAsOctetsAndReadsItsAnswer()
    {
        Assert.SkipUnless(File.Exists(Python) && Peer.Run(Python, ["-c", "import gammu"]).Exit == 0, "python3-gammu is not installed");
        using var sim = new RunningSim(["AT#SMSATRUNCFG=3,1,5", "AT#SMSATWL=0,1,1,\"1234567890123456\"", "AT#SMSATRUN=1"], null, "--modules", "2", "--smpp", "none");
        sim.Ready();
        sim.Ready();
        var said = Run(Python, ["-c", """
            import gammu, sys, time
            modem = gammu.StateMachine()
            modem.SetConfig(0, {'Device': sys.argv[1], 'Connection': 'at115200'})
            modem.Init()
            modem.SendSMS({'Number': '+393468686711', 'SMSC': {'Location': 1}, 'Coding': '8bit', 'Class': 1, 'Text': bytes.fromhex(sys.argv[2])})
            for _ in range(30):
                time.sleep(1)
                try:
                    message = modem.GetNextSMS(0, True)[0]
                    print(message['Number'], message['Coding'], message['Text'].hex().upper())
                    break
                except gammu.ERR_EMPTY:
                    pass
            """, $"{sim.Port}-2", Request]);
        Assert.Equal($"+393468686711 8bit {Answer}\n", said);
    }

    /// <summary>gsm-utils drop DTR first, and give up where there is none: they are given lines that nothing is wired to.</summary>
    [Fact]
    public void GsmUtilsReadTheModuleItsPhonebookAndItsMessages()
    {
        Peer.Needs("gsmctl", "gsmpb", "gsmsmsstore", "cc", "env");
        using var sim = new RunningSim(["AT+CPBW=3,\"+39404192369\",145,\"Fabio\"", "AT+CMGF=1;#CMGS=\"+393468686711\",\"kept\""]);
        sim.Ready();
        InFolder(folder =>
        {
            var (source, library) = (Path.Combine(folder, "lines.c"), Path.Combine(folder, "lines.so"));
            File.WriteAllText(source, LinesOfASerialPort);
            Run("cc", ["-shared", "-fPIC", "-o", library, source]);
            string[] environment = [$"LD_PRELOAD={library}", "LC_ALL=C"];
            Assert.Contains("Manufacturer: Telit\n<ME1>  Model: HE910\n", Run("env", [.. environment, "gsmctl", "-d", sim.Port, "me"]), StringComparison.Ordinal);
            Assert.Equal("|Fabio|+39404192369", Run("env", [.. environment, "gsmpb", "-p", "SM", "-s", sim.Port, "-d", "-"]).Trim());
            Assert.Contains("User data: 'kept'", Run("env", [.. environment, "gsmsmsstore", "-t", "SM", "-s", sim.Port, "-l"]), StringComparison.Ordinal);
        });
    }

    private static string Run(string program, string[] arguments)
    {
        var (exit, output, error) = Peer.Run(program, arguments);
        Assert.True(exit == 0, output + error);
        return output.ReplaceLineEndings("\n");
    }

    private static void InFolder(Action<string> what)
    {
        var folder = Directory.CreateTempSubdirectory("atrun-programs-");
        try
        {
            what(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
