using AtRun.Client.Conformance;
using Xunit;

namespace AtRun.Tests.Dialogues;

/// <summary>Every dialogue, whole, octet by octet and cut at seeded places.</summary>
public sealed class DialogueTests
{
    public static TheoryData<string, Delivery> All()
    {
        var data = new TheoryData<string, Delivery>();
        foreach (var file in DialogueFiles.All())
            foreach (var delivery in Enum.GetValues<Delivery>()) data.Add(Path.GetRelativePath(DialogueFiles.Folder, file), delivery);
        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Goes_as_written(string file, Delivery delivery)
    {
        var failure = new DialogueRun(Dialogue.Read(Path.Combine(DialogueFiles.Folder, file)), delivery).Play();
        Assert.True(failure is null, failure);
    }
}
