using Xunit;

namespace AtRun.Tests.Dialogues;

/// <summary>Every dialogue, whole, octet by octet and cut at seeded places.</summary>
public sealed class DialogueTests
{
    public static TheoryData<string, Delivery> All()
    {
        var data = new TheoryData<string, Delivery>();
        foreach (var file in Dialogue.Files())
            foreach (var delivery in Enum.GetValues<Delivery>()) data.Add(Path.GetRelativePath(Dialogue.Folder, file), delivery);
        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Goes_as_written(string file, Delivery delivery)
    {
        var failure = new DialogueRun(Dialogue.Read(Path.Combine(Dialogue.Folder, file)), delivery).Play();
        Assert.True(failure is null, failure);
    }
}
