using System.Net.Sockets;
using AtRun.Transport;
using Xunit;

namespace AtRun.Tests.Transport;

/// <summary>Counts what the whole process holds, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class FootprintTests
{
    private static int OpenDescriptors => Directory.GetFiles("/proc/self/fd").Length;

    private static void Visit(LoopThread thread, int links)
    {
        using var ended = new CountdownEvent(links);
        var listener = thread.Listen(link => new Ear(octets =>
        {
            link.Send(octets);
            link.Close();
        }));
        thread.Do(() =>
        {
            for (var i = 0; i < links; i++)
            {
                TcpLink? link = null;
                link = thread.Loop.Connect(null, listener.Local, _ => new Ear(_ =>
                {
                    link!.Close();
                    ended.Signal();
                }), error => Assert.Equal(SocketError.Success, error));
                link.Send("x"u8);
            }
        });
        Assert.True(ended.Wait(LoopThread.Deadline));
        thread.Do(listener.Dispose);
        for (var i = 0; i < 3; i++)
            thread.Do(() => PseudoTerminal.Open(thread.Loop, null, _ => new Ear()).Close());
    }

    [Fact]
    public void No_descriptor_is_left_behind()
    {
        // Whatever the runtime opens once for itself is open after the first round.
        for (var warm = true; ; warm = false)
        {
            var before = OpenDescriptors;
            using (var thread = new LoopThread())
            {
                Visit(thread, 100);
                var left = new ManualResetEventSlim();
                void Look() => _ = thread.Loop.Descriptors == 0 ? Set() : Again();
                bool Set()
                {
                    left.Set();
                    return true;
                }

                bool Again()
                {
                    thread.Loop.Post(Look);
                    return false;
                }

                thread.Loop.Post(Look);
                Assert.True(left.Wait(LoopThread.Deadline), "Closed links keep their descriptors.");
            }

            if (warm)
                continue;

            Assert.Equal(before, OpenDescriptors);
            return;
        }
    }

    [Fact]
    public void An_idle_link_is_small_and_holds_no_buffer()
    {
        const int Links = 400;
        using var thread = new LoopThread();
        using var connected = new CountdownEvent(Links * 2);
        var ear = new Ear();
        var links = new List<TcpLink>(Links * 2);
        var listener = thread.Listen(link =>
        {
            links.Add(link);
            connected.Signal();
            return ear;
        });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        thread.Do(() =>
        {
            Action<SocketError> signal = _ => connected.Signal();
            for (var i = 0; i < Links; i++)
                links.Add(thread.Loop.Connect(null, listener.Local, _ => ear, signal));
        });
        Assert.True(connected.Wait(LoopThread.Deadline));
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (Links * 2);
        Assert.InRange(each, 40, 300);
        thread.Do(() => links.ForEach(link => link.Reset()));
        thread.Do(listener.Dispose);
    }
}
