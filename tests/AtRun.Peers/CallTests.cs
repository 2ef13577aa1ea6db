using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace AtRun.Peers;

/// <summary>A data call between two modules of one simulation, each at a real pseudo terminal.</summary>
public sealed class CallTests : IDisposable
{
    private const int Length = 1024 * 1024;
    private const string Caller = "393468686711", Called = "393468686712";

    // Guard times of a second and the way to CONNECT are over soon.
    private readonly RunningSim _sim = new(null, null, "--modules", "2", "--speed", "10");
    private readonly SerialLine _caller, _called;

    public CallTests()
    {
        _caller = new(_sim.Port);
        _called = new($"{_sim.Port}-2");
        foreach (var line in (SerialLine[])[_caller, _called])
        {
            line.Command("ATE0");
            line.AwaitRegistration();
        }
        _called.Command("AT+CLIP=1;S0=1");
        _caller.Type($"ATD+{Called}\r");
        Assert.Contains($"\r\nRING\r\n\r\n+CLIP: \"+{Caller}\",145,", _called.Until("\r\nCONNECT 9600\r\n"), StringComparison.Ordinal);
        Assert.Equal("\r\nCONNECT 9600\r\n", _caller.Until("\r\nCONNECT 9600\r\n"));
    }

    [Fact]
    public async Task AMegabytePassesBothWaysAndTheCallIsLeftResumedAndEnded()
    {
        byte[] there = Octets(1), back = Octets(2);
        var sending = Task.WhenAll(Send(_caller, there), Send(_called, back));
        Assert.Equal(HashOf(there), HashOf(_called.Exactly(Length)));
        Assert.Equal(HashOf(back), HashOf(_caller.Exactly(Length)));
        await sending.WaitAsync(Peer.Deadline, TestContext.Current.CancellationToken);

        Escape();
        // Nothing of it comes to a terminal in command state, and nothing is lost.
        var more = Octets(3);
        sending = Send(_called, more);
        Assert.StartsWith($"\r\n+CLCC: 1,0,0,1,0,\"+{Called}\",145", _caller.Command("AT+CLCC"), StringComparison.Ordinal);
        _caller.Type("ATO\r");
        Assert.Equal("\r\nCONNECT\r\n", _caller.Until("CONNECT\r\n"));
        Assert.Equal(HashOf(more), HashOf(_caller.Exactly(Length)));
        await sending.WaitAsync(Peer.Deadline, TestContext.Current.CancellationToken);

        Escape();
        _caller.Type("ATH\r");
        Assert.Equal("\r\nNO CARRIER\r\n", _caller.Until("NO CARRIER\r\n"));
        Assert.Equal("\r\nNO CARRIER\r\n", _called.Until("NO CARRIER\r\n"));
        Assert.Equal("\r\nOK\r\n", _called.Command("AT"));
    }

    [Fact]
    public async Task ATerminalThatDoesNotReadHoldsTheOtherAndGetsAllLater()
    {
        _called.Hold(true);
        var before = Memory();
        var there = Octets(4);
        var sending = Send(_caller, there);
        // The other way is free meanwhile.
        var back = Octets(5);
        var answering = Send(_called, back);
        Assert.Equal(HashOf(back), HashOf(_caller.Exactly(Length)));
        await answering.WaitAsync(Peer.Deadline, TestContext.Current.CancellationToken);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.False(sending.IsCompleted, "A megabyte was taken that nobody read.");
        Assert.InRange(Memory() - before, long.MinValue, 8 << 20);
        _called.Hold(false);
        Assert.Equal(HashOf(there), HashOf(_called.Exactly(Length)));
        await sending.WaitAsync(Peer.Deadline, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _caller.Dispose();
        _called.Dispose();
        _sim.Dispose();
    }

    /// <summary>The caller is in command state; what it typed has gone over as well (#SKIPESC=0).</summary>
    private void Escape()
    {
        Thread.Sleep(300);
        _caller.Type("+++");
        Assert.Equal("\r\nOK\r\n", _caller.Until("OK\r\n"));
        Assert.Equal("+++", _called.Exactly(3));
    }

    private long Memory() => Process.GetProcessById(_sim.Process.Id).WorkingSet64;

    private static Task Send(SerialLine line, byte[] octets) => Task.Run(() => line.Type(octets));

    private static byte[] Octets(int seed)
    {
        var octets = new byte[Length];
        new Random(seed).NextBytes(octets);
        return octets;
    }

    private static string HashOf(string octets) => HashOf(Encoding.Latin1.GetBytes(octets));

    private static string HashOf(byte[] octets) => Convert.ToHexString(SHA256.HashData(octets));
}
