using System.Net;
using System.Net.Sockets;

namespace AtRun.Module.Services;

/// <content>Client mode.</content>
public sealed partial class TcpAtRunService
{
    private CancellationTokenSource? _attempt;
    private int _attemptsLeft;

    /// <summary>One attempt to reach the host (TCP-12).</summary>
    private async Task Dial(CancellationToken powerLost)
    {
        using var attempt = _attempt = CancellationTokenSource.CreateLinkedTokenSource(powerLost);
        try
        {
            var why = await Reach(attempt.Token);
            if (why is not null)
            {
                Log.HostNotReached(Module.World.Log, $"{Cfg.TcpHost}:{Cfg.TcpHostPort}", why, _attemptsLeft);
                Happen(TcpAtRunEvent.AttemptFailed);
            }
        }
        catch (OperationCanceledException) when (attempt.IsCancellationRequested)
        {
        }
        finally
        {
            if (_attempt == attempt) _attempt = null;
        }
    }

    /// <summary>Null: connected, and told of. Else why not.</summary>
    private async Task<string?> Reach(CancellationToken stop)
    {
        var cfg = Cfg;
        if (cfg.TcpHost.Length == 0) return "no host is set";
        if (await Module.Names.Resolve(cfg.TcpHost, Cid, stop) is not { } host) return "the name has no address";
        stop.ThrowIfCancellationRequested();
        if (Address is not { } local) return "there is no context";
        var connected = new TaskCompletionSource<SocketError>();
        TcpAtRunSession? session = null;
        var link = Module.World.Internet.Connect(local, new(host, cfg.TcpHostPort), l =>
        {
            // What the host says at once waits until the instance is the session's.
            l.Paused = true;
            return session = new(this, _instance!, l, new(host, cfg.TcpHostPort), cfg, Socket, login: null);
        }, connected.SetResult);
        SocketError error;
        try
        {
            error = await connected.Task.WaitAsync(Socket.Parameters.ConnectLimit, Module.World.Time, stop);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            link.Close();
            if (e is OperationCanceledException) throw;
            error = SocketError.TimedOut;
        }
        if (error != SocketError.Success) return new SocketException((int)error).Message;
        if (stop.IsCancellationRequested)
        {
            link.Close();
            stop.ThrowIfCancellationRequested();
        }
        Socket.Local = new IPEndPoint(local, 0);
        _session = session;
        Happen(TcpAtRunEvent.Connected);
        return null;
    }
}
