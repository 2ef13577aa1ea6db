using AtRun.Client.Conformance;
using Xunit;

namespace AtRun.Tests.Dialogues;

/// <summary>Every dialogue, whole, octet by octet, cut at seeded places, and in a channel of the multiplexer.</summary>
public sealed class DialogueTests
{
    public static TheoryData<string, Delivery> All()
    {
        var data = new TheoryData<string, Delivery>();
        foreach (var file in DialogueFiles.All())
            foreach (var delivery in Enum.GetValues<Delivery>())
                if (delivery != Delivery.InChannel || !NotInChannel(file)) data.Add(Path.GetRelativePath(DialogueFiles.Folder, file), delivery);
        return data;
    }

    // The comment says why.
    private static bool NotInChannel(string file) => File.ReadLines(file).Any(l => l.StartsWith("# no channel: ", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(All))]
    public void Goes_as_written(string file, Delivery delivery)
    {
        var failure = new DialogueRun(Dialogue.Read(Path.Combine(DialogueFiles.Folder, file)), delivery).Play();
        if (failure is not null && delivery == Delivery.InChannel) failure += $"{Environment.NewLine}If it cannot be held in a channel by its nature, a comment says so: # no channel: reason";
        Assert.True(failure is null, failure);
    }
}
