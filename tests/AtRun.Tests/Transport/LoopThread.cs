using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using AtRun.Protocol.Links;
using AtRun.Transport;
using Xunit;

namespace AtRun.Tests.Transport;

/// <summary>An event loop on a thread of its own; a fault nobody expected fails the test.</summary>
internal sealed class LoopThread : IDisposable
{
    /// <summary>Evidence that is missing after this long is not coming.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private Exception? _left;

    public LoopThread(double speed = 1.0)
    {
        Loop = new EventLoop(speed) { Faulted = Faults.Enqueue };
        _thread = new Thread(() =>
        {
            try
            {
                Loop.Run(_stop.Token);
            }
            catch (Exception e)
            {
                _left = e;
            }
        })
        {
            IsBackground = true,
        };
        _thread.Start();
    }

    public EventLoop Loop { get; }

    public ConcurrentQueue<Exception> Faults { get; } = new();

    public T Do<T>(Func<T> work)
    {
        // Context.Send would do, but it waits for ever.
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Loop.Post(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return Await(done);
    }

    public void Do(Action work) => Do(() =>
    {
        work();
        return true;
    });

    public TcpLinkListener Listen(Func<TcpLink, ILinkReceiver?> accept) =>
        Do(() => Loop.Listen(new IPEndPoint(IPAddress.Loopback, 0), (link, _) => accept(link)));

    /// <summary>A client of the framework's own: nothing of ours at the far end.</summary>
    public static Socket Dial(TcpLinkListener listener)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = (int)Deadline.TotalMilliseconds,
            SendTimeout = (int)Deadline.TotalMilliseconds,
        };
        socket.Connect(listener.Local);
        return socket;
    }

    public static T Await<T>(TaskCompletionSource<T> source)
    {
        var first = Task.WhenAny(source.Task, Task.Delay(Deadline)).GetAwaiter().GetResult();
        Assert.True(first == source.Task, "The answer did not come.");
        return source.Task.GetAwaiter().GetResult();
    }

    public static byte[] ReadExactly(Socket socket, int count)
    {
        var octets = new byte[count];
        for (var have = 0; have < count;)
        {
            var more = socket.Receive(octets, have, count - have, SocketFlags.None);
            Assert.True(more > 0, $"The end came after {have} of {count} octets.");
            have += more;
        }

        return octets;
    }

    public void Dispose()
    {
        _stop.Cancel();
        Assert.True(_thread.Join(Deadline), "The loop did not stop.");
        Loop.Dispose();
        _stop.Dispose();
        Assert.Null(_left);
        Assert.Empty(Faults);
    }
}

/// <summary>Does what the test says and lets it wait for what it hears.</summary>
internal sealed class Ear(Action<byte[]>? received = null) : ILinkReceiver
{
    private readonly BlockingCollection<byte> _octets = [];
    private readonly TaskCompletionSource<LinkEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _drained = new(0);

    public int Count => _octets.Count;

    public void Received(ReadOnlySpan<byte> octets)
    {
        var copy = octets.ToArray();
        if (received is not null)
        {
            received(copy);
            return;
        }

        foreach (var octet in copy)
            _octets.Add(octet);
    }

    public void Drained() => _drained.Release();

    public void Ended(LinkEnd how) => _ended.SetResult(how);

    public byte[] Take(int count)
    {
        var taken = new byte[count];
        for (var i = 0; i < count; i++)
            Assert.True(_octets.TryTake(out taken[i], LoopThread.Deadline), $"Only {i} of {count} octets came.");

        return taken;
    }

    public void WaitDrained() => Assert.True(_drained.Wait(LoopThread.Deadline), "Drained was not called.");

    public LinkEnd WaitEnd()
    {
        Assert.True(_ended.Task.Wait(LoopThread.Deadline), "Ended was not called.");
        return _ended.Task.Result;
    }
}
