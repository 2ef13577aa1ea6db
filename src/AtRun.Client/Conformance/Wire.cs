using AtRun.Protocol;
using AtRun.Protocol.Links;

namespace AtRun.Client.Conformance;

/// <summary>A link to a module whose octets are looked at one by one; in between, commands can be asked over it as over any other.</summary>
internal sealed class Wire : ILinkReceiver, ILink
{
    /// <summary>What is kept of what a module says and nobody expects, in octets; of more, the end.</summary>
    private const int MaxSaid = 64 * 1024;

    private readonly OctetBuffer _said = new(0);
    private readonly ILink _link;
    private AtSession? _session;
    private TaskCompletionSource _news = new();

    public Wire(AtSession session)
    {
        Time = session.Time;
        _link = session.HandOver(this);
    }

    /// <summary>For a link whose receiver this is already.</summary>
    public Wire(ILink link, TimeProvider time) => (_link, Time) = (link, time);

    public TimeProvider Time { get; }

    /// <summary>Sees each octet; the first value says whether it was sent by us.</summary>
    public Action<bool, ReadOnlySpan<byte>>? Tap { get; set; }

    /// <summary>Why the link is gone; null: it is there.</summary>
    public string? Gone { get; private set; }

    /// <summary>What was said and is not dealt with yet.</summary>
    public ReadOnlySpan<byte> Said => _said.Written;

    public int Unsent => _link.Unsent;

    public bool Paused
    {
        get => false;
        set { }
    }

    public void Send(ReadOnlySpan<byte> octets)
    {
        if (Gone is not null) return;
        Tap?.Invoke(true, octets);
        _link.Send(octets);
    }

    /// <summary>The first octets of what was said are dealt with.</summary>
    public void Take(int octets)
    {
        var rest = _said.Written[octets..].ToArray();
        _said.Clear();
        _said.Add(rest);
    }

    /// <summary>Waits until more is said. False: it was not within the span.</summary>
    public async Task<bool> More(TimeSpan within, CancellationToken stop)
    {
        if (Gone is not null || within <= TimeSpan.Zero) return false;
        // Not asynchronously: what waits with a limit would go on on another thread. News are the last thing that a receiver does.
        _news = new();
        try
        {
            await _news.Task.WaitAsync(within, Time, stop);
            return Gone is null;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Lets time pass; the end of the link ends it.</summary>
    public async Task Wait(TimeSpan span, CancellationToken stop)
    {
        var begun = Time.GetTimestamp();
        while (Gone is null && span - Time.GetElapsedTime(begun) is var left && left > TimeSpan.Zero) await More(left, stop);
    }

    /// <summary>Waits until nothing is said for a while and drops what was; false: it never was quiet within the limit.</summary>
    public async Task<bool> Quiet(TimeSpan span, TimeSpan limit, CancellationToken stop)
    {
        var begun = Time.GetTimestamp();
        while (await More(span, stop))
            if (Time.GetElapsedTime(begun) > limit) return false;
        _said.Clear();
        return Gone is null;
    }

    /// <summary>Runs a command as any program would, in whatever form the module answers. Null: there was no result in time.</summary>
    public async Task<AtResponse?> Ask(string command, TimeSpan within, CancellationToken stop)
    {
        _said.Clear();
        if (Gone is not null) return null;
        var session = new AtSession(this, new AtSessionOptions { Time = Time });
        _session = session;
        try
        {
            return await session.Execute(new AtRequest(command) { Timeout = within }, stop);
        }
        catch (EffectUnknownException e) when (e.Because == UnknownBecause.Cancelled)
        {
            throw new OperationCanceledException(stop);
        }
        catch (AtRunException)
        {
            return null;
        }
        finally
        {
            _session = null;
            _said.Clear();
        }
    }

    /// <summary>Ends the link to the module.</summary>
    public void End() => _link.Close();

    // A session that asked one command does not end the link.
    void ILink.Close() { }

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        Tap?.Invoke(false, octets);
        if (_session is ILinkReceiver session)
        {
            session.Received(octets);
            return;
        }
        _said.Add(octets);
        if (_said.Count > MaxSaid) Take(_said.Count - MaxSaid);
        _news.TrySetResult();
    }

    void ILinkReceiver.Drained() { }

    void ILinkReceiver.Ended(LinkEnd how)
    {
        Gone = how == LinkEnd.Finished ? "the module closed the connection" : "the connection broke";
        (_session as ILinkReceiver)?.Ended(how);
        _news.TrySetResult();
    }
}
