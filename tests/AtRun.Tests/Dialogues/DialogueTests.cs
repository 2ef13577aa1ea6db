using System.Text.RegularExpressions;
using AtRun.Client.Conformance;
using Xunit;

namespace AtRun.Tests.Dialogues;

/// <summary>Every dialogue, whole, octet by octet, cut at seeded places, and in a channel of the multiplexer.</summary>
public sealed partial class DialogueTests
{
    public static TheoryData<string, Delivery> All()
    {
        var data = new TheoryData<string, Delivery>();
        foreach (var file in DialogueFiles.All())
            foreach (var delivery in Enum.GetValues<Delivery>())
                if (delivery != Delivery.InChannel || !NotInChannel(file)) data.Add(Path.GetRelativePath(DialogueFiles.Folder, file), delivery);
        return data;
    }

    private static bool NotInChannel(string file) => File.ReadLines(file).Any(l => NotThere().IsMatch(l));

    /// <summary>A comment that says why, or what has another effect in a channel: #SELINT is refused, three S2 are data, DTR of the port ends it.</summary>
    [GeneratedRegex(@"^(# no channel: |> AT.*#SELINT=[01]|> AT#SELINT=|raw > (2B ?)+$|text > \+\+\+|dtr 1 )")]
    private static partial Regex NotThere();

    [Theory]
    [MemberData(nameof(All))]
    public void Goes_as_written(string file, Delivery delivery)
    {
        var failure = new DialogueRun(Dialogue.Read(Path.Combine(DialogueFiles.Folder, file)), delivery).Play();
        if (failure is not null && delivery == Delivery.InChannel) failure += $"{Environment.NewLine}If it cannot be held in a channel by its nature, a comment says so: # no channel: reason";
        Assert.True(failure is null, failure);
    }
}
