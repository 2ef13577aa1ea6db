using System.Net;
using AtRun.Module.Instances;
using AtRun.Module.Ip.Servers;
using AtRun.Module.Services.Network;
using AtRun.Protocol.Commands.Ftp;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Ip.Ftp;

/// <summary>The module's FTP client: one session at a time, of the instance that opened it (IP Easy guide 80000ST10028 p44).</summary>
public sealed class FtpService
{
    /// <summary>The port of a server that names none.</summary>
    public const int Port = 21;

    private readonly RunningModule _module;
    private FtpSession? _session;

    internal FtpService(RunningModule module)
    {
        _module = module;
        module.Contexts.Changed += ContextChanged;
    }

    /// <summary>What the server said last, lines separated by CR LF; empty while its answer is waited for.</summary>
    public string LastMessage { get; private set; } = "";

    /// <summary>The session of an instance; null: it has none.</summary>
    internal FtpSession? SessionOf(AtInstance instance) => _session is { IsOpen: true } session && session.Instance == instance ? session : null;

    /// <summary>Why an instance has no session.</summary>
    internal CmeError Refusal(AtInstance instance) =>
        _session is { } session && session.Instance != instance ? CmeError.FtpUsedByOtherInstance : CmeError.FtpNotConnected;

    /// <summary>Opens a session: OK, or why not.</summary>
    internal async ValueTask<FinalResult> Open(AtInstance instance, FtpOpen how, CancellationToken stop)
    {
        if (_session is { } other) return other.Instance == instance ? CmeError.FtpAlreadyConnected : CmeError.FtpUsedByOtherInstance;
        if (!ServerAddress.TryParse(how.Server, Port, out var server) || !FtpText.IsArgument(how.UserName) || !FtpText.IsArgument(how.Password)) return FinalResult.Error;
        var cid = _module.Contexts.AddressOf(ContextService.GsmCid) is not null ? ContextService.GsmCid : Gprs.Context;
        if (_module.Contexts.AddressOf(cid) is not { } local) return CmeError.FtpContextDown;
        var session = _session = new FtpSession(_module, instance, cid, local, how.Mode == 1, Ended) { Said = text => LastMessage = text };
        CmeError? failure = CmeError.FtpCannotConnectControlSocket;
        try
        {
            failure = await _module.Names.Resolve(server.Host, cid, stop) is { } host
                ? await session.Open(new IPEndPoint(host, server.Port), how.UserName, how.Password, stop)
                : CmeError.FtpCannotResolveName;
        }
        finally
        {
            if (failure is not null) session.End();
        }
        if (failure is null) return FinalResult.Ok;
        return _module.Contexts.AddressOf(cid) is null ? CmeError.FtpContextDown : failure;
    }

    /// <summary>Power-off: nobody is told.</summary>
    internal void End()
    {
        _module.Contexts.Changed -= ContextChanged;
        _session?.End(tell: false);
    }

    private void ContextChanged(int cid)
    {
        if (_session is { } session && session.Cid == cid && _module.Contexts.AddressOf(cid) is null) session.End();
    }

    private void Ended(FtpSession session)
    {
        if (_session == session) _session = null;
    }
}
