using System.Text;
using AtRun.Protocol;
using AtRun.Protocol.Responses;
using AtRun.Protocol.Results;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Protocol.Responses;

public sealed class ResponseReaderProperties
{
    private const int MaxLineLength = 40;
    private const long Iterations = 2000;

    private static readonly string[] _pieces =
    [
        "\r", "\n", "\r\n", "\r\n", "\r\n", "\0", "ÿ", "ÿû\u0001", "ÿú", "ÿð", " ", ">", "> ", "\r\n> ", "\r\n>>>", "\r\n<<<", "AT", "AT+CMGS=12", "OK", "\r\nOK\r\n", "0\r", "12\r", "1", "ERROR",
        "CONNECT", "CONNECT 9600", "\r\n+CME ERROR: 10\r\n", "+CMS ERROR:", "\r\n+CMT: ,24\r\n", "+CDS: 25", "+CBM: 1,2", "RING", "NO CARRIER", "\r\n#QSS: 1\r\n", "+CREG: 0,1", "$GPGSA,A", "CONNECTED", "\r\nDISCONNECTED\r\n", "abc", "\u001A",
        "a line that is longer than the reader of this test can hold, by far",
    ];

    private static readonly Gen<string> _stream = Gen.OneOf(_pieces).Array[0, 30].Select(string.Concat);
    private static readonly Gen<byte[]> _octets = Gen.OneOf(_stream.Select(Encoding.Latin1.GetBytes), Gen.Byte.Array[0, 200]);

    private static readonly string[] _commandLines = ["", "AT", "AT+CMGS=12", "AT#WSCRIPT=\"a\",1", "AT#RSCRIPT=\"a\"", "AT+CREG?;#QSS?", "ATD1;"];

    [Fact]
    public void How_the_octets_are_cut_does_not_matter() =>
        Gen.Select(_octets, Gen.Int, Gen.Bool, Gen.Bool, Gen.OneOf(_commandLines)).Sample((octets, seed, strict, verbose, commandLine) =>
        {
            var whole = Read([octets]);
            Assert.Equal(whole, Read(octets.Select(octet => new[] { octet })));
            Assert.Equal(whole, Read(Transcript.Cut(octets, new Random(seed))));

            string[] Read(IEnumerable<byte[]> pieces) => Transcript.Read(pieces, strict, Prepare, After, MaxLineLength);

            void Prepare(ResponseReader reader)
            {
                reader.Format = ResponseFormat.Factory with { Verbose = verbose };
                reader.Expect(commandLine);
            }
        }, iter: Iterations);

    [Fact]
    public void Nothing_throws_and_no_line_is_longer_than_allowed() =>
        Gen.Select(_octets, Gen.Bool, Gen.Bool).Sample((octets, strict, verbose) =>
        {
            var reader = new ResponseReader(new ResponseReaderOptions { Strict = strict, MaxLineLength = MaxLineLength }) { Format = ResponseFormat.Factory with { Verbose = verbose } };
            reader.Expect("AT");
            ReadOnlySpan<byte> rest = octets;
            while (reader.Read(rest, out var consumed) is { } item)
            {
                Assert.InRange(consumed, 1, rest.Length);
                Assert.InRange(item.Text.Length, 0, MaxLineLength);
                Assert.InRange(item.Continuation?.Length ?? 0, 0, MaxLineLength);
                _ = ResponseValues.TryDecode(item.Text, out var values, out var error);
                Assert.True(values is null ^ error is null);
                rest = rest[consumed..];
            }
        }, iter: Iterations);

    [Fact]
    public void A_line_without_end_takes_bounded_memory()
    {
        var reader = new ResponseReader();
        var octets = new byte[1 << 16];
        octets.AsSpan().Fill((byte)'x');
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 64; i++)
            Assert.Null(reader.Read(octets, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * ResponseReaderOptions.DefaultMaxLineLength);
        var item = reader.Read("\r\nOK\r\n"u8, out var consumed);
        Assert.Equal((ResponseItemKind.LineTooLong, new string('x', ResponseReaderOptions.DefaultMaxLineLength)), (item!.Value.Kind, item.Value.Text));
        Assert.Equal(FinalResult.Ok, reader.Read("\r\nOK\r\n"u8[consumed..], out _)!.Value.Result);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_line_of_the_greatest_length_is_whole_and_one_octet_more_is_too_long(bool strict)
    {
        var fits = new string('x', MaxLineLength);
        var octets = Encoding.Latin1.GetBytes($"\r\n{fits}\r\n{fits}y\r\n\r\n+CMT: 1\r\n{fits}y\r\n\r\nOK\r\n");
        string[] expected = [$"text {fits}", $"long {fits}", $"long +CMT: 1 / {fits}", "result OK"];
        Assert.Equal(expected, Transcript.Read([octets], strict, reader => reader.Expect("AT"), null, MaxLineLength));
        Assert.Equal(expected, Transcript.Read(octets.Select(octet => new[] { octet }), strict, reader => reader.Expect("AT"), null, MaxLineLength));
    }

    /// <summary>What the module's writer writes, the operator's reader reads, in every format.</summary>
    [Fact]
    public void What_is_written_is_read()
    {
        var line = Gen.Char["abc,.: 1\"ä"].Array[1, 12].Select(characters => new string(characters)).Where(text => text.Trim(' ').Length > 2 && !text.StartsWith(' ') && !text.EndsWith(' '));
        var result = Gen.OneOf(Gen.OneOf([.. CmeError.All]).Select(FinalResult.Of), Gen.OneOf([.. CmsError.All]).Select(FinalResult.Of), Gen.OneOf([.. ResultCode.All]).Select(code => code.Result).Where(code => code.Kind != ResultKind.Ring));
        Gen.Select(line.Array[0, 4].Array[0, 3], result, Gen.Bool, Gen.Bool, Gen.OneOf(ErrorReporting.Off, ErrorReporting.Number, ErrorReporting.Text)).Sample((blocks, final, verbose, strict, reporting) =>
        {
            var format = ResponseFormat.Factory with { Verbose = verbose, ErrorReporting = reporting };
            var output = new OctetBuffer();
            var writer = new ResponseWriter(output) { Format = format };
            foreach (var block in blocks)
            {
                writer.BeginBlock();
                foreach (var text in block)
                    writer.Line(text);
            }
            writer.Result(final);

            var read = Transcript.Read([output.Written.ToArray()], strict, Prepare, null);
            Assert.Equal(blocks.SelectMany(block => block).Select(text => "text " + text), read[..^1]);
            Assert.Equal("result " + Expected(), read[^1]);

            void Prepare(ResponseReader reader)
            {
                reader.Format = format;
                reader.Expect("AT");
            }

            FinalResult Expected() => final.Kind switch
            {
                ResultKind.Cme when reporting == ErrorReporting.Off => FinalResult.Error,
                ResultKind.Cme when reporting == ErrorReporting.Text => CmeError.Find(final.CmeError!.Text)!,
                ResultKind.Connect when !verbose => FinalResult.Connect,
                _ => final,
            };
        });
    }

    private static void After(ResponseReader reader, ResponseItem item)
    {
        if (item.Kind == ResponseItemKind.Prompt)
            reader.ExpectEcho("abc\u001A");
        else if (item.Kind == ResponseItemKind.FinalResult && item.Result.Kind == ResultKind.Connect)
            reader.BeginData(7);
        else if (item.Kind == ResponseItemKind.FinalResult)
            reader.Expect("AT");
    }
}
