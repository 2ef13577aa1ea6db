using System.Text;
using AtRun.Protocol.Responses;
using Xunit;

namespace AtRun.Tests.Protocol.Responses;

/// <summary>Runs octets through a reader, whole and in pieces, and writes down one line per item.</summary>
internal static class Transcript
{
    /// <param name="octets">Latin-1.</param>
    /// <param name="strict">Of the reader.</param>
    /// <param name="prepare">Before the first octet.</param>
    /// <param name="after">After each item.</param>
    public static string[] Read(string octets, bool strict, Action<ResponseReader>? prepare = null, Action<ResponseReader, ResponseItem>? after = null)
    {
        var input = Encoding.Latin1.GetBytes(octets);
        var whole = Read([input], strict, prepare, after);
        Assert.Equal(whole, Read(input.Select(octet => new[] { octet }), strict, prepare, after));
        for (var seed = 0; seed < 20; seed++)
            Assert.Equal(whole, Read(Cut(input, new Random(seed)), strict, prepare, after));
        return whole;
    }

    /// <summary>The same in strict and in lenient mode.</summary>
    public static string[] ReadBoth(string octets, Action<ResponseReader>? prepare = null, Action<ResponseReader, ResponseItem>? after = null)
    {
        var strict = Read(octets, strict: true, prepare, after);
        Assert.Equal(strict, Read(octets, strict: false, prepare, after).Select(line => line == "prompt Message >" ? "prompt Message > " : line));
        return strict;
    }

    public static string[] Read(IEnumerable<byte[]> pieces, bool strict, Action<ResponseReader>? prepare, Action<ResponseReader, ResponseItem>? after, int maxLineLength = ResponseReaderOptions.DefaultMaxLineLength)
    {
        var reader = new ResponseReader(new ResponseReaderOptions { Strict = strict, MaxLineLength = maxLineLength });
        prepare?.Invoke(reader);
        var lines = new List<string>();
        var data = new StringBuilder();
        foreach (var piece in pieces)
        {
            ReadOnlySpan<byte> rest = piece;
            while (reader.Read(rest, out var consumed) is { } item)
            {
                rest = rest[consumed..];
                if (item.Kind == ResponseItemKind.Data)
                    data.Append(Encoding.Latin1.GetString(item.Octets.Span));
                else
                {
                    Flush();
                    lines.Add(Written(item));
                }
                after?.Invoke(reader, item);
            }
        }
        Flush();
        return [.. lines];

        void Flush()
        {
            if (data.Length > 0)
                lines.Add("data " + data);
            data.Clear();
        }
    }

    public static IEnumerable<byte[]> Cut(byte[] input, Random random)
    {
        for (var at = 0; at < input.Length;)
        {
            var length = Math.Min(random.Next(0, 6), input.Length - at);
            yield return input[at..(at + length)];
            at += length;
        }
    }

    private static string Written(ResponseItem item) => item.Kind switch
    {
        ResponseItemKind.Echo => $"echo {item.Text}",
        ResponseItemKind.InformationText => $"text {item.Text}",
        ResponseItemKind.FinalResult => $"result {item.Result}",
        ResponseItemKind.Prompt => $"prompt {item.Prompt} {item.Text}",
        ResponseItemKind.Unsolicited => $"urc {item.Text}{(item.Continuation is null ? "" : $" / {item.Continuation}")}",
        ResponseItemKind.LineTooLong => $"long {item.Text}{(item.Continuation is null ? "" : $" / {item.Continuation}")}",
        _ => $"{item.Kind}",
    };
}
