using System.Net;
using AtRun.Protocol.Links;
using AtRun.Protocol.Responses;

namespace AtRun.Client.Listening;

/// <summary>
/// One connection that somebody dialled: first whoever it is (<see cref="FirstContact"/>), then a session with a module. It is the link of
/// that session: a session that ends because an answer did not come leaves the connection open, and the conversation is found again.
/// </summary>
internal sealed class ModuleConnection(ModuleListener listener, ILink link, IPEndPoint peer) : WheelItem, ILink, ILinkReceiver
{
    private FirstContact? _contact;
    private bool _lastChance;
    private bool _closed;

    public IPEndPoint Peer => peer;

    /// <summary>Milliseconds on the listener's clock.</summary>
    public long AcceptedAt { get; } = listener.Wheel.Now;

    public long LastHeard { get; private set; } = listener.Wheel.Now;

    /// <summary>Who it is, once that is known.</summary>
    public RemoteModule? Module { get; set; }

    /// <summary>Null: the conversation has not begun, or is being found again.</summary>
    public AtSession? Session { get; private set; }

    /// <summary>In the list of those that are not identified.</summary>
    public LinkedListNode<ModuleConnection>? Place { get; set; }

    int ILink.Unsent => link.Unsent;

    bool ILink.Paused
    {
        get => link.Paused;
        set => link.Paused = value;
    }

    /// <summary>Begins, or begins anew where the session lost the thread.</summary>
    public void Begin()
    {
        _contact = new FirstContact(listener.Options, Module?.Imei, listener.Wheel.Now);
        listener.Wheel.Set(this, _contact.Deadline);
    }

    /// <summary>An exchange is under way after which nothing would be left to try: without an answer the connection is dead.</summary>
    public void IsLastChance(bool yes) => _lastChance = yes;

    /// <summary>Ends it; what is under way ends with it. False: it was over.</summary>
    public bool TryClose(UnknownBecause because)
    {
        if (_closed) return false;
        _closed = true;
        listener.Wheel.Clear(this);
        _contact = null;
        var session = Session;
        Session = null;
        if (because == UnknownBecause.Disconnected) ((ILinkReceiver?)session)?.Ended(LinkEnd.Finished);
        else session?.Close();
        link.Close();
        return true;
    }

    void ILink.Send(ReadOnlySpan<byte> octets) => link.Send(octets);

    // The session is over.
    void ILink.Close()
    {
        if (_closed || Session is not { } session) return;
        Session = null;
        if (session.OverBecause is UnknownBecause.TimedOut or UnknownBecause.Cancelled && !_lastChance) Begin();
        else listener.Lose(this, session.OverBecause == UnknownBecause.TimedOut ? "it does not answer." : "it waits for data that nobody has.");
    }

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        LastHeard = listener.Wheel.Now;
        if (_contact is { } contact) Follow(contact, contact.Take(ref octets, LastHeard, link));
        if (!octets.IsEmpty && _contact is null) ((ILinkReceiver?)Session)?.Received(octets);
    }

    void ILinkReceiver.Drained() => ((ILinkReceiver?)Session)?.Drained();

    void ILinkReceiver.Ended(LinkEnd how) => listener.Lose(this, how == LinkEnd.Finished ? "it closed the connection." : "the connection broke.");

    internal override void Elapsed()
    {
        if (_closed) return;
        if (_contact is { } contact) Follow(contact, contact.Elapsed(listener.Wheel.Now, link));
        else if (Module is { } module) module.Idle(this);
    }

    private void Follow(FirstContact contact, ContactStep step)
    {
        switch (step)
        {
            case ContactStep.Waiting:
                listener.Wheel.Set(this, contact.Deadline);
                break;
            case ContactStep.GivenUp:
                listener.Lose(this, contact.Why!);
                break;
            default:
                _contact = null;
                Session = new AtSession(this, listener.SessionOptions);
                if (contact.Numeric) Session.ExpectNumbers();
                Session.Unsolicited += Unsolicited;
                Session.Heard += Heard;
                listener.Found(this, contact.Imei!);
                break;
        }
    }

    private void Unsolicited(ResponseItem item) => Module?.TellUnsolicited(item);

    private void Heard(ResponseItem item) => Module?.TellHeard(item);
}
