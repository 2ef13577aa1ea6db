using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using AtRun.Protocol.Links;
using AtRun.Transport;
using Xunit;

namespace AtRun.Tests.Transport;

/// <summary>What ports see of the programs that use them.</summary>
public sealed class PortLinesTests : IDisposable
{
    private readonly LoopThread _thread = new();
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("atrun").FullName, "ttyAT0");

    public void Dispose()
    {
        _thread.Dispose();
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }

    [Fact]
    public void Opening_a_pseudo_terminal_switches_DTR_on_and_closing_it_off()
    {
        var ear = new Listener();
        var terminal = _thread.Do(() => PseudoTerminal.Open(_thread.Loop, _path, _ => ear, keepsUnheard: false));
        Assert.False(_thread.Do(() => terminal.IsOpen));
        Assert.Equal(PortLines.None, ear.Lines());
        _thread.Do(() => terminal.Send("stale"u8));
        var first = Open();
        Assert.Equal(PortLines.OfTerminal, ear.Lines());
        var second = Open();
        first.Write("AT\r"u8);
        Assert.Equal("AT\r"u8, ear.Take(3));
        first.Dispose();
        _thread.Do(() => terminal.Send("OK, unread"u8));
        second.Dispose();
        Assert.Equal(PortLines.None, ear.Lines());

        // Neither what was said while nobody was there nor what the last one did not read is there for the next one.
        using var third = Open();
        Assert.Equal(PortLines.OfTerminal, ear.Lines());
        _thread.Do(() => terminal.Send("OK"u8));
        var answer = new byte[10];
        Assert.Equal("OK"u8, answer.AsSpan(0, third.Read(answer)));
        _thread.Do(terminal.Close);
    }

    [Fact]
    public void B0_hangs_up()
    {
        var ear = new Listener();
        var terminal = _thread.Do(() => PseudoTerminal.Open(_thread.Loop, _path, _ => ear, keepsUnheard: false));
        Assert.Equal(PortLines.None, ear.Lines());
        using var program = Open();
        Assert.Equal(PortLines.OfTerminal, ear.Lines());
        // What stty 0 does there.
        Stty("0");
        Assert.Equal(PortLines.None, ear.Lines());
        Stty("9600");
        Assert.Equal(PortLines.OfTerminal, ear.Lines());
        Assert.Equal(9600, _thread.Do(() => terminal.Rate));
        // A program that takes HUPCL away keeps the line when it goes.
        Stty("-hupcl");
        program.Dispose();
        using var next = Open();
        next.Write("x"u8);
        ear.Take(1);
        Stty("0");
        Assert.Equal(PortLines.None, ear.Lines());
        _thread.Do(terminal.Close);
    }

    [Fact]
    public void A_program_whose_controlling_terminal_it_was_leaves_it_usable()
    {
        var ear = new Listener();
        var terminal = _thread.Do(() => PseudoTerminal.Open(_thread.Loop, _path, _ => ear, keepsUnheard: false));
        using (var process = System.Diagnostics.Process.Start("setsid", ["-w", "sh", "-c", $"exec <{_path}; printf one >{_path}"])) process.WaitForExit();
        Assert.Equal("one"u8, ear.Take(3));
        using var program = Open();
        program.Write("two"u8);
        Assert.Equal("two"u8, ear.Take(3));
        _thread.Do(terminal.Close);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_new_client_takes_the_place_of_the_former(bool comPort)
    {
        var ear = new Listener();
        var port = _thread.Do(() => NetworkPort.Open(_thread.Loop, new(IPAddress.Loopback, 0), comPort, _ => ear));
        Assert.Equal(PortLines.None, ear.Lines());
        using var first = Dial(port);
        Assert.Equal(PortLines.OfTerminal, ear.Lines());
        first.Send("one"u8);
        Assert.Equal("one"u8, ear.Take(3));
        using var second = Dial(port);
        Assert.Equal(PortLines.None, ear.Lines());
        Assert.Equal(PortLines.OfTerminal, ear.Lines());
        var rest = new byte[100];
        while (first.Receive(rest) > 0) { }
        second.Send("two"u8);
        Assert.Equal("two"u8, ear.Take(3));
        _thread.Do(() => port.Send("hello"u8));
        var heard = new List<byte>();
        while (!heard.TakeLast(5).SequenceEqual("hello"u8.ToArray()) && second.Receive(rest) is var count and > 0) heard.AddRange(rest[..count]);
        second.Dispose();
        Assert.Equal(PortLines.None, ear.Lines());
        _thread.Do(port.Close);
    }

    [Fact]
    public void The_lines_of_a_client_are_seen_while_its_data_wait()
    {
        var ear = new Listener();
        var port = _thread.Do(() => NetworkPort.Open(_thread.Loop, new(IPAddress.Loopback, 0), comPort: true, _ => ear));
        Assert.Equal(PortLines.None, ear.Lines());
        using var client = Dial(port);
        Assert.Equal(PortLines.OfTerminal, ear.Lines());
        _thread.Do(() => port.Paused = true);
        client.Send([.. "data"u8, 255, 250, 44, 5, 9, 255, 240]);
        Assert.Equal(PortLines.Rts, ear.Lines());
        Assert.Equal(0, ear.Count);
        _thread.Do(() => port.Paused = false);
        Assert.Equal("data"u8, ear.Take(4));
        // What the client holds is kept for it.
        client.Send([255, 250, 44, 8, 255, 240, .. "x"u8]);
        ear.Take(1);
        Assert.Equal(5, _thread.Do(() =>
        {
            port.Send("hello"u8);
            return port.Unsent;
        }));
        client.Send([255, 250, 44, 9, 255, 240, .. "x"u8]);
        ear.Take(1);
        Assert.Equal(0, _thread.Do(() => port.Unsent));
        _thread.Do(port.Close);
    }

    [Fact]
    public void A_client_that_asks_and_does_not_read_is_not_asked_what_else_he_wants()
    {
        var ear = new Listener();
        var port = _thread.Do(() => NetworkPort.Open(_thread.Loop, new(IPAddress.Loopback, 0), comPort: true, _ => ear));
        Assert.Equal(PortLines.None, ear.Lines());
        using var client = Dial(port);
        Assert.Equal(PortLines.OfTerminal, ear.Lines());
        client.Blocking = false;
        byte[] questions = [.. Enumerable.Repeat<byte[]>([255, 250, 44, 0, 255, 240], 5_000_000).SelectMany(q => q)];
        var asked = 0;
        for (var refused = 0; asked < questions.Length && refused < 20; refused++)
        {
            while (client.Send(questions.AsSpan(asked), SocketFlags.None, out var error) is var sent && error == SocketError.Success && sent > 0) (asked, refused) = (asked + sent, 0);
            Thread.Sleep(20);
        }
        Assert.InRange(asked, 1, questions.Length - 1);
        Assert.InRange(_thread.Do(() => port.Unsent), 0, 1024 * 1024);
        // Who reads is heard again.
        client.Blocking = true;
        var rest = new byte[64 * 1024];
        while (client.Poll(500_000, SelectMode.SelectRead) && client.Receive(rest) > 0) { }
        client.Send([.. questions.AsSpan(asked, (6 - asked % 6) % 6), 255, 250, 44, 5, 9, 255, 240]);
        Assert.Equal(PortLines.Rts, ear.Lines());
        _thread.Do(port.Close);
    }

    private static Socket Dial(NetworkPort port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 30_000 };
        socket.Connect(port.Local);
        return socket;
    }

    private FileStream Open() => new(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);

    private void Stty(string setting)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stty", ["-F", _path, setting]) { RedirectStandardError = true })!;
        // It may say that not all is as it wanted: the kernel has no input rate of its own then.
        process.WaitForExit();
    }

    /// <summary>Hears octets and lines.</summary>
    private sealed class Listener : ILinkReceiver
    {
        private readonly Ear _ear = new();
        private readonly BlockingCollection<PortLines> _lines = [];

        public int Count => _ear.Count;

        /// <summary>The next change.</summary>
        public PortLines Lines()
        {
            Assert.True(_lines.TryTake(out var lines, LoopThread.Deadline), "The lines did not change.");
            return lines;
        }

        public byte[] Take(int count) => _ear.Take(count);

        public void Received(ReadOnlySpan<byte> octets) => _ear.Received(octets);

        public void Drained() { }

        public void LinesChanged(PortLines lines) => _lines.Add(lines);

        public void Ended(LinkEnd how) { }
    }
}
