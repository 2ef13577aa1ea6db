using AtRun.Protocol.Links;

namespace AtRun.Client;

/// <summary>Passes on what a link brings: first to the login, then to the session.</summary>
internal sealed class LinkRelay(ILinkReceiver first) : ILinkReceiver
{
    public ILinkReceiver To { get; set; } = first;

    public void Received(ReadOnlySpan<byte> octets) => To.Received(octets);

    public void Drained() => To.Drained();

    public void Ended(LinkEnd how) => To.Ended(how);
}
