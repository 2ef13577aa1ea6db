using System.Net;
using System.Security.Cryptography;
using System.Text;
using AtRun.Module.Ip;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>Much data through a socket on-line: all of it, in order, and never more of it in memory than is said.</summary>
public sealed class SocketDataTests
{
    private const int Length = 5_000_000, Piece = 8 * 1024;

    /// <summary>Octets that a terminal may not have taken: the limit of its port, what a socket keeps, and one delivery.</summary>
    private const int MostAtTerminal = 64 * 1024 + ModuleSocket.MaxBuffered + Piece;

    private readonly SimulatedModule _module = new();
    private readonly SlowTerminal _terminal;
    private readonly Host _host = new();

    public SocketDataTests()
    {
        _module.Start();
        _module.Internet.Listen(new(IPAddress.Parse("10.0.0.1"), 4000), (link, _) => _host.Take(link));
        var port = _module.Module.Ports[0];
        _terminal = new SlowTerminal(port);
        port.Link = _terminal;
        foreach (var line in new[] { "AT+CGDCONT=1,\"IP\",\"internet\";#SGACT=1,1", "AT#SCFG=1,1,1500,0,600,1", "AT#SD=1,0,4000,\"10.0.0.1\"" })
        {
            _module.Turn.Do(() => port.Received(Encoding.Latin1.GetBytes(line + "\r")));
            _module.Turn.Wait(TimeSpan.FromSeconds(5));
        }
        Assert.EndsWith("\r\nCONNECT\r\n", _terminal.TakeText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Five_megabytes_pass_both_ways()
    {
        byte[] down = Octets(1), up = Octets(2);
        for (var at = 0; at < Length; at += Piece)
        {
            var (from, to) = (at, Math.Min(at + Piece, Length));
            _module.Turn.Do(() =>
            {
                _host.Link!.Send(down.AsSpan(from, to - from));
                _module.Module.Ports[0].Received(up.AsSpan(from, to - from));
            });
            _terminal.TakeAll(_module.Turn);
        }
        _module.Turn.Wait(TimeSpan.FromSeconds(1));
        _terminal.TakeAll(_module.Turn);
        Assert.Equal(SHA256.HashData(down), _terminal.Hash());
        Assert.Equal(SHA256.HashData(up), _host.Hash());
    }

    [Fact]
    public void A_host_that_floods_a_slow_terminal_waits()
    {
        var down = Octets(3);
        var (sent, most) = (0, 0);
        while (_terminal.Taken < Length)
        {
            // As fast as it may, many times before the terminal takes anything.
            for (var round = 0; round < 10; round++)
                _module.Turn.Do(() =>
                {
                    for (; sent < Length && _host.Link!.Unsent == 0; sent += Piece) _host.Link.Send(down.AsSpan(sent, Math.Min(Piece, Length - sent)));
                });
            most = Math.Max(most, _terminal.Unsent);
            Assert.InRange(_module.Module.Running!.Sockets[1].Counters().BuffIn, 0, ModuleSocket.MaxBuffered + Piece);
            _terminal.TakeAll(_module.Turn);
        }
        Assert.InRange(most, 64 * 1024, MostAtTerminal);
        Assert.Equal(SHA256.HashData(down), _terminal.Hash());
    }

    [Fact]
    public void What_came_before_the_end_comes_before_NO_CARRIER()
    {
        var down = Octets(4)[..(40 * Piece)];
        _module.Turn.Do(() =>
        {
            for (var at = 0; at < down.Length; at += Piece) _host.Link!.Send(down.AsSpan(at, Piece));
        });
        while (_terminal.Taken < down.Length) _terminal.TakeAll(_module.Turn);
        _module.Turn.Do(() => _host.Link!.Close());
        Assert.Equal(SHA256.HashData(down), _terminal.Hash());
        Assert.Equal("\r\nNO CARRIER\r\n", _terminal.TakeText());
    }

    private static byte[] Octets(int seed)
    {
        var octets = new byte[Length];
        new Random(seed).NextBytes(octets);
        return octets;
    }

    private sealed class Host : ILinkReceiver
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public ILink? Link { get; private set; }

        public Host Take(ILink link)
        {
            Link = link;
            return this;
        }

        public byte[] Hash() => _hash.GetHashAndReset();

        public void Received(ReadOnlySpan<byte> octets) => _hash.AppendData(octets);

        public void Drained() { }

        public void Ended(LinkEnd how) { }
    }

    /// <summary>Takes what it is sent when it is told to.</summary>
    private sealed class SlowTerminal(ILinkReceiver port) : ILink
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly MemoryStream _waiting = new();

        public int Unsent => (int)_waiting.Length;

        public long Taken { get; private set; }

        public bool Paused { get; set; }

        public void Send(ReadOnlySpan<byte> octets) => _waiting.Write(octets);

        public void Close() { }

        public byte[] Hash() => _hash.GetHashAndReset();

        public string TakeText()
        {
            var text = Encoding.Latin1.GetString(_waiting.ToArray());
            _waiting.SetLength(0);
            return text;
        }

        public void TakeAll(TestTurn turn)
        {
            Taken += _waiting.Length;
            _hash.AppendData(_waiting.ToArray());
            _waiting.SetLength(0);
            turn.Do(port.Drained);
        }
    }
}
