using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace AtRun.Peers;

/// <summary>#TCPATCONSER with a real pseudo terminal and a real connection (TCP-31).</summary>
public sealed class TransparentTests : IDisposable
{
    private const int Length = 10_000_000;

    private readonly TcpListener _host = new(IPAddress.Loopback, 0);
    private readonly RunningSim _sim;
    private readonly Socket _module;

    public TransparentTests()
    {
        _host.Start();
        _sim = new RunningSim([
            "AT+CGDCONT=1,\"IP\",\"internet\"", "AT#SGACTCFG=1,1", "AT#SCFG=1,1,1500,0,600,1",
            $"AT#TCPATRUNCFG=1,2,1024,{((IPEndPoint)_host.LocalEndpoint).Port},\"127.0.0.1\",0,5,0,5,1", "AT#TCPATRUND=1",
        ]);
        _sim.Ready();
        _module = _host.AcceptSocket();
        _module.NoDelay = true;
        _module.ReceiveTimeout = (int)Peer.Deadline.TotalMilliseconds;
        Say("ATE0\r");
        Hear("OK\r\n");
        Say("AT#TCPATCONSER=0,115200\r");
        Hear("\r\nCONNECT\r\n");
    }

    [Fact]
    public async Task Ten_megabytes_pass_each_way_as_they_are()
    {
        using var reading = Peer.Start("cat", [_sim.Port]);
        await using var port = new FileStream(_sim.Port, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, BufferSize = 0 });
        byte[] down = Octets(1), up = Octets(2);
        var toModule = Task.Run(() =>
        {
            for (var at = 0; at < down.Length;) at += _module.Send(down.AsSpan(at));
        });
        var toPort = Task.Run(() => port.Write(up));
        var atPort = Task.Run(() => HashOf(reading.StandardOutput.BaseStream.Read));
        var atHost = Task.Run(() => HashOf((buffer, from, count) => _module.Receive(buffer, from, count, SocketFlags.None)));
        await Task.WhenAll(toModule, toPort, atPort, atHost).WaitAsync(Peer.Deadline * 4, TestContext.Current.CancellationToken);
        reading.Kill();
        Assert.Equal(Convert.ToHexString(SHA256.HashData(down)), await atPort);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(up)), await atHost);
        await Ends();
    }

    [Fact]
    public async Task The_escape_sequence_ends_it_in_one_segment_alone()
    {
        using var line = new SerialLine(_sim.Port);
        foreach (var plus in "+++")
        {
            Say(plus.ToString());
            Assert.NotNull(line.Until("+"));
        }
        Say("+++\r");
        Assert.NotNull(line.Until("+++\r"));
        line.Type("still joined");
        Hear("still joined");
        await Ends();
        // The port is the instance's again.
        Assert.Equal("AT\r\r\nOK\r\n", line.Command("AT"));
    }

    public void Dispose()
    {
        _module.Dispose();
        _host.Dispose();
        _sim.Dispose();
    }

    private async Task Ends()
    {
        // What was sent before must not come in the same segment.
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Say("+++");
        Hear("\r\nOK\r\n");
        Say("AT+CREG?\r");
        Hear("\r\n+CREG: 0,1\r\n\r\nOK\r\n");
    }

    private static byte[] Octets(int seed)
    {
        var octets = new byte[Length];
        new Random(seed).NextBytes(octets);
        return octets;
    }

    private static string HashOf(Func<byte[], int, int, int> read)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[65536];
        for (var left = Length; left > 0;)
        {
            var count = read(buffer, 0, Math.Min(left, buffer.Length));
            if (count <= 0) break;
            hash.AppendData(buffer, 0, count);
            left -= count;
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private void Say(string text) => _module.Send(Encoding.Latin1.GetBytes(text));

    private void Hear(string end)
    {
        var heard = new StringBuilder();
        var octet = new byte[1];
        while (!heard.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            Assert.True(_module.Receive(octet) == 1, $"The module closed the connection behind {heard}");
            heard.Append((char)octet[0]);
        }
    }
}
