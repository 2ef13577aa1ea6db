using AtRun.Module.Worlds;
using AtRun.Runtimes.Python;
using Xunit;

namespace AtRun.Tests.Runtimes;

/// <summary>What passes between an interpreter and the module.</summary>
public sealed class ScriptCodecTests
{
    private static readonly ScriptValue _sample = ScriptValue.Of(
        ScriptValue.None, ScriptValue.Of(-2), ScriptValue.Of(long.MaxValue), ScriptValue.Of("\r\n\u00ff\0"), ScriptValue.Of(ScriptValue.Of("MDM"), ScriptValue.Of()));

    [Fact]
    public void A_frame_is_its_length_and_a_value() =>
        Assert.Equal("00000010" + "03" + "00000002" + "00" + "02" + "00000005" + "41540DFF00", Convert.ToHexString(ScriptCodec.Frame(ScriptValue.Of(ScriptValue.None, ScriptValue.Of("AT\r\u00ff\0")))));

    [Fact]
    public void Values_come_back_however_they_are_cut()
    {
        byte[] octets = [.. ScriptCodec.Frame(_sample), .. ScriptCodec.Frame(ScriptValue.Of(7))];
        for (var size = 1; size <= octets.Length; size++)
        {
            var reader = new FrameReader();
            var found = new List<ScriptValue>();
            foreach (var piece in octets.Chunk(size))
            {
                reader.Add(piece);
                while (reader.TryNext(out var frame)) found.Add(frame);
            }
            Assert.Null(reader.Fault);
            Assert.Equal([Show(_sample), "7"], found.Select(Show));
        }
    }

    [Theory]
    [InlineData("FFFFFFFF", "a frame of 4294967295 octets, 5242880 at most")]
    [InlineData("00000000", "a frame that holds no value")]
    [InlineData("0000000104", "a frame that holds no value")]
    [InlineData("000000020000", "a frame that holds no value")]
    [InlineData("00000006020000000541", "a frame that holds no value")]
    [InlineData("0000000502FFFFFFFF", "a frame that holds no value")]
    [InlineData("0000000503 7FFFFFFF", "a frame that holds no value")]
    [InlineData("000000030100FF", "a frame that holds no value")]
    public void What_is_no_frame_is_the_end(string sent, string fault)
    {
        var reader = new FrameReader();
        reader.Add(Convert.FromHexString(sent.Replace(" ", "", StringComparison.Ordinal)));
        Assert.False(reader.TryNext(out _));
        Assert.Equal(fault, reader.Fault);
        reader.Add(ScriptCodec.Frame(_sample));
        Assert.False(reader.TryNext(out _));
    }

    [Fact]
    public void Tuples_are_not_nested_without_end()
    {
        var value = ScriptValue.None;
        for (var i = 0; i < 20; i++) value = ScriptValue.Of(value);
        Assert.False(ScriptCodec.TryRead(ScriptCodec.Frame(value).AsSpan(4), out _));
        // Many values in few octets.
        Assert.False(ScriptCodec.TryRead(ScriptCodec.Frame(ScriptValue.Of([.. Enumerable.Repeat(ScriptValue.None, 70_000)])).AsSpan(4), out _));
    }

    private static string Show(ScriptValue value) => value.Kind switch
    {
        ScriptValueKind.None => "None",
        ScriptValueKind.Integer => $"{value.Integer}",
        ScriptValueKind.Octets => Convert.ToHexString(value.Octets.Span),
        _ => $"({string.Join(' ', value.Items.Select(Show))})",
    };
}
