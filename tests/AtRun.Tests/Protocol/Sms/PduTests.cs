using System.Text.RegularExpressions;
using AtRun.Protocol.Sms;
using Xunit;

namespace AtRun.Tests.Protocol.Sms;

/// <summary>The PDUs of <c>Pdus/*.txt</c>: what they say, and the same octets again; behind <c>-&gt;</c> the octets where they are made regular.</summary>
public sealed partial class PduTests
{
    public static TheoryData<string, int> Lines()
    {
        var lines = new TheoryData<string, int>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.txt").Order(StringComparer.Ordinal))
        {
            var number = 0;
            foreach (var line in File.ReadLines(file))
            {
                number++;
                if (line.Length > 0 && line[0] != '#') lines.Add(Path.GetFileName(file), number);
            }
        }
        return lines;
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Says_what_the_file_says(string file, int line)
    {
        var parts = Line().Match(File.ReadLines(Path.Combine(Folder, file)).ElementAt(line - 1));
        Assert.True(parts.Success, "direction, hexadecimal, what it says");
        var (hex, said, regular) = (parts.Groups["hex"].Value.Replace(" ", "", StringComparison.Ordinal), parts.Groups["said"].Value, parts.Groups["regular"].Value);
        var direction = parts.Groups["direction"].Value == "to-mobile" ? TpduDirection.ToMobile : TpduDirection.ToCentre;

        if (!SmsPdu.TryParse(parts.Groups["hex"].Value, direction, out var pdu, out var error))
        {
            Assert.Equal(said, error.ToString());
            Assert.Null(pdu);
            return;
        }
        Assert.Equal(default, error);
        Assert.Equal(said, Said.By(pdu));
        Assert.Equal(regular.Length > 0 ? regular : hex, pdu.ToString());
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Pdus");

    [GeneratedRegex("^(?<direction>to-mobile|to-centre) (?<hex>[0-9A-Fa-f ]*[0-9A-Fa-f]) (?<said>.*?)( -> (?<regular>[0-9A-F]+))?$")]
    private static partial Regex Line();
}
