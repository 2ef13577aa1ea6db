namespace AtRun.Tests.Dialogues;

/// <summary>How what is typed reaches the module.</summary>
public enum Delivery
{
    Whole,
    OctetByOctet,
    CutBySeed1,
    CutBySeed2,

    /// <summary>Octet by octet, in channel 1 of the multiplexer on the port of instance 1.</summary>
    InChannel,
}

/// <summary>The dialogues beside the test program.</summary>
internal static class DialogueFiles
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Dialogues");

    public static IEnumerable<string> All() => Directory.EnumerateFiles(Folder, "*.at", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
