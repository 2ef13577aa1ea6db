using System.Text;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using AtRun.Transport;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>A serial port and a terminal that takes its time.</summary>
public sealed class LocalPortTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void A_terminal_that_types_line_by_line_and_reads_late_gets_every_answer(int linesAtOnce)
    {
        var module = new SimulatedModule();
        module.Start();
        var (near, far) = MemoryLink.Pair(module.Turn.Post, capacity: 0);
        var port = module.PortOf(1);
        var terminal = new Terminal();
        (port.Link, near.Receiver, far.Receiver) = (near, port, terminal);
        far.Paused = true;
        for (var typed = 0; typed < 350; typed += linesAtOnce)
        {
            var lines = string.Concat(Enumerable.Repeat("AT+CLAC\r", linesAtOnce));
            module.Turn.Do(() => far.Send(Encoding.Latin1.GetBytes(lines)));
        }
        Assert.True(near.Paused);
        Assert.InRange(near.Unsent, 1, 2 * AtRun.Module.Instances.LocalPort.MaxUnsent);
        module.Turn.Do(() => far.Paused = false);
        module.Turn.Wait(TimeSpan.FromSeconds(60));
        Assert.Equal((350, false), (terminal.Said.ToString().Split("\r\nOK\r\n").Length - 1, near.Paused));
    }

    private sealed class Terminal : ILinkReceiver
    {
        public StringBuilder Said { get; } = new();

        public void Received(ReadOnlySpan<byte> octets) => Said.Append(Encoding.Latin1.GetString(octets));

        public void Drained() { }

        public void Ended(LinkEnd how) { }
    }
}
