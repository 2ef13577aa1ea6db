using System.Net;
using System.Net.Sockets;
using AtRun.Protocol.Links;

namespace AtRun.Module.Services.Remote;

/// <content>Client mode.</content>
public sealed partial class TcpAtRunService
{
    private CancellationTokenSource? _attempt;
    private int _attemptsLeft;

    /// <summary>One attempt to reach the host (TCP-12), within &lt;connTo&gt; of #SCFG.</summary>
    private async Task Dial(CancellationToken powerLost)
    {
        using var attempt = _attempt = CancellationTokenSource.CreateLinkedTokenSource(powerLost);
        using var limit = new CancellationTokenSource(Socket.Parameters.ConnectLimit, Module.World.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(attempt.Token, limit.Token);
        string? why;
        try
        {
            why = await Reach(either.Token);
        }
        catch (OperationCanceledException) when (attempt.IsCancellationRequested)
        {
            return;
        }
        catch (OperationCanceledException)
        {
            why = "it does not answer";
        }
        catch (SocketException refused)
        {
            why = refused.Message;
        }
        finally
        {
            if (_attempt == attempt) _attempt = null;
        }
        if (why is null) return;
        Log.HostNotReached(Module.World.Log, $"{Cfg.TcpHost}:{Cfg.TcpHostPort}", why, _attemptsLeft);
        Happen(TcpAtRunEvent.AttemptFailed);
    }

    /// <summary>Null: connected, and told of. Else why not.</summary>
    private async Task<string?> Reach(CancellationToken stop)
    {
        var cfg = Cfg;
        if (cfg.TcpHost.Length == 0) return "no host is set";
        if (await Module.Names.Resolve(cfg.TcpHost, Cid, stop) is not { } address) return "the name has no address";
        stop.ThrowIfCancellationRequested();
        if (Address is not { } local) return "there is no context";
        var host = new IPEndPoint(address, cfg.TcpHostPort);
        var connected = new TaskCompletionSource<SocketError>();
        TcpAtRunSession? session = null;
        IConnection link = Module.World.Internet.Connect(local, host, l =>
        {
            // What the host says at once waits until the instance is the session's.
            l.Paused = true;
            return session = new(this, _instance!, l, host, cfg, Socket, login: null);
        }, connected.SetResult);
        SocketError error;
        try
        {
            error = await connected.Task.WaitAsync(stop);
            stop.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException)
        {
            link.Close();
            throw;
        }
        if (error != SocketError.Success) return new SocketException((int)error).Message;
        Socket.Local = link.Local;
        _session = session;
        Happen(TcpAtRunEvent.Connected);
        return null;
    }
}
