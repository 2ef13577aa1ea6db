using System.Net;
using System.Net.Sockets;
using System.Text;
using AtRun.Host;
using AtRun.Module.Worlds;
using AtRun.Tests.Transport;
using Xunit;

namespace AtRun.Tests.Host;

public sealed class LoopInternetTests : IDisposable
{
    private static readonly IPAddress Module = IPAddress.Parse("127.21.0.1");
    private static readonly IPAddress Other = IPAddress.Parse("127.21.0.2");

    private readonly LoopThread _loop = new();
    private readonly UdpClient _names = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly LoopInternet _internet;

    public LoopInternetTests() => _internet = new(new(_loop.Loop, IPNetwork.Parse("127.21.0.0/16"), (IPEndPoint)_names.Client.LocalEndPoint!), _ => { });

    public void Dispose()
    {
        _loop.Dispose();
        _names.Dispose();
    }

    [Fact]
    public void AModuleConnectsFromItsOwnAddress()
    {
        using var host = new TcpListener(IPAddress.Loopback, 0);
        host.Start();
        var connected = new TaskCompletionSource<SocketError>();
        var ear = new Ear();
        var link = _loop.Do(() => _internet.Connect(Module, (IPEndPoint)host.LocalEndpoint, _ => ear, connected.SetResult));
        using var accepted = host.AcceptSocket();
        Assert.Equal(SocketError.Success, LoopThread.Await(connected));
        Assert.Equal(link.Local, accepted.RemoteEndPoint);
        Assert.Equal(Module, link.Local.Address);
        _loop.Do(() => link.Send("up"u8));
        Assert.Equal("up", Encoding.Latin1.GetString(LoopThread.ReadExactly(accepted, 2)));
        accepted.Send("down"u8);
        Assert.Equal("down", Encoding.Latin1.GetString(ear.Take(4)));
        _loop.Do(link.Close);
    }

    [Fact]
    public void NobodyListensThere()
    {
        var connected = new TaskCompletionSource<SocketError>();
        _loop.Do(() => _internet.Connect(Module, new(Other, 9), _ => new Ear(), connected.SetResult));
        Assert.Equal(SocketError.ConnectionRefused, LoopThread.Await(connected));
    }

    [Fact]
    public void DatagramsGoFromModuleToModule()
    {
        var came = new TaskCompletionSource<(string, IPEndPoint)>();
        using var one = _loop.Do(() => new OnLoop(_loop, _internet.OpenDatagrams(new(Module, 0), (_, _) => { })));
        using var other = _loop.Do(() => new OnLoop(_loop, _internet.OpenDatagrams(new(Other, 0), (octets, from) => came.SetResult((Encoding.Latin1.GetString(octets), from)))));
        _loop.Do(() => one.Port.Send("datagram"u8, other.Port.Local));
        Assert.Equal(("datagram", one.Port.Local), LoopThread.Await(came));
    }

    [Fact]
    public async Task ANameIsAskedForAtTheServerOfTheNetwork()
    {
        var answering = Task.Run(Answer, TestContext.Current.CancellationToken);
        Assert.Equal(IPAddress.Parse("127.0.0.7"), Resolve("www.example.org", IPAddress.Loopback));
        await answering;
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("no host is called like this")]
    public void WhatCannotBeANameIsNone(string host)
    {
        _names.Close();
        Assert.Null(Resolve(host, IPAddress.Loopback));
    }

    [Fact]
    public void WithoutAServerThisMachineIsAsked() => Assert.True(IPAddress.IsLoopback(Resolve("localhost")!));

    [Fact]
    public void ASilentServerIsWaitedForUntilItIsGivenUp()
    {
        using var stop = new CancellationTokenSource();
        var ended = new TaskCompletionSource<bool>();
        _loop.Do(async () =>
        {
            try
            {
                await _internet.Resolve(Module, "www.example.org", [IPAddress.Loopback], stop.Token);
            }
            catch (OperationCanceledException)
            {
                ended.SetResult(_loop.Loop.InLoop);
            }
        });
        stop.CancelAfter(200);
        Assert.True(LoopThread.Await(ended));
    }

    [Fact]
    public void AModuleAnswersWhomItLikes()
    {
        using var answers = _internet.AnswerEchoes(Other, who => who.Equals(Module));
        Assert.Equal(64, Ping(Module, Other)!.Value.Ttl);
        Assert.Null(Ping(IPAddress.Loopback, Other));
        Assert.Null(Ping(Other, Module));
    }

    private IPAddress? Resolve(string host, params IPAddress[] servers)
    {
        var result = new TaskCompletionSource<IPAddress?>();
        _loop.Do(async () => result.SetResult(await _internet.Resolve(Module, host, servers, default)));
        return LoopThread.Await(result);
    }

    private EchoReply? Ping(IPAddress from, IPAddress to)
    {
        var result = new TaskCompletionSource<EchoReply?>();
        _loop.Do(async () => result.SetResult(await _internet.Ping(from, to, 32, 64, TimeSpan.FromMilliseconds(100), default)));
        return LoopThread.Await(result);
    }

    /// <summary>One answer (RFC 1035 §4): the question, and behind it one A record of its name.</summary>
    private void Answer()
    {
        IPEndPoint? who = null;
        var question = _names.Receive(ref who);
        var end = 12;
        while (question[end] != 0) end += question[end] + 1;
        byte[] answer = [.. question[..2], 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, .. question[12..(end + 5)], 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 7];
        _names.Send(answer, who);
    }

    /// <summary>Closes a port where it belongs.</summary>
    private sealed class OnLoop(LoopThread loop, IDatagrams port) : IDisposable
    {
        public IDatagrams Port => port;

        public void Dispose() => loop.Do(port.Dispose);
    }
}
