using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace AtRun.Peers;

/// <summary>The FTP client of the module against vsftpd, typed at its serial port.</summary>
public sealed class FtpServerTests : IDisposable
{
    private const int Size = 1024 * 1024;

    private readonly string _folder;
    private readonly string _incoming;
    private readonly Process? _server;
    private readonly ServedModule? _module;
    private readonly int _port = ServedModule.FreePort();

    public FtpServerTests()
    {
        _folder = Directory.CreateTempSubdirectory("atrun-ftp-").FullName;
        _incoming = Path.Combine(_folder, "root", "incoming");
        if (!File.Exists("/usr/sbin/vsftpd") || Environment.UserName != "root") return;
        // Who may read is anybody, who may write in that one folder, too; the root itself nobody (or the server will not start).
        Directory.CreateDirectory(_incoming);
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(_incoming, (UnixFileMode)0b111_111_111);
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        var settings = Path.Combine(_folder, "vsftpd.conf");
        File.WriteAllText(settings, $"""
            background=NO
            listen=YES
            listen_ipv6=NO
            listen_address=127.0.0.1
            listen_port={_port}
            anonymous_enable=YES
            no_anon_password=NO
            anon_root={Path.Combine(_folder, "root")}
            write_enable=YES
            anon_upload_enable=YES
            anon_other_write_enable=YES
            anon_umask=022
            secure_chroot_dir={Path.Combine(_folder, "empty")}
            seccomp_sandbox=NO
            isolate=NO
            isolate_network=NO
            xferlog_enable=NO

            """);
        _server = Peer.Start("/usr/sbin/vsftpd", [settings]);
        _module = new();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Files_go_there_and_come_back_octet_by_octet(int mode)
    {
        var line = Open(mode);
        var octets = Octets(7 + mode);
        Assert.NotNull(line.Command("AT#FTPTYPE=0"));
        Assert.NotNull(line.Command("AT#FTPCWD=\"incoming\""));
        Assert.Contains("#FTPPWD: 257 \"/incoming\"", line.Command("AT#FTPPWD"), StringComparison.Ordinal);

        Put(line, "AT#FTPPUT=\"file.bin\"", octets);
        Assert.Equal(octets, Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(_incoming, "file.bin"))));
        Assert.Equal($"\r\n#FTPFSIZE: {Size}\r\n\r\nOK\r\n", line.Command("AT#FTPFSIZE=\"file.bin\""));

        Assert.Equal(octets, Get(line, "AT#FTPGET=\"file.bin\""));
        Assert.NotNull(line.Command($"AT#FTPREST={Size - 100}"));
        Assert.Equal(octets[^100..], Get(line, "AT#FTPGET=\"file.bin\""));
        Assert.Equal("\r\n#FTPREST: 0\r\n\r\nOK\r\n", line.Command("AT#FTPREST?"));

        Put(line, "AT#FTPAPP=\"file.bin\"", "+++ and more");
        Assert.EndsWith("+++ and more", File.ReadAllText(Path.Combine(_incoming, "file.bin"), Encoding.Latin1), StringComparison.Ordinal);
        Assert.Contains("file.bin\r\n", Get(line, "AT#FTPLIST"), StringComparison.Ordinal);
        Assert.Equal("", Get(line, "AT#FTPLIST=\"none\""));

        Assert.NotNull(line.Command("AT#FTPDELE=\"file.bin\""));
        Assert.False(File.Exists(Path.Combine(_incoming, "file.bin")));
        Assert.NotNull(line.Command("AT#FTPCLOSE"));
        Assert.Contains("221", line.Command("AT#FTPMSG"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_read_in_command_state()
    {
        NeedsServer();
        var octets = Octets(3)[..200_000];
        File.WriteAllBytes(Path.Combine(_incoming, "file.bin"), Encoding.Latin1.GetBytes(octets));
        var line = Open(mode: 1);
        Assert.NotNull(line.Command("AT#FTPTYPE=0"));
        Assert.NotNull(line.Command("AT#FTPGETPKT=\"incoming/file.bin\""));
        var got = new StringBuilder();
        while (got.Length < octets.Length)
        {
            line.Type("AT#FTPRECV=3000\r");
            Assert.Equal("\r\n", line.Until("\r\n"));
            var count = int.Parse(line.Until("\r\n")!["#FTPRECV: ".Length..].Trim(), CultureInfo.InvariantCulture);
            if (count > 0) got.Append(line.Exactly(count));
            Assert.NotNull(line.Until("OK\r\n"));
        }
        Assert.Equal(octets, got.ToString());
        string state;
        while (!(state = line.Command("AT#FTPGETPKT?")!).Contains(",0,1\r\n", StringComparison.Ordinal)) Assert.Contains("#FTPGETPKT: incoming/file.bin,0,0", state, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_server_refuses_fails_and_the_session_goes_on()
    {
        var line = Open(mode: 1);
        Assert.NotNull(line.Command("AT+CMEE=1"));
        line.Type("AT#FTPGET=\"none.txt\"\r");
        Assert.EndsWith("\r\nNO CARRIER\r\n", line.Until("CARRIER\r\n"), StringComparison.Ordinal);
        Assert.Contains("#FTPMSG: 550", line.Command("AT#FTPMSG"), StringComparison.Ordinal);
        // The root is not to be written to.
        line.Type("AT#FTPPUT=\"denied.txt\"\r");
        Assert.EndsWith("\r\nNO CARRIER\r\n", line.Until("CARRIER\r\n"), StringComparison.Ordinal);
        Assert.Contains("#FTPMSG: 553", line.Command("AT#FTPMSG"), StringComparison.Ordinal);
        foreach (var refused in new[] { "AT#FTPDELE=\"none.txt\"", "AT#FTPCWD=\"none\"", "AT#FTPFSIZE=\"none.txt\"", "AT#FTPGETPKT=\"none.txt\"" })
        {
            line.Type(refused + "\r");
            Assert.EndsWith("\r\n+CME ERROR: 606\r\n", line.Until("606\r\n"), StringComparison.Ordinal);
        }
        Assert.NotNull(line.Command("AT#FTPPWD"));
        Assert.NotNull(line.Command("AT#FTPCLOSE"));
        // Nobody of that name.
        line.Type($"AT#FTPOPEN=\"127.0.0.1:{_port}\",\"nobody-here\",\"wrong\",1\r");
        Assert.EndsWith("\r\n+CME ERROR: 606\r\n", line.Until("606\r\n"), StringComparison.Ordinal);
        Assert.Contains("#FTPMSG: 530", line.Command("AT#FTPMSG"), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _module?.Dispose();
        if (_server is { HasExited: false }) _server.Kill(entireProcessTree: true);
        _server?.WaitForExit();
        _server?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void NeedsServer()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/vsftpd"), "vsftpd is not installed");
        Assert.SkipUnless(Environment.UserName == "root", "vsftpd needs root");
    }

    private SerialLine Open(int mode)
    {
        NeedsServer();
        var line = _module!.Line;
        _module.Until($"AT#FTPOPEN=\"127.0.0.1:{_port}\",\"anonymous\",\"me@a.org\",{mode}");
        return line;
    }

    private static void Put(SerialLine line, string command, string octets)
    {
        line.Type(command + "\r");
        Assert.NotNull(line.Until("\r\nCONNECT\r\n"));
        line.Type(octets);
        // The guard counts from the last octet that the module has seen.
        Thread.Sleep(1500);
        line.Type("+++");
        Assert.NotNull(line.Until("\r\nNO CARRIER\r\n"));
    }

    private static string Get(SerialLine line, string command)
    {
        line.Type(command + "\r");
        Assert.NotNull(line.Until("\r\nCONNECT\r\n"));
        return line.Until("\r\nNO CARRIER\r\n")![..^"\r\nNO CARRIER\r\n".Length];
    }

    private static string Octets(int seed)
    {
        var octets = new byte[Size];
        new Random(seed).NextBytes(octets);
        return Encoding.Latin1.GetString(octets);
    }
}
