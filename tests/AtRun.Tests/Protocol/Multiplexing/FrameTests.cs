using AtRun.Protocol;
using AtRun.Protocol.Multiplexing;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Protocol.Multiplexing;

/// <summary>Frames, those of the basic option against those that the manual prints and those that other programs took.</summary>
public sealed class FrameTests
{
    private static readonly byte[] _telling = [0xF9, 0xEF, 0x03, 0x07, 0xFF, 0x7E, 0x7D];

    /// <summary>Octets that a framing gives a meaning.</summary>
    private static readonly byte[] _special = [0xF9, 0x7E, 0x7D, 0x11, 0x93, 0x5E];

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
        Assert.True(FrameReader.Of(Framing.Basic).TryRead(ref octets, out var frame));
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
        var reader = FrameReader.Of(Framing.Basic);
        Assert.Equal(["0:Sabm:"], Read(reader, Convert.FromHexString(hex + "F9033F011CF9"), 1));
        Assert.True(reader.Lost > 0);
    }

    [Fact]
    public void Frames_may_share_a_flag_and_have_many_between_them() =>
        Assert.Equal(["0:Sabm:", "1:Sabm:", "1:Uih:414243"], Read(FrameReader.Of(Framing.Basic), Convert.FromHexString("F9033F011CF9073F01DEF9F9F9" + Hex(Framing.Basic, 1, FrameType.Uih, "ABC"u8.ToArray())), 3));

    [Theory]
    [InlineData("7E033FFC7E", 0, true, FrameType.Sabm, true, "")]
    [InlineData("7E0773F07E", 1, true, FrameType.Ua, true, "")]
    [InlineData("7E03EFC301707E", 0, true, FrameType.Uih, false, "C301")]
    [InlineData("7E07EF41540D057E", 1, true, FrameType.Uih, false, "41540D")]
    [InlineData("7E05EF7D5E7D5D7D317D337DB17DB3F9DF7E", 1, false, FrameType.Uih, false, "7E7D11139193F9")]
    // An address, and an FCS, that are escaped.
    [InlineData("7E7D333FE97E", 4, true, FrameType.Sabm, true, "")]
    [InlineData("7E7B3F7D5D7E", 30, true, FrameType.Sabm, true, "")]
    public void A_frame_of_the_advanced_option_is_read_and_written_the_same(string hex, int dlci, bool command, FrameType type, bool poll, string information)
    {
        ReadOnlySpan<byte> octets = Convert.FromHexString(hex);
        Assert.True(FrameReader.Of(Framing.Advanced).TryRead(ref octets, out var frame, out var raw));
        Assert.Equal((dlci, command, type, poll, information, hex), (frame.Dlci, frame.CommandBit, frame.Type, frame.Poll, Convert.ToHexString(frame.Information), Convert.ToHexString(raw)));
        var written = new OctetBuffer();
        frame.Write(written, Framing.Advanced);
        Assert.Equal(hex, Convert.ToHexString(written.Written));
    }

    // Too short, another FCS, no extension bit, no such type, information where there is none, given up by an escape, as long as none is.
    [Theory]
    [InlineData("7E03FC7E")]
    [InlineData("7E033FFD7E")]
    [InlineData("7E023F6D7E")]
    [InlineData("7E0303DE7E")]
    [InlineData("7E033F41FC7E")]
    [InlineData("7E033FFC7D7E")]
    [InlineData("F9")]
    public void What_is_no_frame_of_the_advanced_option_is_passed_over(string hex)
    {
        var reader = FrameReader.Of(Framing.Advanced);
        Assert.Equal(["0:Sabm:"], Read(reader, Convert.FromHexString(hex + "7E033FFC7E"), 1));
        Assert.True(reader.Lost > 0);
    }

    [Fact]
    public void What_is_longer_than_a_frame_is_passed_over_up_to_its_flag()
    {
        var reader = FrameReader.Of(Framing.Advanced);
        byte[] octets = [0x7E, .. new byte[10_000], 0x7E, .. Convert.FromHexString("033FFC7E")];
        Assert.Equal(["0:Sabm:"], Read(reader, octets, 33));
        Assert.Equal(10_000, reader.Lost);
        // One octet more than fits, escaped or not.
        foreach (var escaped in (bool[])[false, true])
        {
            var information = Enumerable.Repeat(escaped ? (byte)0x7E : (byte)'A', Frame.MaxTaken + 1).ToArray();
            Assert.Empty(Read(reader, Convert.FromHexString(Hex(Framing.Advanced, 1, FrameType.Uih, information)), 1000));
            Assert.Single(Read(reader, Convert.FromHexString(Hex(Framing.Advanced, 1, FrameType.Uih, information[1..])), 1000));
        }
    }

    [Theory]
    [InlineData(Framing.Basic, "F9", "41540D")]
    [InlineData(Framing.Advanced, "7E", "41540D")]
    public void What_stands_behind_the_last_frame_is_given_back(Framing framing, string flag, string rest)
    {
        var reader = FrameReader.Of(framing);
        ReadOnlySpan<byte> octets = Convert.FromHexString(Hex(framing, 0, FrameType.Disc, []) + rest);
        Assert.True(reader.TryRead(ref octets, out _));
        Assert.Equal(rest, Convert.ToHexString(reader.TakeRest(octets)));
        octets = Convert.FromHexString(Hex(framing, 0, FrameType.Disc, []) + flag);
        Assert.True(reader.TryRead(ref octets, out _));
        Assert.False(reader.TryRead(ref octets, out _));
        Assert.Empty(reader.TakeRest(octets));
    }

    [Theory]
    [InlineData(Framing.Basic)]
    [InlineData(Framing.Advanced)]
    public void Reading_does_not_depend_on_how_the_octets_are_cut(Framing framing)
    {
        Gen.Select(Gen.Select(GenFrame, GenNoise).List[0, 12], Gen.Int[1, 40]).Sample((pieces, cut) =>
        {
            byte[] octets = [.. pieces.SelectMany(p => p.Item2.Concat(p.Item1.Octets(framing)))];
            var (whole, pieced) = (FrameReader.Of(framing), FrameReader.Of(framing));
            Assert.Equal(Read(whole, octets, octets.Length), Read(pieced, octets, cut));
            Assert.Equal(whole.TakeRest([]), pieced.TakeRest([]));
            Assert.Equal(whole.Lost, pieced.Lost);
        }, iter: 2000, seed: "0000KOIKpxW2");
    }

    [Theory]
    [InlineData(Framing.Basic)]
    [InlineData(Framing.Advanced)]
    public void Frames_between_noise_without_flags_are_all_found(Framing framing)
    {
        var noise = Gen.Byte.Where(b => b is not (Frame.Flag or 0x7E)).Array[0, 50];
        Gen.Select(Gen.Select(GenFrame, noise).List[0, 12], Gen.Int[1, 40]).Sample((pieces, cut) =>
        {
            // The flag that ends a frame may begin the next: what stands behind it must not look like one.
            byte[] octets = [.. pieces.SelectMany(p => p.Item2.Where(b => (b & 1) == 0).Concat(p.Item1.Octets(framing)))];
            Assert.Equal(pieces.Select(p => p.Item1.ToString()), Read(FrameReader.Of(framing), octets, cut));
        }, iter: 2000, seed: "0000KOIKpxW2");
    }

    [Fact]
    public void Nothing_in_a_frame_of_the_advanced_option_is_a_flag_or_flow_control() => GenFrame.Sample(frame =>
    {
        var octets = frame.Octets(Framing.Advanced).AsSpan();
        Assert.Equal((0x7E, 0x7E), (octets[0], octets[^1]));
        Assert.Equal(-1, octets[1..^1].IndexOfAny<byte>([0x7E, 0x11, 0x13, 0x91, 0x93]));
    }, iter: 2000, seed: "0000KOIKpxW2");

    /// <summary>Whoever sends may escape whatever it likes.</summary>
    [Fact]
    public void Any_octet_may_be_escaped()
    {
        Gen.Select(GenFrame, Gen.Bool.Array[Frame.MaxTaken + 3], Gen.Int[1, 40]).Sample((frame, escapes, cut) =>
        {
            var line = new List<byte> { 0x7E };
            var i = 0;
            foreach (var octet in frame.Fields())
            {
                if (escapes[i++] || octet is 0x7E or 0x7D) line.AddRange([0x7D, (byte)(octet ^ 0x20)]);
                else line.Add(octet);
            }
            line.Add(0x7E);
            // What is escaped into a flag ends the frame: nobody does that.
            if (line.Count(o => o == 0x7E) > 2) return;
            Assert.Equal([frame.ToString()], Read(FrameReader.Of(Framing.Advanced), [.. line], cut));
        }, iter: 2000, seed: "0000KOIKpxW2");
    }

    [Theory]
    [InlineData(Framing.Basic)]
    [InlineData(Framing.Advanced)]
    public void Behind_any_octets_the_reader_finds_frames_again(Framing framing)
    {
        // As many octets as the longest frame has end whatever was begun; so does a flag of the advanced option.
        var filler = new byte[200];
        Gen.Byte.Array[0, 2000].Sample(octets =>
        {
            var reader = FrameReader.Of(framing);
            Read(reader, octets, 17);
            Read(reader, filler, 17);
            Assert.Equal(["2:Sabm:"], Read(reader, Convert.FromHexString(Hex(framing, 2, FrameType.Sabm, [])), 1));
        }, iter: 500, seed: "0000KOIKpxW2");
    }

    private static Gen<Carried> GenFrame { get; } =
        Gen.Select(Gen.Int[0, 61], Gen.Int[0, 3].Select(i => i switch { 0 => FrameType.Sabm, 1 => FrameType.Disc, _ => FrameType.Uih }), Gen.OneOf(Gen.Byte.Array[0, Frame.MaxTaken], Gen.Int[0, 5].Select(i => _special[i]).Array[0, Frame.MaxTaken]))
            .Select((dlci, type, octets) => new Carried(dlci, type, type == FrameType.Uih ? octets : []));

    private static Gen<byte[]> GenNoise { get; } = Gen.OneOf(Gen.Const(Array.Empty<byte>()), Gen.Byte.Array[0, 30], Gen.Int[0, 6].Select(i => _telling[i]).Array[0, 30]);

    private static string Hex(Framing framing, int dlci, FrameType type, byte[] information)
    {
        var to = new OctetBuffer();
        new Frame(dlci, commandBit: true, type, poll: false, information).Write(to, framing);
        return Convert.ToHexString(to.Written);
    }

    private static List<string> Read(FrameReader reader, byte[] octets, int cut)
    {
        var found = new List<string>();
        for (var at = 0; at < octets.Length; at += cut)
        {
            var piece = octets.AsSpan(at, Math.Min(cut, octets.Length - at)).ToArray();
            ReadOnlySpan<byte> rest = piece;
            while (reader.TryRead(ref rest, out var frame)) found.Add(new Carried(frame.Dlci, frame.Type, frame.Information.ToArray()).ToString());
        }
        return found;
    }

    private sealed record Carried(int Dlci, FrameType Type, byte[] Information)
    {
        public byte[] Octets(Framing framing) => Convert.FromHexString(Hex(framing, Dlci, Type, Information));

        /// <summary>Address, control, information, FCS.</summary>
        public byte[] Fields()
        {
            byte[] header = [(byte)(Dlci << 2 | 3), (byte)Type];
            return [.. header, .. Information, Fcs8.Of(header)];
        }

        public override string ToString() => $"{Dlci}:{Type}:{Convert.ToHexString(Information)}";
    }
}
