using System.Text;
using AtRun.Protocol.Responses;
using AtRun.Protocol.Results;

namespace AtRun.Client.Messages;

/// <summary>The text of an answer by SMS, read as what the module's instance wrote: lines and a final result, without an echo (SMS-6, DEC-3).</summary>
/// <param name="Items">In their order; the final result, if there is one, is the last.</param>
internal sealed record SmsAnswer(IReadOnlyList<ResponseItem> Items)
{
    /// <summary>It ends with a final result: it is whole.</summary>
    public bool IsComplete => Items is [.., { Kind: ResponseItemKind.FinalResult }];

    public ResponseItem Final => Items[^1];

    public List<string> Lines => [.. Items.Where(i => i.Kind is ResponseItemKind.InformationText or ResponseItemKind.LineTooLong).Select(i => i.Text)];

    /// <summary>Reads a text; what is not of Latin-1, as the Greek letters of the GSM alphabet, is a question mark then.</summary>
    /// <param name="text">All parts together.</param>
    /// <param name="command">The command line that it answers.</param>
    /// <param name="format">As far as it is known; an answer in numbers (V0) is understood in any case.</param>
    public static SmsAnswer Read(string text, string command, ResponseFormat format)
    {
        var octets = Encoding.Latin1.GetBytes(text);
        var answer = Read(octets, command, format);
        return answer.IsComplete ? answer : Read(octets, command, format with { Verbose = !format.Verbose }) is { IsComplete: true } other ? other : answer;
    }

    private static SmsAnswer Read(ReadOnlySpan<byte> octets, string command, ResponseFormat format)
    {
        var reader = new ResponseReader { Format = format };
        Begin();
        var items = new List<ResponseItem>();
        while (!octets.IsEmpty)
        {
            var item = reader.Read(octets, out var consumed);
            octets = octets[consumed..];
            if (item is { } one) Add(one, octets);
        }
        // A line that was cut off has no end.
        if (reader.Read([format.TerminationCharacter], out _) is { } last) Add(last, []);
        return new(items);

        void Begin()
        {
            reader.Expect(command);
            reader.ExpectEcho("");
        }

        void Add(ResponseItem item, ReadOnlySpan<byte> rest)
        {
            if (item.Kind == ResponseItemKind.FinalResult && !IsBlank(rest))
            {
                // The answer of AT+CMGR may have an OK in it: the final result is the last.
                item = item with { Kind = ResponseItemKind.InformationText };
                Begin();
            }
            items.Add(item);
        }

        bool IsBlank(ReadOnlySpan<byte> rest) => rest.IndexOfAnyExcept([(byte)'\r', (byte)'\n', format.TerminationCharacter, format.FormattingCharacter]) < 0;
    }
}
