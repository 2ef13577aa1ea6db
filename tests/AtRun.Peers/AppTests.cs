using System.Net;
using System.Net.Sockets;
using Xunit;

namespace AtRun.Peers;

/// <summary>Apps in C, compiled by clang for the virtual module (docs/apps.md).</summary>
public sealed class AppTests
{
    private static readonly string Sdk = Path.Combine(Peer.Root, "sdk", "appzone");

    [Fact]
    public async Task ACompiledAppTalksToTheModuleUsesATimerAndASocket()
    {
        Peer.Needs("clang", "wasm-ld");
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var sim = new RunningSim();
        using var line = new SerialLine(sim.Port);
        Say(line, "ATE0");
        Say(line, "AT+CGDCONT=1,\"IP\",\"internet\"");
        Upload(line, "blink");
        Say(line, $"AT#M2MARG=\"127.0.0.1\",\"{((IPEndPoint)server.LocalEndpoint).Port}\"");
        Say(line, "AT#M2MRUN=1,\"blink.bin\"");
        using var client = await server.AcceptTcpClientAsync().WaitAsync(Peer.Deadline);
        using var reader = new StreamReader(client.GetStream());
        client.ReceiveTimeout = (int)Peer.Deadline.TotalMilliseconds;
        Assert.StartsWith("+CSQ: ", await reader.ReadLineAsync().WaitAsync(Peer.Deadline), StringComparison.Ordinal);
    }

    [Fact]
    public void TheRelayIsSwitchedByMessagesAndKeepsItsStateWithoutPower()
    {
        Peer.Needs("clang", "wasm-ld");
        using var sim = new RunningSim(null, null, "--modules", "2", "--speed", "10", "--verbose");
        using var line = new SerialLine(sim.Port);
        using var phone = new SerialLine(sim.Port + "-2");
        Say(line, "ATE0");
        Say(phone, "ATE0;+CMGF=1;+CNMI=2,2,0,0,0");
        Upload(line, "relay");
        Say(line, "AT#M2MRUN=2,\"relay.bin\"");
        Say(line, "AT#M2MRUN=1");
        sim.Logged("relay listens");
        phone.AwaitRegistration();
        Assert.Contains("#GPIO: 1,0", line.Command("AT#GPIO=3,2"), StringComparison.Ordinal);
        Assert.Contains("+393468686711", Ask("RELAY ON", "RELAY IS ON"), StringComparison.Ordinal);
        Assert.Contains("#GPIO: 1,1", line.Command("AT#GPIO=3,2"), StringComparison.Ordinal);
        Assert.Equal(0, Peer.Run(Peer.AtRun, ["sim", "ctl", "--control", sim.Control, "--module", "1", "power", "cycle"]).Exit);
        sim.Logged("relay listens", times: 2);
        Assert.Contains("#GPIO: 1,1", line.Command("ATE0;#GPIO=3,2"), StringComparison.Ordinal);
        Ask("RELAY?", "RELAY IS ON");
        Ask("RELAY OFF", "RELAY IS OFF");
        Assert.Contains("#GPIO: 1,0", line.Command("AT#GPIO=3,2"), StringComparison.Ordinal);

        string Ask(string text, string answer)
        {
            phone.Type("AT+CMGS=\"+393468686711\"\r");
            Assert.NotNull(phone.Until("> "));
            phone.Type(text + "\u001a");
            return phone.Until(answer)!;
        }
    }

    [Fact]
    public void AnAppThatTakesAllThereIsHasWhatIsAllowedAndTheModuleGoesOn()
    {
        Peer.Needs("clang", "wasm-ld");
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        peer.Client.ReceiveTimeout = (int)Peer.Deadline.TotalMilliseconds;
        using var sim = new RunningSim(null, null, "--verbose");
        using var line = new SerialLine(sim.Port);
        Say(line, "ATE0");
        Say(line, "AT+CGDCONT=1,\"IP\",\"internet\"");
        Send(line, "greedy", Compile("greedy", Greedy));
        Say(line, $"AT#M2MARG=\"{((IPEndPoint)peer.Client.LocalEndPoint!).Port}\"");
        Say(line, "AT#M2MRUN=2,\"greedy.bin\"");
        Say(line, "AT#M2MRUN=1");
        // EMFILE of M2M_SOCKET_BSD_… is 19.
        var (told, from) = Receive();
        Assert.StartsWith("run 1: 10 sockets, errno 19, 1000 one by one, 32 timers, fired ", told, StringComparison.Ordinal);
        var fired = Fired(told);
        for (var i = 0; i < 5; i++)
        {
            Say(line, "AT+CSQ");
            peer.Send([0xFF, 0x00, (byte)i], from);
            (told, from) = Receive();
            Assert.StartsWith($"got 3 {255 + i}, fired ", told, StringComparison.Ordinal);
            Assert.True(Fired(told) >= fired, told);
            fired = Fired(told);
        }
        Assert.Equal(0, Peer.Run(Peer.AtRun, ["sim", "ctl", "--control", sim.Control, "power", "cycle"]).Exit);
        Assert.StartsWith("run 2: 10 sockets, errno 19, 1000 one by one, 32 timers, fired ", Receive().Told, StringComparison.Ordinal);
        Say(line, "ATE0");
        Say(line, "AT#M2MRUN=0");
        Assert.Contains("#M2MRAM: 2097152,0\r\n", line.Command("AT#M2MRAM"), StringComparison.Ordinal);

        (string Told, IPEndPoint From) Receive()
        {
            IPEndPoint? sender = null;
            return (System.Text.Encoding.Latin1.GetString(peer.Receive(ref sender)), sender);
        }

        static int Fired(string told) => int.Parse(told[(told.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Takes sockets and timers as long as it gets them, lets the timers run for ever, counts its runs in a file, and tells it by UDP.</summary>
    private const string Greedy = """
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include "m2m_fs_api.h"
        #include "m2m_os_api.h"
        #include "m2m_socket_api.h"
        #include "m2m_timer_api.h"

        #define RUNS "A:\\MOD\\runs"
        static M2M_T_TIMER_HANDLE timers[1000];
        static M2M_SOCKET_BSD_SOCKET sockets[1000];
        static int fired;

        static void again(void *arg)
        {
            fired++;
            m2m_timer_start(timers[(int)arg], 10);
        }

        static int count(void)
        {
            CHAR runs = 0;
            M2M_T_FS_HANDLE file = m2m_fs_open(RUNS, M2M_FS_OPEN_READ);
            if (file) {
                m2m_fs_read(file, &runs, 1);
                m2m_fs_close(file);
            }
            runs++;
            file = m2m_fs_open(RUNS, M2M_FS_OPEN_TRUNCATE);
            m2m_fs_write(file, &runs, 1);
            m2m_fs_close(file);
            return runs;
        }

        void M2M_main(INT32 argc, CHAR argv[M2M_ARGC_MAX][M2M_ARGV_MAXTOKEN + 1])
        {
            CHAR text[200];
            int i, length, have = 0, error = 0, one = 0, made = 0;
            M2M_SOCKET_BSD_SOCKADDR_IN to;
            for (i = 0; i < 1000; i++) {
                sockets[i] = m2m_socket_bsd_socket(M2M_SOCKET_BSD_PF_INET, M2M_SOCKET_BSD_SOCK_STREAM, M2M_SOCKET_BSD_IPPROTO_TCP);
                if (sockets[i] != M2M_SOCKET_BSD_INVALID_SOCKET) have++;
                else error = m2m_socket_errno();
            }
            for (i = 0; i < 1000; i++) m2m_socket_bsd_close(sockets[i]);
            for (i = 0; i < 1000; i++) {
                M2M_SOCKET_BSD_SOCKET s = m2m_socket_bsd_socket(M2M_SOCKET_BSD_PF_INET, M2M_SOCKET_BSD_SOCK_DGRAM, M2M_SOCKET_BSD_IPPROTO_UDP);
                if (m2m_socket_bsd_close(s) == 0) one++;
            }
            for (i = 0; i < 1000; i++) {
                timers[i] = m2m_timer_create(again, (void *)i);
                if (timers[i]) made++;
                m2m_timer_start(timers[i], 10);
            }
            for (i = 0; m2m_pdp_get_status() != M2M_PDP_STATE_ACTIVE; i++) {
                if (i % 5 == 0) m2m_pdp_activate(NULL, NULL, NULL);
                m2m_os_sleep_ms(1000);
            }
            memset(&to, 0, sizeof to);
            to.sin_family = M2M_SOCKET_BSD_PF_INET;
            to.sin_port = m2m_socket_bsd_htons((UINT16)atoi(argv[1]));
            to.sin_addr.s_addr = m2m_socket_bsd_inet_addr("127.0.0.1");
            M2M_SOCKET_BSD_SOCKET s = m2m_socket_bsd_socket(M2M_SOCKET_BSD_PF_INET, M2M_SOCKET_BSD_SOCK_DGRAM, M2M_SOCKET_BSD_IPPROTO_UDP);
            length = snprintf(text, sizeof text, "run %d: %d sockets, errno %d, %d one by one, %d timers, fired %d", count(), have, error, one, made, fired);
            m2m_socket_bsd_send_to(s, text, length, 0, (M2M_SOCKET_BSD_SOCKADDR *)&to, sizeof to);
            for (;;) {
                int sum = 0, size = sizeof to;
                int got = m2m_socket_bsd_recv_from(s, text, sizeof text, 0, (M2M_SOCKET_BSD_SOCKADDR *)&to, &size);
                for (i = 0; i < got; i++) sum += (UINT8)text[i];
                length = snprintf(text, sizeof text, "got %d %d, fired %d", got, sum, fired);
                m2m_socket_bsd_send_to(s, text, length, 0, (M2M_SOCKET_BSD_SOCKADDR *)&to, sizeof to);
            }
        }
        """;

    private static void Say(SerialLine line, string command)
    {
        line.Type(command + "\r");
        Assert.NotNull(line.Until("OK\r\n"));
    }

    private static void Upload(SerialLine line, string sample) => Send(line, sample, Compile(sample, File.ReadAllText(Path.Combine(Sdk, "samples", sample + ".c"))));

    private static void Send(SerialLine line, string name, byte[] code)
    {
        line.Type($"AT#M2MWRITE=\"{name}.bin\",{code.Length},1\r");
        Assert.NotNull(line.Until(">>>"));
        line.Type(code);
        Assert.NotNull(line.Until("OK\r\n"));
    }

    private static byte[] Compile(string name, string source)
    {
        var folder = Directory.CreateTempSubdirectory("atrun-app-");
        try
        {
            var (from, made) = (Path.Combine(folder.FullName, name + ".c"), Path.Combine(folder.FullName, name + ".wasm"));
            File.WriteAllText(from, source);
            var (exit, output, error) = Peer.Run("clang",
            [
                "--target=wasm32", "-O2", "-nostdlib", "-fno-builtin", "-I" + Path.Combine(Sdk, "include"), "-Wl,--no-entry", "-Wl,--export-table", "-Wl,--allow-undefined",
                "-o", made, from, Path.Combine(Sdk, "m2m_lib.c"),
            ]);
            Assert.True(exit == 0, output + error);
            return File.ReadAllBytes(made);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
