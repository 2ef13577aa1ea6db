using System.Net.Sockets;
using AtRun.Protocol.Links;
using AtRun.Tests.Host;
using AtRun.Transport;
using Xunit;

namespace AtRun.Tests.Transport;

public sealed class UnixLinkTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly LoopThread _loop = new();

    private string Path => _folder.File("socket");

    public void Dispose()
    {
        _loop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Octets_pass_both_ways_and_the_end_is_heard()
    {
        UnixLink? link = null;
        var ear = new Ear(octets => link!.Send(octets));
        using var listener = Listen(accepted =>
        {
            link = accepted;
            return ear;
        });
        var sent = new byte[3_000_000];
        new Random(1).NextBytes(sent);
        using (var peer = Dial())
        {
            var sending = new Thread(() => peer.Send(sent));
            sending.Start();
            Assert.Equal(sent, LoopThread.ReadExactly(peer, sent.Length));
            sending.Join();
        }
        Assert.Equal(LinkEnd.Finished, ear.WaitEnd());
        _loop.Do(() => link!.Close());
        _loop.Do(listener.Dispose);
        Assert.Equal(0, _loop.Do(() => _loop.Loop.Descriptors));
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void What_was_sent_before_close_is_read_behind_it()
    {
        using var listener = Listen(link =>
        {
            link.Send("last words"u8);
            link.Close();
            return new Ear();
        });
        using var peer = Dial();
        Assert.Equal("last words"u8.ToArray(), LoopThread.ReadExactly(peer, 10));
        Assert.Equal(0, peer.Receive(new byte[1]));
        _loop.Do(listener.Dispose);
    }

    [Fact]
    public void A_socket_that_was_left_behind_is_replaced()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(Path));
            dead.Listen();
            // The framework removes the file when it closes the socket: a process that was killed would not.
            File.Move(Path, Path + "2");
        }
        File.Move(Path + "2", Path);
        using var listener = Listen(_ => null);
        using var peer = Dial();
        _loop.Do(listener.Dispose);
    }

    [Fact]
    public void Who_listens_there_and_what_is_no_socket_stays()
    {
        using var listener = Listen(_ => null);
        Assert.Equal(SocketError.AddressAlreadyInUse, Refusal());
        using (Dial()) _loop.Do(listener.Dispose);
        File.WriteAllText(Path, "mine");
        Assert.Equal(SocketError.AddressAlreadyInUse, Refusal());
        Assert.Equal("mine", File.ReadAllText(Path));
        Assert.Equal(SocketError.InvalidArgument, Assert.Throws<SocketException>(() => _loop.Do(() => _loop.Loop.Listen(_folder.File(new string('x', 108)), _ => null))).SocketErrorCode);
    }

    [Fact]
    public void A_name_that_another_listener_has_by_now_is_left_to_it()
    {
        var first = Listen(_ => null);
        File.Delete(Path);
        using var second = Listen(_ => null);
        _loop.Do(first.Dispose);
        using (Dial()) _loop.Do(second.Dispose);
        Assert.False(File.Exists(Path));
    }

    private SocketError Refusal() => Assert.Throws<SocketException>(() => Listen(_ => null)).SocketErrorCode;

    private UnixLinkListener Listen(Func<UnixLink, ILinkReceiver?> accept) => _loop.Do(() => _loop.Loop.Listen(Path, accept));

    private Socket Dial()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 30_000 };
        socket.Connect(new UnixDomainSocketEndPoint(Path));
        return socket;
    }
}
