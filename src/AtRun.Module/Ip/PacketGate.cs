using System.Net;
using System.Net.Sockets;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;

namespace AtRun.Module.Ip;

/// <summary>The way of the module's IP to the world: while packet service is suspended (43.064 §5.1; TCP-24) nothing passes, and nothing is lost that TCP would not lose.</summary>
/// <remarks>
/// Contexts and connections stay, and so does the registration: neither +CGREG nor #SGACT shows it. What is sent on connections waits here, what peers
/// send waits at the peers; connecting, names and echo requests wait. Datagrams are lost, as their users must expect.
/// </remarks>
public sealed class PacketGate(IInternet outside, TimeProvider time) : IInternet
{
    private readonly HashSet<GatedLink> _links = [];
    private readonly List<Action> _later = [];
    private int _suspensions;

    /// <summary>The address of the GSM context, whose traffic goes by the call and not by packet service: the gate is none for it. Null while it is down.</summary>
    public IPAddress? Beside { get; set; }

    /// <summary>Nothing passes.</summary>
    public bool IsSuspended => _suspensions > 0;

    /// <summary>Closes the gate until the result is disposed of.</summary>
    public IDisposable Suspend()
    {
        if (_suspensions++ == 0)
            foreach (var link in _links) link.Hold();
        return new Suspension(this);
    }

    /// <summary>Power-off: what waits is dropped.</summary>
    public void End()
    {
        _later.Clear();
        _suspensions = 0;
        foreach (var link in _links.ToArray()) link.Drop();
    }

    internal void Add(GatedLink link) => _links.Add(link);

    internal void Remove(GatedLink link) => _links.Remove(link);

    /// <summary>Completes when the gate is open.</summary>
    public Task Opened(CancellationToken stop)
    {
        if (!IsSuspended) return Task.CompletedTask;
        var opened = new TaskCompletionSource();
        _later.Add(opened.SetResult);
        return opened.Task.WaitAsync(stop);
    }

    public IDisposable Listen(IPEndPoint local, Offer offer) => outside.Listen(local, IsBeside(local.Address) ? offer : (link, peer) =>
    {
        var gated = new GatedLink(this);
        gated.Join(link);
        WhenOpen(() =>
        {
            if (!gated.IsClosed && !gated.Serve(offer(gated, peer))) gated.Close();
        });
        return gated.IsClosed ? null : gated;
    });

    public IConnection Connect(IPAddress local, IPEndPoint remote, Func<ILink, ILinkReceiver> receiver, Action<SocketError> connected)
    {
        if (IsBeside(local)) return outside.Connect(local, remote, receiver, connected);
        var gated = new GatedConnection(this, local);
        gated.Serve(receiver(gated));
        if (!IsSuspended) Connect();
        else _later.Add(() =>
        {
            try
            {
                if (!gated.IsClosed) Connect();
            }
            catch (SocketException refused)
            {
                Tell(refused.SocketErrorCode);
            }
        });
        return gated;

        void Connect() => gated.Join(outside.Connect(local, remote, _ => gated, error => WhenOpen(() => Tell(error))));

        void Tell(SocketError error)
        {
            if (gated.IsClosed) return;
            if (error != SocketError.Success) _links.Remove(gated);
            connected(error);
        }
    }

    public IDatagrams OpenDatagrams(IPEndPoint local, DatagramArrived arrived) => IsBeside(local.Address)
        ? outside.OpenDatagrams(local, arrived)
        : new GatedDatagrams(this, outside.OpenDatagrams(local, (octets, from) =>
        {
            if (!IsSuspended) arrived(octets, from);
        }));

    public async ValueTask<IPAddress?> Resolve(IPAddress local, string host, IReadOnlyList<IPAddress> servers, CancellationToken stop)
    {
        if (!IsBeside(local)) await Opened(stop);
        return await outside.Resolve(local, host, servers, stop);
    }

    public async ValueTask<EchoReply?> Ping(IPAddress local, IPAddress remote, int length, int ttl, TimeSpan limit, CancellationToken stop)
    {
        if (!IsSuspended || IsBeside(local)) return await outside.Ping(local, remote, length, ttl, limit, stop);
        await Task.Delay(limit, time, stop);
        return null;
    }

    public IDisposable AnswerEchoes(IPAddress local, Func<IPAddress, bool> mayAsk) => outside.AnswerEchoes(local, from => (!IsSuspended || IsBeside(local)) && mayAsk(from));

    private bool IsBeside(IPAddress local) => local.Equals(Beside);

    private void WhenOpen(Action what)
    {
        if (IsSuspended) _later.Add(what);
        else what();
    }

    private void Resume()
    {
        if (_suspensions == 0 || --_suspensions > 0) return;
        foreach (var link in _links.ToArray()) link.Release();
        Action[] later = [.. _later];
        _later.Clear();
        foreach (var what in later) what();
    }

    private sealed class Suspension(PacketGate gate) : IDisposable
    {
        private bool _over;

        public void Dispose()
        {
            if (!_over) gate.Resume();
            _over = true;
        }
    }

    private sealed class GatedDatagrams(PacketGate gate, IDatagrams port) : IDatagrams
    {
        public IPEndPoint Local => port.Local;

        public void Send(ReadOnlySpan<byte> octets, IPEndPoint to)
        {
            if (!gate.IsSuspended) port.Send(octets, to);
        }

        public void Dispose() => port.Dispose();
    }
}
