using System.Buffers.Binary;
using AtRun.Protocol.Sms;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>Cell broadcast: +CSCB chooses, +CNMI shows (27.005 §3.3.4, §3.4.1; AT reference 80000ST10025a p215, p224, p227; Telit 1vv0300784, +CSCB).</summary>
public sealed class CellBroadcastTests
{
    private readonly SimulatedModule _module = new();
    private readonly Conversation _at;

    public CellBroadcastTests()
    {
        _module.Start();
        _at = new(_module);
    }

    /// <summary>The dialogue of the user guide: <c>+CSCB=0,50,0</c>, then coding scheme 1 is shown.</summary>
    [Fact]
    public void A_page_is_shown_as_text()
    {
        Assert.Equal("OK", _at.Type("AT+CMGF=1;+CNMI=2,0,2;+CSCB=0,50,0"));
        Assert.Equal("+CBM: 24,50,1,1,1 TRIESTE", Broadcast(Page(24, 50, 1, 0x11, "TRIESTE")));
    }

    [Fact]
    public void A_page_is_shown_as_PDU()
    {
        _at.Type("AT+CNMI=2,0,2;+CSCB=1");
        var page = Page(24, 50, 1, 0x11, "TRIESTE");
        Assert.Equal("+CBM: " + Convert.ToHexString(page), Broadcast(page));
        _at.Type("AT#SMSMODE=1");
        Assert.Equal("+CBM: 88 " + Convert.ToHexString(page), Broadcast(page));
    }

    [Fact]
    public void Octets_are_shown_in_hexadecimal()
    {
        _at.Type("AT+CMGF=1;+CNMI=2,0,2;+CSCB=1");
        var page = Page(1, 2, 0x44, 0x12, "x");
        Assert.Equal("+CBM: 1,2,68,1,2 " + Convert.ToHexString(page[6..]), Broadcast(page));
    }

    [Theory]
    [InlineData("0,\"\",\"\"", 50, 0, false)]
    [InlineData("1,\"\",\"\"", 50, 0, true)]
    [InlineData("0,\"0,1,300-315,450\",\"\"", 315, 0x44, true)]
    [InlineData("0,\"0,1,300-315,450\",\"\"", 316, 0, false)]
    [InlineData("0,\"0,1,300-315,450\",\"0-3\"", 450, 0x33, true)]
    [InlineData("0,\"0,1,300-315,450\",\"0-3\"", 450, 0x40, false)]
    [InlineData("0,\"\",\"68\"", 7, 0x44, true)]
    [InlineData("1,\"50-60\",\"\"", 55, 0, false)]
    [InlineData("1,\"50-60\",\"\"", 61, 0, true)]
    [InlineData("1,\"50\",\"4\"", 50, 0x44, false)]
    [InlineData("1,\"50\",\"4\"", 50, 0x00, true)]
    public void The_lists_choose(string lists, int identifier, byte coding, bool shown)
    {
        Assert.Equal("OK", _at.Type($"AT+CNMI=2,0,2;+CSCB={lists}"));
        Assert.Equal(shown, Broadcast(Page(1, identifier, coding, 0x11, "x")).Length > 0);
    }

    [Fact]
    public void Mode_3_shows_class_3_and_mode_0_nothing()
    {
        _at.Type("AT+CNMI=2,0,3;+CSCB=1");
        Assert.NotEmpty(Broadcast(Page(1, 2, 0xF3, 0x11, "x")));
        Assert.Empty(Broadcast(Page(1, 2, 0xF1, 0x11, "x")));
        Assert.Empty(Broadcast(Page(1, 2, 0x00, 0x11, "x")));
        _at.Type("AT+CNMI=2,0,0");
        Assert.Empty(Broadcast(Page(1, 2, 0xF3, 0x11, "x")));
    }

    /// <summary>Indications that are kept: pages, too.</summary>
    [Fact]
    public void A_page_is_kept_while_the_terminal_wants_none()
    {
        _at.Type("AT+CMGF=1;+CNMI=0,0,2;+CSCB=1");
        Assert.Empty(Broadcast(Page(1, 2, 0, 0x11, "kept")));
        Assert.Equal("OK +CBM: 1,2,0,1,1 kept", _at.Type("AT+CNMI=1"));
    }

    private string Broadcast(byte[] page)
    {
        _module.Turn.Do(() => _module.Centre.Broadcast(page));
        return _at.Said();
    }

    /// <summary>A page of GSM 7-bit text, filled with CR (23.041 §9.4.1).</summary>
    private static byte[] Page(int serial, int identifier, byte coding, byte pages, string text)
    {
        var page = new byte[88];
        BinaryPrimitives.WriteUInt16BigEndian(page, (ushort)serial);
        BinaryPrimitives.WriteUInt16BigEndian(page.AsSpan(2), (ushort)identifier);
        (page[4], page[5]) = (coding, pages);
        Span<byte> septets = stackalloc byte[93];
        septets.Fill((byte)'\r');
        Assert.True(GsmAlphabet.TryEncode(text, septets, out _));
        GsmAlphabet.Pack(septets, page.AsSpan(6));
        return page;
    }
}
