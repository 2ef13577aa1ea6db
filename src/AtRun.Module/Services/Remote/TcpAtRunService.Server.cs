using System.Net;
using System.Net.Sockets;
using AtRun.Module.Ip;
using AtRun.Protocol.Links;

namespace AtRun.Module.Services.Remote;

/// <content>Server mode.</content>
public sealed partial class TcpAtRunService
{
    private IDisposable? _listener;

    private void Listen()
    {
        if (_listener is null)
        {
            var local = new IPEndPoint(Address!, Cfg.TcpPort);
            try
            {
                _listener = Module.World.Internet.Listen(local, Offer);
            }
            catch (SocketException refused)
            {
                Log.CannotListen(Module.World.Log, local.ToString(), refused.Message);
                Happen(TcpAtRunEvent.PortRefused);
                return;
            }
            Socket.Local = local;
        }
        Socket.State = SocketState.Listening;
        Socket.Remote = null;
    }

    /// <summary>A client connects: one at a time (DEC-8), and only from where a rule admits it; anybody else is closed without a word.</summary>
    private ILinkReceiver? Offer(ILink link, IPEndPoint peer)
    {
        if (State != TcpAtRunState.Listening)
        {
            Log.Refused(Module.World.Log, peer.ToString(), "another client is connected");
            return null;
        }
        if (!Firewall.Admits(peer.Address))
        {
            Log.Refused(Module.World.Log, peer.ToString(), "firewall");
            return null;
        }
        var session = _session = new(this, _instance!, link, peer, Cfg, Socket, new Login(Cfg.AuthMode, () => Users));
        Happen(TcpAtRunEvent.ClientAdmitted);
        BeginSession();
        return session;
    }
}
