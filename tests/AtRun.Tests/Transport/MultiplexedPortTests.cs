using System.Text;
using AtRun.Protocol;
using AtRun.Protocol.Links;
using AtRun.Protocol.Multiplexing;
using AtRun.Tests.Support;
using AtRun.Transport;
using Xunit;

namespace AtRun.Tests.Transport;

/// <summary>The operator's end of the multiplexer, on a port of a module.</summary>
public sealed class MultiplexedPortTests
{
    private readonly SimulatedModule _module = new(["cmux advanced"]);
    private readonly MemoryLink _far;

    public MultiplexedPortTests()
    {
        _module.Start();
        (var near, _far) = MemoryLink.Pair(_module.Turn.Post);
        (_module.PortOf(1).Link, near.Receiver) = (near, _module.PortOf(1));
    }

    [Theory]
    [InlineData(null, Framing.Basic)]
    [InlineData(null, Framing.Advanced)]
    [InlineData(Framing.Basic, Framing.Basic)]
    [InlineData(Framing.Basic, Framing.Advanced)]
    [InlineData(Framing.Advanced, Framing.Basic)]
    [InlineData(Framing.Advanced, Framing.Advanced)]
    public void Channels_are_opened_whatever_another_program_left_running(Framing? left, Framing framing)
    {
        if (left is { } former)
        {
            var program = new Heard();
            _far.Receiver = program;
            var open = new OctetBuffer();
            open.AddText($"AT+CMUX={(int)former}\r");
            new Frame(0, commandBit: true, FrameType.Sabm, poll: true, default).Write(open, former);
            _module.Turn.Do(() => _far.Send(open.Written));
            Assert.True(_module.Module.Running!.Multiplexer.IsOn);
            Assert.NotEmpty(program.Said.ToString());
        }
        var heard = new Heard();
        MultiplexedPort? port = null;
        MultiplexerChannel? channel = null;
        _module.Turn.Do(() => _ = Open());
        Assert.True(_module.Turn.WaitUntil(() => channel is not null, TimeSpan.FromSeconds(10)));
        _module.Turn.Do(() => channel!.Send("AT+CGMM\r"u8));
        Assert.Equal("\r\nHE910\r\n\r\nOK\r\n", heard.Said.ToString());
        _module.Turn.Do(() => port!.Close());
        Assert.False(_module.Module.Running!.Multiplexer.IsOn);

        async Task Open()
        {
            port = await MultiplexedPort.Open(Attach, _module.Turn.Time, framing);
            channel = await port.OpenChannel(2, heard);
        }
    }

    private MemoryLink Attach(ILinkReceiver receiver)
    {
        _far.Receiver = receiver;
        return _far;
    }

    private sealed class Heard : ILinkReceiver
    {
        public StringBuilder Said { get; } = new();

        public void Received(ReadOnlySpan<byte> octets) => Said.Append(Encoding.Latin1.GetString(octets));

        public void Drained() { }

        public void Ended(LinkEnd how) { }
    }
}
