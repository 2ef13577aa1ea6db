using System.Text;
using AtRun.Module.Ip.Servers;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Module.Ip;

/// <summary>RFC 959 §4.2, RFC 5321 §4.2.</summary>
public sealed class ServerReplyReaderTests
{
    [Theory]
    [InlineData("220 ready\r\n", "220 220 ready")]
    [InlineData("220\r\n", "220 220")]
    [InlineData("220 \n", "220 220 ")]
    [InlineData("\r\n\r\n220 ready\r\n", "220 220 ready")]
    [InlineData("220-one\r\n220-two\r\n220 three\r\n", "220 220-one\r\n220-two\r\n220 three")]
    [InlineData("220-one\r\n  221 no end\r\n221 nor this\r\n220-\r\n\r\n220\r\n", "220 220-one\r\n  221 no end\r\n221 nor this\r\n220-\r\n\r\n220")]
    [InlineData("150 a\r\n226 b\r\n", "150 150 a|226 226 b")]
    [InlineData("SSH-2.0\r\n220 ready\r\n", "garbage SSH-2.0|220 220 ready")]
    [InlineData("22 ready\r\n", "garbage 22 ready")]
    [InlineData("620 ready\r\n", "garbage 620 ready")]
    [InlineData("2200 ready\r\n", "garbage 2200 ready")]
    [InlineData("220 a\rb\r\r\n", "220 220 a\rb\r")]
    [InlineData("220 not ended", "")]
    public void Replies_are_found_however_they_are_cut(string said, string replies)
    {
        for (var piece = 1; piece <= said.Length; piece++) Assert.Equal(replies, Read(Encoding.Latin1.GetBytes(said).Chunk(piece)));
    }

    [Fact]
    public void Any_octets_give_the_same_replies_however_they_are_cut() =>
        Gen.Select(Gen.Char["012 -5\r\nx"].Array[0, 80], Gen.Int[1, 7]).Sample((said, piece) =>
        {
            var octets = said.Select(c => (byte)c).ToArray();
            return Read(octets.Chunk(piece)) == Read([octets]);
        }, iter: 5000);

    [Fact]
    public void A_line_of_a_megabyte_is_one_reply_and_its_beginning_is_kept()
    {
        var reader = new ServerReplyReader();
        var said = Encoding.Latin1.GetBytes("220 " + new string('x', 1024 * 1024) + "\r\n221 next\r\n");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(ReplyRead.Reply, reader.Read(said, out var consumed, out var reply));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 * ServerReplyReader.MaxText);
        Assert.Equal((220, ServerReplyReader.MaxText), (reply.Code, reply.Text.Length));
        Assert.Equal(ReplyRead.Reply, reader.Read(said.AsSpan(consumed), out _, out reply));
        Assert.Equal("221 next", reply.Text);
    }

    [Fact]
    public void Of_lines_without_end_no_more_is_kept()
    {
        var reader = new ServerReplyReader();
        var line = "220-and so on\r\n"u8.ToArray();
        for (var i = 0; i < 10_000; i++) Assert.Equal(ReplyRead.Incomplete, reader.Read(line, out _, out _));
        Assert.Equal(ReplyRead.Reply, reader.Read("220 end\r\n"u8, out _, out var reply));
        Assert.True(reply.Text.Length <= ServerReplyReader.MaxText);
    }

    private static string Read(IEnumerable<byte[]> pieces)
    {
        var reader = new ServerReplyReader();
        var found = new List<string>();
        foreach (var piece in pieces)
            for (ReadOnlySpan<byte> left = piece; !left.IsEmpty;)
            {
                var what = reader.Read(left, out var consumed, out var reply);
                Assert.True(consumed > 0);
                left = left[consumed..];
                if (what != ReplyRead.Incomplete) found.Add($"{(what == ReplyRead.Garbage ? "garbage" : reply.Code)} {reply.Text}");
            }
        return string.Join('|', found);
    }
}
