using System.Net;
using System.Net.Sockets;
using System.Text;
using AtRun.Protocol.Links;
using AtRun.Transport;
using Xunit;

namespace AtRun.Tests.Transport;

public sealed class TcpLinkTests
{
    private static byte[] Pattern(int count)
    {
        var octets = new byte[count];
        new Random(count).NextBytes(octets);
        return octets;
    }

    [Fact]
    public void Many_connections_are_answered_each_its_own()
    {
        using var thread = new LoopThread();
        using var listener = thread.Listen(link => new Ear(octets => link.Send(octets)));
        var sockets = Enumerable.Range(0, 200).Select(_ => LoopThread.Dial(listener)).ToList();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < sockets.Count; i++)
                sockets[i].Send(Encoding.ASCII.GetBytes($"{round}/{i:d3}"));

            for (var i = 0; i < sockets.Count; i++)
                Assert.Equal($"{round}/{i:d3}", Encoding.ASCII.GetString(LoopThread.ReadExactly(sockets[i], 5)));
        }

        sockets.ForEach(socket => socket.Dispose());
        thread.Do(listener.Dispose);
    }

    [Fact]
    public void What_a_peer_says_before_the_connection_is_noticed_is_heard()
    {
        var ear = new Ear();
        using var thread = new LoopThread();
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var peer = thread.Do(() =>
        {
            thread.Loop.Connect(null, (IPEndPoint)listener.LocalEndPoint!, _ => ear, _ => { });
            // The loop stands still here: connection, octets and the end will reach it as one event.
            var accepted = listener.Accept();
            accepted.Send("Username: "u8);
            accepted.Shutdown(SocketShutdown.Send);
            return accepted;
        });
        Assert.Equal("Username: "u8.ToArray(), ear.Take(10));
        Assert.Equal(LinkEnd.Finished, ear.WaitEnd());
    }

    [Fact]
    public void A_slow_reader_gets_everything_in_order_and_then_the_sender_hears_Drained()
    {
        var sent = Pattern(24 * 1024 * 1024);
        TcpLink? link = null;
        var unsentAtOnce = 0;
        Ear? ear = null;
        using var thread = new LoopThread();
        ear = new Ear(_ =>
        {
            // In uneven portions, so that the pieces kept are of all sizes.
            for (int at = 0, size = 1; at < sent.Length; at += size, size = Math.Min(size * 3 % 700_001, sent.Length - at))
                link!.Send(sent.AsSpan(at, Math.Min(size, sent.Length - at)));

            unsentAtOnce = link!.Unsent;
        });
        using var listener = thread.Listen(accepted =>
        {
            link = accepted;
            return ear;
        });
        using var socket = LoopThread.Dial(listener);
        socket.Send("x"u8);
        Assert.Equal(sent[..100_000], LoopThread.ReadExactly(socket, 100_000));
        Assert.InRange(thread.Do(() => unsentAtOnce), 1, sent.Length);
        Assert.True(sent.AsSpan(100_000).SequenceEqual(LoopThread.ReadExactly(socket, sent.Length - 100_000)), "What came is not what was sent.");
        ear.WaitDrained();
        Assert.Equal(0, thread.Do(() => link!.Unsent));
        thread.Do(listener.Dispose);
    }

    [Fact]
    public void Answers_inside_Received_keep_their_order_with_large_ones_and_leave_before_a_close()
    {
        var large = Pattern(100_000);
        using var thread = new LoopThread();
        using var listener = thread.Listen(link => new Ear(_ =>
        {
            link.Send("a"u8);
            link.Send(large);
            link.Send("z"u8);
            link.Close();
            link.Send("never"u8);
        }));
        using var socket = LoopThread.Dial(listener);
        socket.Send("x"u8);
        Assert.Equal([(byte)'a', .. large, (byte)'z'], LoopThread.ReadExactly(socket, large.Length + 2));
        Assert.Equal(0, socket.Receive(new byte[1]));
        thread.Do(listener.Dispose);
    }

    [Fact]
    public void The_last_answer_arrives_although_the_peer_goes_on_sending()
    {
        var closed = new ManualResetEventSlim();
        using var thread = new LoopThread();
        using var listener = thread.Listen(link => new Ear(_ =>
        {
            link.Send("\r\nOK\r\n"u8);
            link.Close();
            closed.Set();
        }));
        using var socket = LoopThread.Dial(listener);
        socket.Send(new byte[300_000]);
        Assert.True(closed.Wait(LoopThread.Deadline));
        // A reset would have come back for this before we read.
        socket.Send("AT\r"u8);
        socket.Send("AT\r"u8);
        Assert.Equal("\r\nOK\r\n"u8, LoopThread.ReadExactly(socket, 6));
        Assert.Equal(0, socket.Receive(new byte[1]));
        thread.Do(listener.Dispose);
    }

    [Fact]
    public void The_end_comes_after_all_octets_and_what_is_sent_then_still_arrives()
    {
        TcpLink? link = null;
        var ear = new Ear();
        using var thread = new LoopThread();
        using var listener = thread.Listen(accepted =>
        {
            link = accepted;
            return ear;
        });
        using var socket = LoopThread.Dial(listener);
        var sent = Pattern(200_000);
        socket.Send(sent);
        socket.Shutdown(SocketShutdown.Send);
        Assert.Equal(LinkEnd.Finished, ear.WaitEnd());
        Assert.Equal(sent, ear.Take(sent.Length));
        thread.Do(() =>
        {
            link!.Send("late"u8);
            link.Close();
        });
        Assert.Equal("late"u8, LoopThread.ReadExactly(socket, 4));
        thread.Do(listener.Dispose);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reset_is_told_also_to_who_paused(bool paused)
    {
        var ear = new Ear();
        using var accepted = new ManualResetEventSlim();
        using var thread = new LoopThread();
        using var listener = thread.Listen(link =>
        {
            link.Paused = paused;
            accepted.Set();
            return ear;
        });
        var socket = LoopThread.Dial(listener);
        Assert.True(accepted.Wait(LoopThread.Deadline));
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
        Assert.Equal(LinkEnd.Reset, ear.WaitEnd());
        thread.Do(listener.Dispose);
    }

    [Fact]
    public void Paused_holds_the_sender_up_and_loses_nothing()
    {
        TcpLink? link = null;
        var ear = new Ear();
        using var accepted = new ManualResetEventSlim();
        using var thread = new LoopThread();
        using var listener = thread.Listen(it =>
        {
            (link = it).Paused = true;
            accepted.Set();
            return ear;
        });
        using var socket = LoopThread.Dial(listener);
        Assert.True(accepted.Wait(LoopThread.Deadline));
        socket.Blocking = false;
        socket.SendBufferSize = 32 * 1024;
        var sent = 0;
        var full = SocketError.Success;
        while (full == SocketError.Success && sent < 64 * 1024 * 1024)
            sent += socket.Send(new byte[10_000], 0, 10_000, SocketFlags.None, out full);

        Assert.Equal(SocketError.WouldBlock, full);
        Assert.Equal(0, thread.Do(() => ear.Count));
        thread.Do(() => link!.Paused = false);
        ear.Take(sent);
        thread.Do(listener.Dispose);
    }

    [Fact]
    public void A_connection_carries_what_was_sent_before_it_was_there_and_knows_its_ends()
    {
        using var thread = new LoopThread();
        using var listener = thread.Listen(link => new Ear(octets => link.Send(octets)));
        var ear = new Ear();
        var connected = new TaskCompletionSource<SocketError>();
        var link = thread.Do(() =>
        {
            var link = thread.Loop.Connect(new IPEndPoint(IPAddress.Parse("127.0.0.9"), 0), listener.Local, _ => ear, connected.SetResult);
            link.Send("early"u8);
            return link;
        });
        Assert.Equal("early"u8, ear.Take(5));
        Assert.Equal(SocketError.Success, LoopThread.Await(connected));
        Assert.Equal(listener.Local, link.Peer);
        Assert.Equal(IPAddress.Parse("127.0.0.9"), thread.Do(() => link.Local).Address);
        thread.Do(link.Close);
        thread.Do(listener.Dispose);
    }

    [Fact]
    public void Refused_in_use_and_given_up()
    {
        using var thread = new LoopThread();
        var listener = thread.Listen(_ => null);
        var inUse = Assert.Throws<SocketException>(() => thread.Do(() => thread.Loop.Listen(listener.Local, (_, _) => null)));
        Assert.Equal(SocketError.AddressAlreadyInUse, inUse.SocketErrorCode);

        using (var socket = LoopThread.Dial(listener))
            Assert.Equal(0, socket.Receive(new byte[1]));

        thread.Do(listener.Dispose);
        var refused = new TaskCompletionSource<SocketError>();
        var unbindable = new TaskCompletionSource<SocketError>();
        thread.Do(() =>
        {
            thread.Loop.Connect(null, listener.Local, _ => new Ear(), refused.SetResult);
            thread.Loop.Connect(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0), listener.Local, _ => new Ear(), unbindable.SetResult);
            thread.Loop.Connect(null, listener.Local, _ => new Ear(), _ => Assert.Fail("It was given up.")).Close();
        });
        Assert.Equal(SocketError.ConnectionRefused, LoopThread.Await(refused));
        Assert.Equal(SocketError.AddressNotAvailable, LoopThread.Await(unbindable));
        Assert.Equal(0, thread.Do(() => thread.Loop.Descriptors));
    }

    [Fact]
    public void A_handler_that_throws_loses_its_link_and_no_other()
    {
        using var thread = new LoopThread();
        using var listener = thread.Listen(link => new Ear(octets => link.Send(octets[0] == '!' ? throw new FormatException() : octets)));
        using var good = LoopThread.Dial(listener);
        using var bad = LoopThread.Dial(listener);
        bad.Send("!"u8);
        Assert.Equal(0, bad.Receive(new byte[1]));
        good.Send("x"u8);
        Assert.Equal("x"u8, LoopThread.ReadExactly(good, 1));
        Assert.True(thread.Faults.TryDequeue(out var fault));
        Assert.IsType<FormatException>(fault);
        thread.Do(listener.Dispose);
    }
}
