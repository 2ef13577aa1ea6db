using System.Net;
using System.Text;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>A terminal that is on line is told by a break of 100 ms that something waits for it (AT reference 80000ST10025a p146, p222).</summary>
public sealed class BreakTests
{
    // A port is told the length; the message of 27.010 tells it in units of 200 ms, and who reads it hears of the break.
    [Theory]
    [InlineData(false, 0, 0)]
    [InlineData(false, 1, 0)]
    [InlineData(false, 2, 0)]
    [InlineData(false, 3, 1)]
    [InlineData(true, 1, 0)]
    [InlineData(true, 2, 0)]
    [InlineData(true, 3, 1)]
    public void Of_a_message(bool inChannel, int mode, int breaks)
    {
        var place = new Place(inChannel);
        place.Type($"AT+CNMI={mode},1");
        place.Connect();
        new Phone(place.Module, "+393461234567").Write("hello");
        place.Module.Turn.Wait(TimeSpan.FromSeconds(3));
        Assert.Equal(Enumerable.Repeat(inChannel ? (TimeSpan?)null : TimeSpan.FromMilliseconds(100), breaks), place.Breaks);
        Assert.DoesNotContain("+CMTI", place.Said, StringComparison.Ordinal);
        place.Leave();
        Assert.Equal(mode == 1 ? 0 : 1, place.Said.Split("+CMTI:").Length - 1 + (mode == 0 ? 1 : 0));
        Assert.Equal(breaks, place.Breaks.Count);
    }

    [Theory]
    [InlineData(false, 1, 0, 0)]
    [InlineData(false, 2, 0, 1)]
    [InlineData(false, 3, 1, 1)]
    [InlineData(true, 3, 1, 1)]
    public void Of_an_indicator(bool inChannel, int mode, int breaks, int told)
    {
        var place = new Place(inChannel);
        // The battery alone.
        place.Type("AT+CIND=1,0,0,0,0,0,0,0,0");
        place.Type($"AT+CMER={mode},0,0,2");
        Assert.Empty(place.Breaks);
        place.Connect();
        var before = place.Said.Split("+CIEV:").Length;
        place.Module.Turn.Do(() => place.Module.Module.Board.Supply = 340);
        place.Module.Turn.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(breaks, place.Breaks.Count);
        Assert.Equal(before, place.Said.Split("+CIEV:").Length);
        place.Leave();
        Assert.Equal(before + told, place.Said.Split("+CIEV:").Length);
    }

    private sealed class Place : ILinkReceiver
    {
        private readonly StringBuilder _said = new();
        private readonly bool _inChannel;

        public Place(bool inChannel)
        {
            _inChannel = inChannel;
            Module = new(multiplexed: inChannel);
            Module.Said[1] = octets => _said.Append(Encoding.Latin1.GetString(octets));
            Module.Broke[1] = Breaks.Add;
            Module.Start();
            Module.Internet.Listen(new(IPAddress.Parse("10.0.0.1"), 4000), (_, _) => this);
            Type("AT+CGDCONT=1,\"IP\",\"internet\"");
            Type("AT#SGACT=1,1");
        }

        public SimulatedModule Module { get; }

        public List<TimeSpan?> Breaks { get; } = [];

        public string Said => _said.ToString();

        public void Type(string line)
        {
            Module.Turn.Do(() => Module.Type(1, Encoding.Latin1.GetBytes(line + "\r")));
            Module.Turn.Wait(TimeSpan.FromSeconds(3));
        }

        public void Connect()
        {
            Type("AT#SD=1,0,4000,\"10.0.0.1\"");
            Assert.EndsWith("CONNECT\r\n", Said, StringComparison.Ordinal);
        }

        /// <summary>Back to command state.</summary>
        public void Leave()
        {
            Module.Turn.Do(() =>
            {
                if (_inChannel) Module.Multiplexed!.Channel(1)!.Break(TimeSpan.FromMilliseconds(200));
                else Module.Type(1, "+++"u8);
            });
            Module.Turn.Wait(TimeSpan.FromSeconds(3));
            Assert.Contains("CONNECT\r\n\r\nOK\r\n", Said, StringComparison.Ordinal);
        }

        public void Received(ReadOnlySpan<byte> octets) { }

        public void Drained() { }

        public void Ended(LinkEnd how) { }
    }
}
