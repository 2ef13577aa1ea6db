using AtRun.Protocol.Links;
using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>A connection of this machine, unix(7), on an <see cref="EventLoop"/>.</summary>
/// <remarks>What the system has taken is read by the peer also after Close.</remarks>
public sealed class UnixLink : DescriptorLink
{
    internal UnixLink(EventLoop loop, int fd)
        : base(loop, fd)
    {
    }

    private protected override bool ShortReadIsAll => true;

    public override void Close()
    {
        if (State == LinkState.Closed)
            return;

        LastSend();
        Release();
    }

    internal void Accept(Func<UnixLink, ILinkReceiver?> accept)
    {
        State = LinkState.Open;
        Loop.Register(this, Fd, AllEdges);
        try
        {
            Receiver = accept(this);
        }
        catch
        {
            Release();
            throw;
        }

        if (Receiver is null)
            Release();
    }

    private protected override unsafe nint Read(byte* buffer, int count) => recv(Fd, buffer, (nuint)count, 0);

    private protected override unsafe nint Write(byte* octets, int count) => send(Fd, octets, (nuint)count, MSG_NOSIGNAL);
}
