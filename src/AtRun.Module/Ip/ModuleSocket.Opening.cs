using System.Net;
using System.Net.Sockets;
using AtRun.Module.Instances;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Links;
using AtRun.Protocol.Results;

namespace AtRun.Module.Ip;

/// <content>How it comes to a connection: to a host, or by a caller.</content>
public sealed partial class ModuleSocket
{
    /// <summary>Opens it to a host: CONNECT, OK in command mode, or why not (AT reference 80000ST10025a p18).</summary>
    /// <param name="instance">To which it will belong.</param>
    /// <param name="dial">Where to, and how.</param>
    /// <param name="stop">Gives up.</param>
    public async ValueTask<FinalResult> Open(AtInstance instance, SocketDial dial, CancellationToken stop)
    {
        if (!IsFree) return CmeError.CannotSetUpSocket;
        if (_module.Contexts.AddressOf(Cid) is not { } local) return CmeError.ContextNotOpened;
        using var opening = _opening = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _instance = instance;
        CmeError? failure;
        try
        {
            failure = await Open(local, dial, opening.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            failure = CmeError.ContextNotOpened;
        }
        finally
        {
            _opening = null;
        }
        if (failure is not null) return failure;
        if (dial.InCommandMode)
        {
            Settle();
            return FinalResult.Ok;
        }
        return Resume();
    }

    /// <summary>Waits for callers; OK, or why not.</summary>
    public FinalResult Listen(AtInstance instance, SocketListening how)
    {
        if (!IsFree) return Listens is null ? CmeError.CannotSetUpSocket : CmeError.AlreadyListening;
        if (_module.Contexts.AddressOf(Cid) is not { } address) return CmeError.ContextNotOpened;
        if (_module.Sockets.IsListening(how.Protocol, how.Port)) return CmeError.AlreadyListening;
        var local = new IPEndPoint(address, how.Port);
        try
        {
            _port = how.Protocol == SocketProtocol.Udp
                ? new DatagramPort(_module.World.Internet, local, Parameters, Offer)
                : _module.World.Internet.Listen(local, Offer);
        }
        catch (SocketException refused)
        {
            Log.CannotListen(_module.World.Log, local.ToString(), refused.Message);
            return CmeError.CannotOpenSocket;
        }
        (_instance, _use, _state, Local) = (instance, how, SocketState.Listening, local);
        Counters = static () => default;
        return FinalResult.Ok;
    }

    /// <summary>Takes the caller that waits: CONNECT, or OK in command mode. From here on it does not listen any more.</summary>
    public FinalResult Accept(bool inCommandMode)
    {
        if (_state != SocketState.Incoming) return CmeError.WrongState;
        StopListening();
        _state = SocketState.Suspended;
        if (!inCommandMode) return Resume();
        Settle();
        return FinalResult.Ok;
    }

    private async ValueTask<CmeError?> Open(IPAddress local, SocketDial dial, CancellationToken stop)
    {
        if (await _module.Names.Resolve(dial.Host, Cid, stop) is not { } host) return CmeError.CannotResolveDomainName;
        var remote = new IPEndPoint(host, dial.Port);
        var connection = new SocketConnection(this, _module.World.Time);
        try
        {
            if (dial.Protocol == SocketProtocol.Tcp)
            {
                if (await Connect(connection, local, remote, stop) is { } failure) return failure;
            }
            else
            {
                var port = new DatagramPort(_module.World.Internet, new(local, dial.LocalPort), Parameters, remote, connection);
                connection.Attach(port);
                (_port, Local) = (port, port.Local);
            }
        }
        catch (SocketException)
        {
            return CmeError.CannotOpenSocket;
        }
        (_use, _state, Remote) = (dial, SocketState.Suspended, remote);
        Begin(connection);
        return null;
    }

    private async ValueTask<CmeError?> Connect(SocketConnection connection, IPAddress local, IPEndPoint remote, CancellationToken stop)
    {
        var connected = new TaskCompletionSource<SocketError>();
        var link = _module.World.Internet.Connect(local, remote, connection.Attach, error => connected.TrySetResult(error));
        try
        {
            var error = await connected.Task.WaitAsync(Parameters.ConnectLimit, _module.World.Time, stop);
            stop.ThrowIfCancellationRequested();
            if (error == SocketError.Success)
            {
                Local = link.Local;
                return null;
            }
            connection.Close();
            return error == SocketError.TimedOut ? CmeError.OpeningSocketTimedOut : CmeError.CannotOpenSocket;
        }
        catch (TimeoutException)
        {
            connection.Close();
            return CmeError.OpeningSocketTimedOut;
        }
        catch (OperationCanceledException)
        {
            connection.Close();
            throw;
        }
    }

    /// <summary>Somebody calls: one at a time, and only who passes #FRWL; anybody else is refused without a word.</summary>
    private SocketConnection? Offer(ILink link, IPEndPoint peer)
    {
        var refusal = _state != SocketState.Listening ? "another caller is connected" : !_module.Sockets.Firewall.Admits(peer.Address) ? "firewall" : null;
        if (refusal is not null)
        {
            Log.Refused(_module.World.Log, peer.ToString(), refusal);
            return null;
        }
        var connection = new SocketConnection(this, _module.World.Time);
        connection.Attach(link);
        (_state, Remote) = (SocketState.Incoming, peer);
        Begin(connection);
        if (_module.Volatile.Get<E2SlRi>().N is > 0 and var pulse) _instance!.PulseRing(TimeSpan.FromMilliseconds(pulse));
        if (_use is SocketListening { Accepts: true } || _module.Nvm.Get<ScfgExt>(ConnId).ListenAutoRsp == 1) _instance!.WhenFree(AcceptByItself);
        else _instance!.Unsolicited($"{_module.Product.Flavour.SocketRing}: {ConnId}");
        return connection;
    }

    /// <summary>ListenAutoRsp, #SKTL: CONNECT comes as soon as the terminal is in command state and no command runs.</summary>
    private void AcceptByItself()
    {
        if (_state != SocketState.Incoming || _instance is not { } instance || _use is not SocketListening how) return;
        StopListening();
        _state = SocketState.Active;
        instance.Connect(this, how.Announcement?.Invoke(Remote!));
    }

    private void Begin(SocketConnection connection)
    {
        _connection = connection;
        Coding.Set(_module.Nvm.Get<SocketBase64>(ConnId));
        Counters = () => connection.Counters;
        connection.Begin(TimeSpan.FromMinutes(_module.Nvm.Get<ScfgExt>(ConnId).Keepalive));
    }

    /// <summary>A connection that begins in command state: what came with it is announced.</summary>
    private void Settle()
    {
        if (_connection is { Buffered: > 0 }) Ring();
        LookAtEnd();
    }

    /// <summary>The caller is gone before he was taken.</summary>
    private void ListenAgain()
    {
        _connection?.Close();
        (_connection, _state, Remote) = (null, SocketState.Listening, null);
        Counters = static () => default;
    }

    /// <summary>A UDP port goes on with its caller; a TCP port has none any more.</summary>
    private void StopListening()
    {
        if (_port is DatagramPort) return;
        _port?.Dispose();
        _port = null;
    }
}
