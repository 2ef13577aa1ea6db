using AtRun.Protocol.Links;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Protocol;

/// <summary>A serial port over telnet (RFC 2217).</summary>
public sealed class ComPortSessionTests
{
    private const byte Iac = 255, Se = 240, Sb = 250, Will = 251, Wont = 252, Do = 253, Dont = 254;

    private static readonly byte[][] _pieces =
    [
        [Iac], [Iac, Iac], [Iac, Sb], [Iac, Se], [Iac, Sb, 44], [Iac, Will, 0], [Iac, Do, 44], [Iac, Wont, 44], [Iac, Dont, 0], [13, 0], [0], [13], "AT"u8.ToArray(),
        [Iac, Sb, 44, 1, 0, 0, 37, 128, Iac, Se], [Iac, Sb, 44, 5, 9, Iac, Se], [Iac, Sb, 44, 5, 5, Iac, Se], [Iac, Sb, 44, 8, Iac, Se], [Iac, Sb, 44, 12, 3, Iac, Se], [44], [5],
    ];

    private static readonly Gen<byte[]> _octets =
        Gen.OneOf(Gen.OneOf(_pieces).Array[0, 30].Select(p => p.SelectMany(o => o).ToArray()), Gen.Byte.Array[0, 100]);

    [Fact]
    public void The_client_hears_of_the_lines_and_sets_its_own()
    {
        var port = new Port();
        var session = new ComPortSession(port, PortLines.Cts | PortLines.Dsr);
        session.Begin();
        Assert.Equal([Iac, Will, 0, Iac, Will, 1, Iac, Will, 3, Iac, Do, 0, Iac, Do, 3, Iac, Do, 44], port.Said());
        session.Receive([Iac, Will, 44, Iac, Do, 0, Iac, Will, 0]);
        Assert.Equal([Iac, Sb, 44, 107, 0x30, Iac, Se], port.Said());
        session.Show(PortLines.Cts | PortLines.Dsr | PortLines.Dcd | PortLines.Ri);
        Assert.Equal([Iac, Sb, 44, 107, 0xF8, Iac, Se], port.Said());
        // Of RI the end is told.
        session.Show(PortLines.Cts | PortLines.Dsr | PortLines.Dcd);
        Assert.Equal([Iac, Sb, 44, 107, 0xB4, Iac, Se], port.Said());
        // DCD alone is asked for.
        session.Receive([Iac, Sb, 44, 11, 0x80, Iac, Se]);
        Assert.Equal([Iac, Sb, 44, 111, 0x80, Iac, Se, Iac, Sb, 44, 107, 0xB0, Iac, Se], port.Said());
        session.Show(PortLines.Dsr | PortLines.Dcd);
        Assert.Empty(port.Said());
        session.Receive([Iac, Sb, 44, 5, 9, Iac, Se, Iac, Sb, 44, 5, 7, Iac, Se]);
        Assert.Equal([Iac, Sb, 44, 105, 9, Iac, Se, Iac, Sb, 44, 105, 9, Iac, Se], port.Said());
        session.Receive([Iac, Sb, 44, 5, 12, Iac, Se, Iac, Sb, 44, 5, 8, Iac, Se, Iac, Sb, 44, 5, 5, Iac, Se]);
        Assert.Equal(["Rts", "None", "Dtr", "break"], port.Events);
    }

    /// <summary>Its WILL was never sent, because our DO came first.</summary>
    [Fact]
    public void A_client_that_uses_the_option_has_agreed_to_it()
    {
        var port = new Port();
        var session = new ComPortSession(port, PortLines.Cts);
        session.Begin();
        port.Said();
        session.Receive([Iac, Sb, 44, 5, 8, Iac, Se]);
        Assert.Equal([Iac, Sb, 44, 107, 0x10, Iac, Se, Iac, Sb, 44, 105, 8, Iac, Se], port.Said());
        session.Show(PortLines.Cts | PortLines.Dcd);
        Assert.Equal([Iac, Sb, 44, 107, 0x98, Iac, Se], port.Said());
    }

    // RFC 2217 §2, SET-LINESTATE-MASK: nothing is told before it is asked for.
    [Fact]
    public void The_client_hears_of_a_break_when_it_wants_to()
    {
        var port = new Port();
        var session = new ComPortSession(port, PortLines.None);
        session.Break();
        session.Receive([Iac, Will, 44]);
        port.Said();
        session.Break();
        Assert.Empty(port.Said());
        session.Receive([Iac, Sb, 44, 10, 0x10, Iac, Se]);
        Assert.Equal([Iac, Sb, 44, 110, 0x10, Iac, Se], port.Said());
        session.Break();
        Assert.Equal([Iac, Sb, 44, 106, 0x10, Iac, Se], port.Said());
        session.Receive([Iac, Sb, 44, 10, 0xEF, Iac, Se]);
        port.Said();
        session.Break();
        Assert.Empty(port.Said());
    }

    [Fact]
    public void Speed_framing_and_names_are_answered_by_what_holds()
    {
        var port = new Port();
        var session = new ComPortSession(port, PortLines.None);
        session.Receive([Iac, Sb, 44, 1, 0, 0, 37, 128, Iac, Se, Iac, Sb, 44, 1, 0, 0, 0, 0, Iac, Se]);
        Assert.Equal([Iac, Sb, 44, 101, 0, 0, 37, 128, Iac, Se, Iac, Sb, 44, 101, 0, 0, 37, 128, Iac, Se], port.Said());
        // 255 bit/s: doubled both ways.
        session.Receive([Iac, Sb, 44, 1, 0, 0, 0, Iac, Iac, Iac, Se]);
        Assert.Equal([Iac, Sb, 44, 101, 0, 0, 0, Iac, Iac, Iac, Se], port.Said());
        session.Receive([Iac, Sb, 44, 2, 7, Iac, Se, Iac, Sb, 44, 3, 0, Iac, Se, Iac, Sb, 44, 4, 9, Iac, Se, Iac, Sb, 44, 0, Iac, Se]);
        Assert.Equal([Iac, Sb, 44, 102, 7, Iac, Se, Iac, Sb, 44, 103, 1, Iac, Se, Iac, Sb, 44, 104, 1, Iac, Se, Iac, Sb, 44, 100, .. "AtRun"u8, Iac, Se], port.Said());
        // An option of nobody's.
        session.Receive([Iac, Do, 24, Iac, Will, 31, Iac, Wont, 31]);
        Assert.Equal([Iac, Wont, 24, Iac, Dont, 31], port.Said());
    }

    [Fact]
    public void Data_pass_as_they_are()
    {
        var port = new Port();
        var session = new ComPortSession(port, PortLines.None);
        session.Receive([.. "AT\r\0AT\r\0"u8, Iac, Iac]);
        Assert.Equal([.. "AT\rAT\r"u8, Iac], port.Data.ToArray());
        session.Receive([Iac, Will, 0, 13, 0]);
        Assert.Equal([.. "AT\rAT\r"u8, Iac, 13, 0], port.Data.ToArray());
        port.Said();
        session.Send([1, Iac, Iac, 2]);
        Assert.Equal([1, Iac, Iac, Iac, Iac, 2], port.Said());
    }

    [Fact]
    public void How_the_octets_are_cut_does_not_matter() =>
        _octets.Sample(octets =>
        {
            var (whole, single) = (new Port(), new Port());
            new ComPortSession(whole, PortLines.None).Receive(octets);
            var session = new ComPortSession(single, PortLines.None);
            foreach (var octet in octets) session.Receive([octet]);
            Assert.Equal(whole.Data, single.Data);
            Assert.Equal(whole.Events, single.Events);
            Assert.Equal(whole.Said(), single.Said());
        });

    private sealed class Port : IComPort
    {
        private readonly List<byte> _said = [];

        public List<byte> Data { get; } = [];
        public List<string> Events { get; } = [];

        public byte[] Said()
        {
            byte[] said = [.. _said];
            _said.Clear();
            return said;
        }

        public void Send(ReadOnlySpan<byte> octets) => _said.AddRange(octets);

        void IComPort.Data(ReadOnlySpan<byte> octets) => Data.AddRange(octets);

        public void LinesChanged(PortLines lines) => Events.Add(lines.ToString());

        public void Break() => Events.Add("break");

        public void Hold(bool on) => Events.Add($"hold {on}");

        public void Purge(bool forClient, bool fromClient) => Events.Add($"purge {forClient} {fromClient}");

        public int SetRate(int rate) => rate;
    }
}
