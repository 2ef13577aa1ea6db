using AtRun.Client.Conformance;
using AtRun.Protocol.Links;

namespace AtRun.Tests.Dialogues;

/// <summary>One way by which the module is talked with: what it said there and nobody expected yet.</summary>
/// <param name="prefix">How a line of the dialogue names it.</param>
internal sealed class Channel(string prefix) : ILinkReceiver
{
    public string Prefix => prefix;
    public List<byte> Said { get; } = [];

    /// <summary>The next line begins a block.</summary>
    public bool Fresh { get; set; } = true;

    /// <summary>The far end's own end of a connection; null for a port of the module.</summary>
    public AtRun.Simulation.MemoryLink? Link { get; set; }

    public bool IsOver { get; private set; }

    /// <summary>All of it as lines of a dialogue.</summary>
    public IEnumerable<string> Lines() => Framing.Decode([.. Said], Fresh).Select(l => prefix + l);

    public void Received(ReadOnlySpan<byte> octets) => Said.AddRange(octets.ToArray());

    public void Drained() { }

    public void Ended(LinkEnd how) => IsOver = true;
}
