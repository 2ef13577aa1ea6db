using AtRun.Protocol;
using AtRun.Protocol.Multiplexing;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Protocol.Multiplexing;

/// <summary>Frames of the basic option, against those that the manual prints and those that other programs took.</summary>
public sealed class FrameTests
{
    private static readonly byte[] _telling = [0xF9, 0xEF, 0x03, 0x07, 0xFF];

    /// <summary>Frame, channel, C/R, type, poll/final, information.</summary>
    public static TheoryData<string, int, bool, FrameType, bool, string> Printed => new()
    {
        // The log of Telit 30268ST10299A p21.
        { "F9033F011CF9", 0, true, FrameType.Sabm, true, "" },
        { "F9037301D7F9", 0, true, FrameType.Ua, true, "" },
        { "F9073F01DEF9", 1, true, FrameType.Sabm, true, "" },
        { "F907730115F9", 1, true, FrameType.Ua, true, "" },
        { "F903EF09E305070CFBF9", 0, true, FrameType.Uih, false, "E305070C" },
        { "F903EF09E105070CFBF9", 0, true, FrameType.Uih, false, "E105070C" },
        { "F907EF1141542B43474D520D2BF9", 1, true, FrameType.Uih, false, "41542B43474D520D" },
        { "F905EF270D0A30372E30322E3530340D0A0D0A4F4B0D0A8AF9", 1, false, FrameType.Uih, false, "0D0A30372E30322E3530340D0A0D0A4F4B0D0A" },
        { "F903EF054100F2F9", 0, true, FrameType.Uih, false, "4100" },
        // Made by the same rules elsewhere.
        { "F90B3F0159F9", 2, true, FrameType.Sabm, true, "" },
        { "F90F3F019BF9", 3, true, FrameType.Sabm, true, "" },
        { "F90B730192F9", 2, true, FrameType.Ua, true, "" },
        { "F90F1F01B1F9", 3, true, FrameType.Dm, true, "" },
        { "F9035301FDF9", 0, true, FrameType.Disc, true, "" },
        { "F903EF05C301F2F9", 0, true, FrameType.Uih, false, "C301" },
        // Seen on the wire of gsm0710muxd 1.13.
        { "F905EF0D0D0A4F4B0D0A5FF9", 1, false, FrameType.Uih, false, "0D0A4F4B0D0A" },
        { "F901EF09E305078D9AF9", 0, false, FrameType.Uih, false, "E305078D" },
    };

    [Theory]
    [MemberData(nameof(Printed))]
    public void A_frame_that_is_printed_is_read_and_written_as_printed(string hex, int dlci, bool command, FrameType type, bool poll, string information)
    {
        ReadOnlySpan<byte> octets = Convert.FromHexString(hex);
        Assert.True(new FrameReader().TryRead(ref octets, out var frame));
        Assert.Equal((dlci, command, type, poll, information), (frame.Dlci, frame.CommandBit, frame.Type, frame.Poll, Convert.ToHexString(frame.Information)));
        var written = new OctetBuffer();
        frame.Write(written);
        Assert.Equal(hex, Convert.ToHexString(written.Written));
    }

    [Fact]
    public void The_check_sequence_has_the_known_check_value() => Assert.Equal(0xFF - 0xD0, Fcs8.Of("123456789"u8));

    [Theory]
    [InlineData("F9033F011DF9")]
    [InlineData("F9023F011CF9")]
    [InlineData("F9033F011C41")]
    [InlineData("F9032F031CF9")]
    [InlineData("F9F93F011CF9")]
    public void What_is_no_frame_is_passed_over(string hex)
    {
        var reader = new FrameReader();
        Assert.Equal(["0:Sabm:"], Read(reader, Convert.FromHexString(hex + "F9033F011CF9"), 1));
        Assert.True(reader.Lost > 0);
    }

    [Fact]
    public void Frames_may_share_a_flag_and_have_many_between_them() =>
        Assert.Equal(["0:Sabm:", "1:Sabm:", "1:Uih:414243"], Read(new(), Convert.FromHexString("F9033F011CF9073F01DEF9F9F9" + Hex(1, FrameType.Uih, "ABC"u8.ToArray())), 3));

    [Fact]
    public void Reading_does_not_depend_on_how_the_octets_are_cut()
    {
        Gen.Select(Gen.Select(GenFrame, GenNoise).List[0, 12], Gen.Int[1, 40]).Sample((pieces, cut) =>
        {
            byte[] octets = [.. pieces.SelectMany(p => p.Item2.Concat(Convert.FromHexString(p.Item1)))];
            Assert.Equal(Read(new(), octets, octets.Length), Read(new(), octets, cut));
        }, iter: 2000, seed: "0000KOIKpxW2");
    }

    [Fact]
    public void Frames_between_noise_without_flags_are_all_found()
    {
        var noise = Gen.Byte.Where(b => b != Frame.Flag).Array[0, 50];
        Gen.Select(Gen.Select(GenFrame, noise).List[0, 12], Gen.Int[1, 40]).Sample((pieces, cut) =>
        {
            // The flag that ends a frame may begin the next: what stands behind it must not look like one.
            var clear = pieces.Select(p => (p.Item1, Noise: p.Item2.Where(b => (b & 1) == 0).ToArray())).ToList();
            byte[] octets = [.. clear.SelectMany(p => p.Noise.Concat(Convert.FromHexString(p.Item1)))];
            Assert.Equal(clear.SelectMany(p => Read(new(), Convert.FromHexString(p.Item1), 1000)), Read(new(), octets, cut));
        }, iter: 2000, seed: "0000KOIKpxW2");
    }

    [Fact]
    public void Behind_any_octets_the_reader_finds_frames_again()
    {
        // As many octets as the longest frame has end whatever was begun.
        var filler = new byte[200];
        Gen.Byte.Array[0, 2000].Sample(octets =>
        {
            var reader = new FrameReader();
            Read(reader, octets, 17);
            Read(reader, filler, 17);
            Assert.Equal(["2:Sabm:"], Read(reader, Convert.FromHexString("F90B3F0159F9"), 1));
        }, iter: 500, seed: "0000KOIKpxW2");
    }

    private static Gen<string> GenFrame { get; } =
        Gen.Select(Gen.Int[0, 61], Gen.Int[0, 3].Select(i => i switch { 0 => FrameType.Sabm, 1 => FrameType.Disc, _ => FrameType.Uih }), Gen.Byte.Array[0, Frame.MaxTaken])
            .Select((dlci, type, octets) => Hex(dlci, type, type == FrameType.Uih ? octets : []));

    private static Gen<byte[]> GenNoise { get; } = Gen.OneOf(Gen.Const(Array.Empty<byte>()), Gen.Byte.Array[0, 30], Gen.Int[0, 4].Select(i => _telling[i]).Array[0, 30]);

    private static string Hex(int dlci, FrameType type, byte[] information)
    {
        var to = new OctetBuffer();
        new Frame(dlci, commandBit: true, type, poll: false, information).Write(to);
        return Convert.ToHexString(to.Written);
    }

    private static List<string> Read(FrameReader reader, byte[] octets, int cut)
    {
        var found = new List<string>();
        for (var at = 0; at < octets.Length; at += cut)
        {
            var piece = octets.AsSpan(at, Math.Min(cut, octets.Length - at)).ToArray();
            ReadOnlySpan<byte> rest = piece;
            while (reader.TryRead(ref rest, out var frame)) found.Add($"{frame.Dlci}:{frame.Type}:{Convert.ToHexString(frame.Information)}");
        }
        return found;
    }
}
