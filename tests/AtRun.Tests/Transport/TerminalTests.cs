using AtRun.Protocol.Links;
using AtRun.Transport;
using Xunit;

namespace AtRun.Tests.Transport;

public sealed class TerminalTests : IDisposable
{
    private readonly LoopThread _thread = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("atrun").FullName;

    private string PathOf(string name) => Path.Combine(_folder, "ports", name);

    private PseudoTerminal OpenEcho(string name) => _thread.Do(() =>
        PseudoTerminal.Open(_thread.Loop, PathOf(name), terminal => new Ear(octets => terminal.Send(octets))));

    public void Dispose()
    {
        _thread.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Clients_come_and_go_and_every_octet_passes_as_it_is()
    {
        var every = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        var terminal = OpenEcho("ttyAT0");
        for (var visit = 0; visit < 3; visit++)
        {
            var ear = new Ear();
            var port = _thread.Do(() => SerialPort.Open(_thread.Loop, PathOf("ttyAT0"), 115200, _ => ear));
            _thread.Do(() => port.Send(every));
            Assert.Equal(every, ear.Take(256));
            _thread.Do(port.Close);
        }

        _thread.Do(terminal.Close);
        Assert.False(new FileInfo(PathOf("ttyAT0")).Exists);
        Assert.Null(new FileInfo(PathOf("ttyAT0")).LinkTarget);
    }

    [Fact]
    public void It_is_raw_for_a_client_that_sets_nothing()
    {
        var ear = new Ear();
        var terminal = _thread.Do(() => PseudoTerminal.Open(_thread.Loop, PathOf("ttyAT5"), _ => ear));
        using var client = new FileStream(PathOf("ttyAT5"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        byte[] sent = [.. "AT\r\n"u8, 0x03, 0x04, 0x11, 0x1A, 0xFF];
        client.Write(sent);
        Assert.Equal(sent, ear.Take(sent.Length));
        _thread.Do(() => terminal.Send("\r\nOK\r\n"u8));
        var answer = new byte[6];
        client.ReadExactly(answer);
        // Neither an echo before it nor line ends made of its own.
        Assert.Equal("\r\nOK\r\n"u8, answer);
        _thread.Do(terminal.Close);
    }

    [Fact]
    public void More_than_the_kernel_holds_passes_both_ways()
    {
        var sent = new byte[300_000];
        new Random(1).NextBytes(sent);
        var terminal = OpenEcho("ttyAT1");
        var ear = new Ear();
        var port = _thread.Do(() => SerialPort.Open(_thread.Loop, PathOf("ttyAT1"), 9600, _ => ear));
        _thread.Do(() => port.Send(sent));
        Assert.Equal(sent, ear.Take(sent.Length));
        ear.WaitDrained();
        _thread.Do(terminal.Close);
        Assert.Equal(LinkEnd.Finished, ear.WaitEnd());
        _thread.Do(port.Close);
    }

    [Fact]
    public void Who_leaves_without_reading_leaves_nothing_to_the_next()
    {
        var talker = new Talker();
        var terminal = _thread.Do(() => PseudoTerminal.Open(_thread.Loop, PathOf("ttyAT6"), t => talker.At(t), keepsUnheard: false));
        using (var deaf = new FileStream(PathOf("ttyAT6"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0))
        {
            for (var i = 0; i < 100; i++) deaf.Write("aaaaaaaaaa"u8);
            Assert.True(SpinWait.SpinUntil(() => _thread.Do(() => terminal.Paused), TimeSpan.FromSeconds(10)));
            deaf.Write(new byte[1000]);
        }
        Assert.True(SpinWait.SpinUntil(() => _thread.Do(() => !terminal.Paused && terminal.Unsent == 0 && talker.Heard == 2000), TimeSpan.FromSeconds(10)));
        var ear = new Ear();
        var port = _thread.Do(() => SerialPort.Open(_thread.Loop, PathOf("ttyAT6"), 115200, _ => ear));
        _thread.Do(() => port.Send("b"u8));
        Assert.Equal(Enumerable.Repeat((byte)'b', Talker.Answer), ear.Take(Talker.Answer));
        _thread.Do(port.Close);
        _thread.Do(terminal.Close);
    }

    /// <summary>Answers each octet by many of them, and does not read while they wait.</summary>
    private sealed class Talker : ILinkReceiver
    {
        public const int Answer = 1000;
        private PseudoTerminal? _terminal;

        public int Heard { get; private set; }

        public Talker At(PseudoTerminal terminal)
        {
            _terminal = terminal;
            return this;
        }

        public void Received(ReadOnlySpan<byte> octets)
        {
            Heard += octets.Length;
            var answer = new byte[Answer];
            foreach (var octet in octets)
            {
                answer.AsSpan().Fill(octet);
                _terminal!.Send(answer);
            }
            _terminal!.Paused = _terminal.Unsent > 0;
        }

        public void Drained() => _terminal!.Paused = false;

        public void Ended(LinkEnd how) { }
    }

    [Fact]
    public void With_nobody_attached_what_is_unsent_shows_and_can_be_discarded()
    {
        var terminal = OpenEcho("ttyAT2");
        Assert.InRange(_thread.Do(() =>
        {
            terminal.Send(new byte[100_000]);
            return terminal.Unsent;
        }), 80_000, 99_999);
        Assert.Equal(0, _thread.Do(() =>
        {
            terminal.Discard();
            return terminal.Unsent;
        }));
        _thread.Do(terminal.Close);
    }

    [Fact]
    public void A_stale_link_is_replaced_and_a_newer_one_left_alone()
    {
        Directory.CreateDirectory(PathOf("."));
        File.CreateSymbolicLink(PathOf("ttyAT3"), "/dev/pts/99999");
        var first = OpenEcho("ttyAT3");
        Assert.Equal(first.Device, new FileInfo(PathOf("ttyAT3")).LinkTarget);
        var second = OpenEcho("ttyAT3");
        _thread.Do(first.Close);
        Assert.Equal(second.Device, new FileInfo(PathOf("ttyAT3")).LinkTarget);
        _thread.Do(second.Close);
        Assert.Single(Directory.GetDirectories(_folder));
        Assert.Empty(Directory.GetFiles(PathOf(".")));
    }

    [Fact]
    public void A_path_that_is_taken_or_cannot_be_is_named_with_the_reason()
    {
        Directory.CreateDirectory(PathOf("."));
        File.WriteAllText(PathOf("file"), "precious");
        File.CreateSymbolicLink(PathOf("elsewhere"), "/etc/passwd");
        Assert.Contains("exists", FailureOf(() => OpenEcho("file"), PathOf("file")));
        Assert.Contains("/etc/passwd", FailureOf(() => OpenEcho("elsewhere"), PathOf("elsewhere")));
        Assert.Equal("precious", File.ReadAllText(PathOf("file")));
        FailureOf(() => _thread.Do(() => PseudoTerminal.Open(_thread.Loop, "/proc/nowhere/tty", _ => new Ear())), "/proc/nowhere/tty");
    }

    [Fact]
    public void A_port_that_cannot_be_opened_is_named_with_the_reason()
    {
        var terminal = OpenEcho("ttyAT4");
        SerialPort Open(string path) => _thread.Do(() => SerialPort.Open(_thread.Loop, path, 115200, _ => new Ear()));
        Assert.Contains("no such device", FailureOf(() => Open("/dev/ttyNowhere"), "/dev/ttyNowhere"));
        Assert.Contains("not a terminal", FailureOf(() => Open("/dev/null"), "/dev/null"));
        Assert.Contains("not a terminal", FailureOf(() => Open(_folder), _folder));
        using var first = Open(PathOf("ttyAT4"));
        Assert.Contains("in use", FailureOf(() => Open(PathOf("ttyAT4")), PathOf("ttyAT4")));
        Assert.Throws<ArgumentOutOfRangeException>(() => _thread.Do(() => SerialPort.Open(_thread.Loop, "/dev/null", 12345, _ => new Ear())));
        _thread.Do(first.Close);
        _thread.Do(terminal.Close);
    }

    private static string FailureOf(Func<object> open, string path)
    {
        var failure = Assert.ThrowsAny<IOException>(open);
        Assert.Contains(path, failure.Message);
        return failure.Message;
    }
}
