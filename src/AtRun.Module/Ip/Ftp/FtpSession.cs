using System.Net;
using System.Net.Sockets;
using AtRun.Module.Instances;
using AtRun.Module.Ip.Servers;
using AtRun.Protocol.Commands.Ftp;
using AtRun.Protocol.Results;

namespace AtRun.Module.Ip.Ftp;

/// <summary>A session with an FTP server, from its login to its end (RFC 959).</summary>
/// <param name="module">Whose it is.</param>
/// <param name="instance">To which it belongs.</param>
/// <param name="cid">The context it stands on.</param>
/// <param name="local">The address of that context.</param>
/// <param name="passive">The module opens data connections.</param>
/// <param name="ended">Told when it is over.</param>
internal sealed class FtpSession(RunningModule module, AtInstance instance, int cid, IPAddress local, bool passive, Action<FtpSession> ended)
{
    /// <summary>Ports for data connections that the server opens: those of nobody (RFC 6335 §6), one after the other.</summary>
    private const int FirstPort = 49152, PortsTried = 16;

    private ServerDialogue? _control;
    private IPAddress? _server;
    private FtpTransfer? _transfer;
    private int _ports;
    private bool _over;

    public AtInstance Instance => instance;

    public int Cid => cid;

    /// <summary>Told of what the server says.</summary>
    public required Action<string> Said { get; init; }

    /// <summary>Logged in, and not over.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>What files are: 0: octets, 1: ASCII, as every session begins (RFC 959 §3.1.1.5).</summary>
    public int Type { get; private set; } = 1;

    /// <summary>What #FTPGETPKT asked for last; null: nothing yet.</summary>
    public FtpGetPkt? Reading { get; set; }

    /// <summary>The file that is read in command state; null: none is.</summary>
    public FtpDownload? Download => _transfer as FtpDownload is { IsOnline: false } download ? download : null;

    /// <summary>#FTPTO.</summary>
    public TimeSpan Limit => module.Volatile.Get<FtpTo>().Limit;

    /// <summary>Connects and logs in; null: done, else why not.</summary>
    public async ValueTask<CmeError?> Open(IPEndPoint server, string user, string password, CancellationToken stop)
    {
        _server = server.Address;
        _control = await ServerDialogue.Open(module.World, local, server, Said, Limit, stop);
        if (_over) _control?.Close();
        if (_control is null || _over) return CmeError.FtpCannotConnectControlSocket;
        _control.Ended = End;
        _control.Aside = reply => _transfer?.Takes(reply, _control.IsAsked) == true;
        var greeting = await _control.Next(Limit, stop);
        // 120: it will be ready in a while (RFC 959 §5.4).
        if (greeting is { IsPreliminary: true }) greeting = await _control.Next(Limit, stop);
        if (greeting is not { IsDone: true }) return CmeError.FtpBadOrNoResponse;
        var reply = await Ask("USER " + user, stop);
        if (reply is { WantsMore: true }) reply = await Ask("PASS " + password, stop);
        if (reply is not { IsDone: true }) return CmeError.FtpBadOrNoResponse;
        IsOpen = true;
        return null;
    }

    /// <summary>A command without data: its reply; null: there was none.</summary>
    public ValueTask<ServerReply?> Ask(string command, CancellationToken stop) => _control!.Ask(command, Limit, stop);

    /// <summary>Sets the type of files; false: the server refuses.</summary>
    public async ValueTask<bool> SetType(int type, CancellationToken stop)
    {
        if (await Ask(type == 0 ? "TYPE I" : "TYPE A", stop) is not { IsDone: true }) return false;
        Type = type;
        return true;
    }

    /// <summary>Says goodbye and ends it.</summary>
    public async ValueTask Close(CancellationToken stop)
    {
        if (_transfer is { } transfer) End(transfer);
        try
        {
            await Ask("QUIT", stop);
        }
        finally
        {
            End();
        }
    }

    /// <summary>A file on its way to the server; null: it did not come about.</summary>
    /// <param name="command">STOR or APPE, with the name.</param>
    /// <param name="stop">Gives up.</param>
    public async ValueTask<FtpUpload?> Send(string command, CancellationToken stop) =>
        await Begin(new FtpUpload(module, this, instance), command, 0, stop) as FtpUpload;

    /// <summary>A file or a list on its way from the server; null: it did not come about.</summary>
    /// <param name="command">RETR or LIST, with the name.</param>
    /// <param name="online">It goes to the terminal; else it is kept until it is read.</param>
    /// <param name="restart">Octets of the file that are passed over.</param>
    /// <param name="stop">Gives up.</param>
    public async ValueTask<FtpDownload?> Receive(string command, bool online, int restart, CancellationToken stop) =>
        await Begin(new FtpDownload(module, this, instance) { IsOnline = online }, command, restart, stop) as FtpDownload;

    /// <summary>A file is still being transferred, or not read to its end: no other one may begin.</summary>
    public bool IsTransferring
    {
        get
        {
            if (_transfer is FtpDownload { IsRead: true } read) End(read);
            return _transfer is not null;
        }
    }

    /// <summary>A transfer is over, or given up: what the server says of it later is no answer to another command.</summary>
    public void End(FtpTransfer transfer)
    {
        transfer.Close();
        if (_transfer != transfer) return;
        _transfer = null;
        if (transfer.AwaitsOutcome) _control!.ExpectLate();
    }

    /// <summary>Ends it at once: by the server, with its context, or because it did not come about.</summary>
    public void End() => End(tell: true);

    /// <summary>Ends it at once.</summary>
    /// <param name="tell">A terminal that is on-line is told so.</param>
    public void End(bool tell)
    {
        if (_over) return;
        (_over, IsOpen) = (true, false);
        _control?.Close();
        ended(this);
        if (_transfer is not { } transfer) return;
        if (tell) transfer.SessionEnded();
        else transfer.Close();
    }

    private async ValueTask<FtpTransfer?> Begin(FtpTransfer transfer, string command, int restart, CancellationToken stop)
    {
        var began = false;
        _transfer = transfer;
        IDisposable? port = null;
        try
        {
            if (passive ? !await Connect(transfer, stop) : (port = await Listen(transfer, stop)) is null) return null;
            if (restart > 0 && await Ask(FormattableString.Invariant($"REST {restart}"), stop) is not { WantsMore: true }) return null;
            if (await Ask(command, stop) is not { IsPreliminary: true }) return null;
            began = await transfer.HasConnection(Limit, stop);
            return began ? transfer : null;
        }
        finally
        {
            port?.Dispose();
            if (!began) End(transfer);
        }
    }

    /// <summary>The module connects to the port that the server tells; at the address where the server is, whatever it says.</summary>
    private async ValueTask<bool> Connect(FtpTransfer transfer, CancellationToken stop)
    {
        if (await Ask("PASV", stop) is not { Code: 227 } reply || !FtpText.TryPassivePort(reply.Text, out var port)) return false;
        return await transfer.Connect(module.World.Internet, local, new(_server!, port), Limit, stop);
    }

    /// <summary>The server connects to a port of the module; nobody else may.</summary>
    private async ValueTask<IDisposable?> Listen(FtpTransfer transfer, CancellationToken stop)
    {
        for (var attempt = 0; attempt < PortsTried; attempt++)
        {
            var here = new IPEndPoint(local, FirstPort + _ports++ % (IPEndPoint.MaxPort - FirstPort));
            IDisposable port;
            try
            {
                port = module.World.Internet.Listen(here, (link, peer) => peer.Address.Equals(_server) ? transfer.Offer(link) : null);
            }
            catch (SocketException)
            {
                // Somebody has it.
                continue;
            }
            if (await Ask(FtpText.Port(here), stop) is { IsDone: true }) return port;
            port.Dispose();
            return null;
        }
        return null;
    }
}
