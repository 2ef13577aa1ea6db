using AtRun.Protocol.Links;

namespace AtRun.Tests.Client.Downloads;

/// <summary>A link that breaks once so many octets have been sent.</summary>
/// <param name="to">Whoever receives.</param>
/// <param name="octets">That it carries; the next one breaks it.</param>
/// <param name="broken">Told when it breaks.</param>
internal sealed class BreakingLink(ILinkReceiver to, long octets, Action? broken = null) : ILink, ILinkReceiver
{
    private long _left = octets;
    private bool _over;

    public ILink Inner { get; set; } = null!;

    public int Unsent => Inner.Unsent;

    public bool Paused
    {
        get => Inner.Paused;
        set => Inner.Paused = value;
    }

    public void Send(ReadOnlySpan<byte> octets)
    {
        if (_over) return;
        Inner.Send(octets[..(int)Math.Min(octets.Length, _left)]);
        _left -= octets.Length;
        if (_left >= 0) return;
        _over = true;
        Inner.Close();
        broken?.Invoke();
        to.Ended(LinkEnd.Reset);
    }

    public void Close() => Inner.Close();

    public void Received(ReadOnlySpan<byte> octets)
    {
        if (!_over) to.Received(octets);
    }

    public void Drained()
    {
        if (!_over) to.Drained();
    }

    public void Ended(LinkEnd how)
    {
        if (!_over) to.Ended(how);
    }
}
