using System.Globalization;
using System.Text;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Results;

namespace AtRun.Client;

/// <summary>Follows what our own commands do to the format of answers: V, S3, S4. They act within the line that has them (V.250 §6.2).</summary>
internal static class FormatTracker
{
    /// <summary>The format of the answer to a line that is sent under <paramref name="format"/>.</summary>
    public static ResponseFormat After(string command, ResponseFormat format)
    {
        var position = 0;
        var body = Encoding.Latin1.GetBytes(command).AsSpan(2);
        while (CommandLine.TryNext(body, ref position, out var one))
        {
            if (one.Name.Length == 0) break;
            var first = one.Name[0] & 0xDF;
            if (first == 'V' && one.Name.Length == 1) format = format with { Verbose = Number(one.Parameters) != 0 };
            else if (first == 'S' && one.Form == Form.Write && Number(one.Parameters) is { } octet and < 128)
            {
                if (one.Name[1..].SequenceEqual("3"u8)) format = format with { TerminationCharacter = (byte)octet };
                else if (one.Name[1..].SequenceEqual("4"u8)) format = format with { FormattingCharacter = (byte)octet };
            }
            else if (Is(one.Name, "&F"u8)) format = ResponseFormat.Factory;
        }
        return format;
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> upper) => Ascii.EqualsIgnoreCase(name, upper);

    // V without a number is V0.
    private static int? Number(ReadOnlySpan<byte> digits) =>
        digits.IsEmpty ? 0 : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
