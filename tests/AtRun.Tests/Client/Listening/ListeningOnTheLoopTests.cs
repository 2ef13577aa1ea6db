using System.Net;
using System.Net.Sockets;
using System.Text;
using AtRun.Client.Listening;
using AtRun.Protocol.Links;
using AtRun.Tests.Transport;
using Xunit;

namespace AtRun.Tests.Client.Listening;

/// <summary>The host that modules dial, with sockets. It counts what the whole process holds, so nothing else may run meanwhile.</summary>
[Collection(nameof(Alone))]
public sealed class ListeningOnTheLoopTests
{
    private static readonly IPAddress _ours = IPAddress.Parse("127.26.0.1");

    /// <summary>A module on the same loop that tells the IMEI it was made with and says OK to the rest.</summary>
    private sealed class Answering(string imei) : ILinkReceiver
    {
        public ILink Link { get; set; } = null!;

        public void Received(ReadOnlySpan<byte> octets)
        {
            foreach (var octet in octets)
                if (octet == ';') Link.Send(Encoding.ASCII.GetBytes($"\r\n{imei}\r\n"));
                else if (octet == '\r') Link.Send(Encoding.ASCII.GetBytes(octets.IndexOf("GSN"u8) >= 0 ? $"\r\n{imei}\r\n\r\nOK\r\n" : "\r\nOK\r\n"));
        }

        public void Drained() { }

        public void Ended(LinkEnd how) => Link.Close();
    }

    private static ModuleListener Listen(LoopThread thread, ModuleListenerOptions options) => thread.Do(() => new ModuleListener(thread.Loop, new IPEndPoint(_ours, 0), options));

    private static void DialModules(LoopThread thread, ModuleListener listener, int count) => thread.Do(() =>
    {
        for (var i = 0; i < count; i++)
        {
            var module = new Answering((356938035000000 + i).ToString(null, null));
            module.Link = thread.Loop.Connect(null, listener.Local, _ => module, error => Assert.Equal(SocketError.Success, error));
        }
    });

    private static CountdownEvent Awaiting(LoopThread thread, ModuleListener listener, int count)
    {
        var there = new CountdownEvent(count);
        thread.Do(() => listener.Identified += _ =>
        {
            if (!there.IsSet) there.Signal();
        });
        return there;
    }

    [Fact]
    public async Task A_thousand_strangers_disturb_nobody_and_leave_nothing()
    {
        const int Silent = 1000;
        using var thread = new LoopThread();
        var listener = Listen(thread, new() { IdentifyWithin = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromSeconds(1) });
        var there = Awaiting(thread, listener, 1);
        using var away = new CountdownEvent(Silent + 3);
        thread.Do(() => listener.TurnedAway += (_, _) => away.Signal());
        thread.Do(() =>
        {
            for (var i = 0; i < Silent; i++) thread.Loop.Connect(null, listener.Local, link => new Mute(link), _ => { });
            foreach (var words in (byte[][])["GET / HTTP/1.1\r\n\r\n"u8.ToArray(), [0x16, 3, 1, 2, 0, 1], new byte[20_000]])
            {
                var link = thread.Loop.Connect(null, listener.Local, link => new Mute(link), _ => { });
                link.Send(words);
            }
        });
        DialModules(thread, listener, 1);
        Assert.True(there.Wait(LoopThread.Deadline), "The module was not found among the strangers.");
        var answer = await thread.Do(() => listener.Modules.Values.Single().Execute(new("AT"))).WaitAsync(LoopThread.Deadline, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccess);
        Assert.True(away.Wait(LoopThread.Deadline), "Strangers stay.");
        Assert.Equal((1, 0), thread.Do(() => (listener.Connections, listener.Unidentified)));
        thread.Do(listener.Dispose);
        Assert.True(SpinWait.SpinUntil(() => thread.Do(() => thread.Loop.Descriptors) == 0, LoopThread.Deadline), "Closed links keep their descriptors.");
    }

    [Fact]
    public async Task An_idle_session_is_small_and_holds_no_buffer()
    {
        const int Modules = 500;
        using var thread = new LoopThread();
        var listener = Listen(thread, new());
        var warm = Awaiting(thread, listener, 20);
        DialModules(thread, listener, 20);
        Assert.True(warm.Wait(LoopThread.Deadline));
        thread.Do(() =>
        {
            foreach (var module in listener.Modules.Values.ToArray()) module.Close();
        });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var there = Awaiting(thread, listener, Modules);
        DialModules(thread, listener, Modules);
        Assert.True(there.Wait(LoopThread.Deadline), "Not all modules came.");
        // Each has run a command, and rests.
        await thread.Do(() => Task.WhenAll(listener.Modules.Values.Select(m => m.Execute(new("AT+CREG?"))))).WaitAsync(LoopThread.Deadline, TestContext.Current.CancellationToken);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Modules;
        TestContext.Current.SendDiagnosticMessage($"{each} octets for a session and its far end");
        // The far end is here too: a link and a small object, 300 octets.
        Assert.InRange(each, 300, 2000);
        thread.Do(listener.Dispose);
    }

    /// <summary>Says nothing, and closes when it is closed.</summary>
    private sealed class Mute(ILink link) : ILinkReceiver
    {
        public void Received(ReadOnlySpan<byte> octets) { }

        public void Drained() { }

        public void Ended(LinkEnd how) => link.Close();
    }
}
