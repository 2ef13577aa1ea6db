using System.Net;
using System.Net.Sockets;
using Xunit;

namespace AtRun.Tests.Transport;

public sealed class UdpPortTests
{
    private static readonly IPEndPoint Any = new(IPAddress.Loopback, 0);

    [Fact]
    public void DatagramsGoBothWaysWhole()
    {
        using var thread = new LoopThread();
        var came = new TaskCompletionSource<(byte[], IPEndPoint)>();
        using var far = new UdpClient(Any);
        var port = thread.Do(() => thread.Loop.OpenUdp(Any, (octets, from) => came.TrySetResult((octets.ToArray(), from))));
        var sent = new byte[20_000];
        new Random(1).NextBytes(sent);
        far.Send(sent, port.Local);
        var (octets, from) = LoopThread.Await(came);
        Assert.Equal(sent, octets);
        Assert.Equal(far.Client.LocalEndPoint, from);
        thread.Do(() => port.Send(sent, from));
        IPEndPoint? answered = null;
        Assert.Equal(sent, far.Receive(ref answered));
        Assert.Equal(port.Local, answered);
        thread.Do(port.Dispose);
        Assert.Equal(0, thread.Do(() => thread.Loop.Descriptors));
        thread.Do(() => port.Send(sent, from));
    }

    [Fact]
    public void AStormIsReceivedWhole()
    {
        using var thread = new LoopThread();
        var (count, all) = (0, new TaskCompletionSource<bool>());
        using var far = new UdpClient(Any);
        var port = thread.Do(() => thread.Loop.OpenUdp(Any, (octets, _) =>
        {
            if (octets.Length == 1 && ++count == 200) all.SetResult(true);
        }));
        // While they are sent the loop is held up: more wait than one wakeup receives.
        thread.Do(() =>
        {
            for (var i = 0; i < 200; i++) far.Send([(byte)i], port.Local);
        });
        Assert.True(LoopThread.Await(all));
    }

    [Fact]
    public void AnEmptyDatagramIsOneAndWhoThrowsLosesOne()
    {
        using var thread = new LoopThread();
        var lengths = new List<int>();
        var done = new TaskCompletionSource<bool>();
        using var far = new UdpClient(Any);
        var port = thread.Do(() => thread.Loop.OpenUdp(Any, (octets, _) =>
        {
            lengths.Add(octets.Length);
            if (octets.Length == 2) throw new InvalidOperationException("on purpose");
            if (octets.Length == 3) done.SetResult(true);
        }));
        far.Send([], port.Local);
        far.Send([1, 2], port.Local);
        far.Send([1, 2, 3], port.Local);
        Assert.True(LoopThread.Await(done));
        Assert.Equal([0, 2, 3], lengths);
        Assert.True(thread.Faults.TryDequeue(out var fault));
        Assert.Equal("on purpose", fault.Message);
    }

    [Fact]
    public void APortIsHadOnce()
    {
        using var thread = new LoopThread();
        var port = thread.Do(() => thread.Loop.OpenUdp(Any, (_, _) => { }));
        Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(() => thread.Do(() => thread.Loop.OpenUdp(port.Local, (_, _) => { }))).SocketErrorCode);
    }
}
