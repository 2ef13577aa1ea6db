using System.Net;
using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.Links;

namespace AtRun.Module.Ip;

/// <summary>A connection behind a <see cref="PacketGate"/>: both ends see that nothing passes for a while, and no more.</summary>
internal class GatedLink(PacketGate gate) : ILink, ILoginReceiver
{
    private ILinkReceiver? _receiver;
    private OctetBuffer? _held;
    private LinkEnd? _ended;
    private bool _paused;

    /// <summary>Its user has closed it.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The link outside; null: there is none yet.</summary>
    protected ILink? Link { get; private set; }

    public int Unsent => (Link?.Unsent ?? 0) + (_held?.Count ?? 0);

    public bool Paused
    {
        get => _paused;
        set
        {
            _paused = value;
            if (Link is { } link) link.Paused = value || gate.IsSuspended;
        }
    }

    // Who is asked before he knows says yes: a record rather shows too little.
    bool ILoginReceiver.BeginsWithLogin => _receiver is null or ILoginReceiver { BeginsWithLogin: true };

    public void Send(ReadOnlySpan<byte> octets)
    {
        if (IsClosed) return;
        if (Link is { } link && !gate.IsSuspended) link.Send(octets);
        else (_held ??= new(octets.Length)).Add(octets);
    }

    public void KeepAlive(TimeSpan after) => Link?.KeepAlive(after);

    /// <summary>What waits is sent first, when the gate is open.</summary>
    public void Close()
    {
        if (IsClosed) return;
        IsClosed = true;
        if (!gate.IsSuspended) Finish();
    }

    /// <summary>Who receives; null: nobody does.</summary>
    public bool Serve(ILinkReceiver? receiver) => (_receiver = receiver) is not null;

    /// <summary>The way outside.</summary>
    public void Join(ILink link)
    {
        Link = link;
        gate.Add(this);
        if (gate.IsSuspended) Hold();
        else if (_held is { } held)
        {
            _held = null;
            link.Send(held.Written);
        }
    }

    /// <summary>The gate closes.</summary>
    public void Hold() => Link!.Paused = true;

    /// <summary>The gate opens.</summary>
    public void Release()
    {
        var held = _held;
        _held = null;
        if (held is not null) Link!.Send(held.Written);
        if (held is not null && !IsClosed && Link!.Unsent == 0) _receiver?.Drained();
        if (IsClosed) Finish();
        else if (_ended is { } how) Ended(how);
        else Link!.Paused = _paused;
    }

    /// <summary>The power went: nothing more is sent.</summary>
    public void Drop()
    {
        _held = null;
        if (IsClosed) Finish();
    }

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets) => _receiver?.Received(octets);

    void ILinkReceiver.Drained()
    {
        if (_held is null) _receiver?.Drained();
    }

    void ILinkReceiver.Ended(LinkEnd how)
    {
        if (gate.IsSuspended) _ended = how;
        else Ended(how);
    }

    private void Ended(LinkEnd how)
    {
        gate.Remove(this);
        if (_receiver is { } receiver) receiver.Ended(how);
        else Finish();
    }

    private void Finish()
    {
        gate.Remove(this);
        Link?.Close();
    }
}

/// <summary>A connection of this side behind a gate.</summary>
internal sealed class GatedConnection(PacketGate gate, IPAddress local) : GatedLink(gate), IConnection
{
    /// <summary>Without a port while it waits for the gate.</summary>
    public IPEndPoint Local => (Link as IConnection)?.Local ?? new(local, 0);
}
