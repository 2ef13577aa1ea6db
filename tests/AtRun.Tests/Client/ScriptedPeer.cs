using System.Text;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using AtRun.Transport;

namespace AtRun.Tests.Client;

/// <summary>The far end of a link in memory, which says what the test tells it to; everything runs on one turn.</summary>
internal sealed class ScriptedPeer : ILinkReceiver
{
    private readonly StringBuilder _heard = new();
    private readonly MemoryLink _far;

    /// <param name="cut">How what is sent is cut, both ways; null: not at all.</param>
    /// <param name="capacity">Octets that the way holds before the sender has to keep them.</param>
    public ScriptedPeer(Func<int, int>? cut = null, int capacity = 64 * 1024)
    {
        (Near, _far) = MemoryLink.Pair(Turn.Post, cut, capacity);
        _far.Receiver = this;
    }

    public TestTurn Turn { get; } = new();

    /// <summary>The end that the code under test has.</summary>
    public MemoryLink Near { get; }

    public bool IsEnded { get; private set; }

    /// <summary>Reads nothing, as a peer that hangs.</summary>
    public bool Deaf
    {
        set => _far.Paused = value;
    }

    /// <summary>What was heard since the last time.</summary>
    public string Heard()
    {
        var text = _heard.ToString();
        _heard.Clear();
        return text;
    }

    public void Say(string text) => Turn.Do(() => _far.Send(Encoding.Latin1.GetBytes(text)));

    public void Close() => Turn.Do(_far.Close);

    public void Reset() => Turn.Do(_far.Reset);

    /// <summary>Begins something on the turn and lets follow from it what can without time passing.</summary>
    public Task<T> Begin<T>(Func<Task<T>> work)
    {
        Task<T>? task = null;
        Turn.Do(() => task = work());
        return task!;
    }

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets) => _heard.Append(Encoding.Latin1.GetString(octets));

    void ILinkReceiver.Drained() { }

    void ILinkReceiver.Ended(LinkEnd how) => IsEnded = true;
}
