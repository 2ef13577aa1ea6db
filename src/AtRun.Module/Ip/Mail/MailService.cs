using System.Globalization;
using System.Net;
using AtRun.Module.Instances;
using AtRun.Module.Ip.Servers;
using AtRun.Module.Services.Network;
using AtRun.Protocol.Commands.Mail;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Ip.Mail;

/// <summary>The module's mail client: one mail at a time, the later ones wait (CMUX guide p25).</summary>
public sealed class MailService(RunningModule module)
{
    /// <summary>The port of a server that names none.</summary>
    public const int Port = 25;

    private readonly HashSet<SmtpSession> _sessions = [];
    private Task _before = Task.CompletedTask;
    private int _mails;

    /// <summary>What the server said last, lines separated by CR LF; empty while its answer is waited for.</summary>
    public string LastMessage { get; private set; } = "";

    /// <summary>The context that mail goes by: the GSM context where that is up, else context 1.</summary>
    public int Cid => module.Contexts.AddressOf(ContextService.GsmCid) is not null ? ContextService.GsmCid : Gprs.Context;

    /// <summary>Sends a mail without a file: OK, or why not.</summary>
    internal async ValueTask<FinalResult> Send(AtInstance instance, MailMessage mail, CancellationToken stop)
    {
        var (session, failure) = await Begin(instance, mail, stop);
        if (session is null) return failure!;
        try
        {
            return await session.Finish(Timers.MailReply.Default, stop) ? FinalResult.Ok : CmeError.TransmissionError;
        }
        finally
        {
            session.Close();
        }
    }

    /// <summary>Sends a mail up to its file: CONNECT, and the terminal brings the file; or why not.</summary>
    internal async ValueTask<FinalResult> SendWithFile(AtInstance instance, MailMessage mail, CancellationToken stop)
    {
        var (session, failure) = await Begin(instance, mail, stop);
        return session is null ? failure! : instance.GoOnline(new MailAttachment(module, instance, session, mail.File!));
    }

    /// <summary>Power-off: nobody is told.</summary>
    internal void End()
    {
        foreach (var session in _sessions.ToArray()) session.Close();
    }

    internal void Remove(SmtpSession session) => _sessions.Remove(session);

    /// <summary>The dialogue up to the end of the body, or to the beginning of the file.</summary>
    private async ValueTask<(SmtpSession? Session, CmeError? Failure)> Begin(AtInstance instance, MailMessage mail, CancellationToken stop)
    {
        var settings = instance.Settings;
        if (!ServerAddress.TryParse(settings.Get<ESmtp>().Smtp, Port, out var server)) return (null, CmeError.CannotResolveDomainName);
        var done = new TaskCompletionSource();
        var before = _before;
        // Who gives up waiting lets nobody past the one that he waited for.
        _before = Task.WhenAll(before, done.Task);
        SmtpSession? session = null;
        try
        {
            await before.WaitAsync(stop);
            var cid = Cid;
            if (module.Contexts.AddressOf(cid) is not { } local) return (null, CmeError.ContextNotOpened);
            if (await module.Names.Resolve(server.Host, cid, stop) is not { } host) return (null, CmeError.CannotResolveDomainName);
            var boundary = string.Create(CultureInfo.InvariantCulture, $"=_{module.Imei}_{++_mails}");
            var opened = new SmtpSession(module, this, boundary, done) { Said = text => LastMessage = text };
            _sessions.Add(opened);
            CmeError? failure = null;
            try
            {
                failure = await opened.Begin(local, new IPEndPoint(host, server.Port), settings.Get<EUser>().User, settings.Get<EPassw>().Pwd, mail, stop);
                session = failure is null ? opened : null;
            }
            finally
            {
                if (session is null) opened.Close();
            }
            return (session, failure);
        }
        finally
        {
            if (session is null) done.TrySetResult();
        }
    }
}
