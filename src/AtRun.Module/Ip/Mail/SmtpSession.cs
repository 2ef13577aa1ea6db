using System.Net;
using AtRun.Module.Ip.Servers;
using AtRun.Protocol;
using AtRun.Protocol.Results;

namespace AtRun.Module.Ip.Mail;

/// <summary>The dialogue with a mail server about one mail (RFC 5321, RFC 4954).</summary>
/// <param name="module">Whose it is.</param>
/// <param name="service">Which is told of its end.</param>
/// <param name="boundary">What stands between the parts of the mail.</param>
/// <param name="done">Completed at its end.</param>
internal sealed class SmtpSession(RunningModule module, MailService service, string boundary, TaskCompletionSource done)
{
    private ServerDialogue? _server;

    /// <summary>Told of what the server says.</summary>
    public required Action<string> Said { get; init; }

    /// <summary>The server has ended it.</summary>
    public bool IsOver => _server is not { IsOver: false };

    /// <summary>Octets that the server has not taken yet.</summary>
    public int Unsent => _server!.Unsent;

    /// <summary>Told when the server has taken all of them.</summary>
    public Action? Drained { set => _server!.Drained = value; }

    /// <summary>Told when the server ends it.</summary>
    public Action? Ended { set => _server!.Ended = value; }

    private static TimeSpan Limit => Timers.MailReply.Default;

    /// <summary>Connects, logs in where there is a user name, and sends the mail without its file; null: done, else why not.</summary>
    public async ValueTask<CmeError?> Begin(IPAddress local, IPEndPoint server, string user, string password, MailMessage mail, CancellationToken stop)
    {
        _server = await ServerDialogue.Open(module.World, local, server, Said, Limit, stop);
        if (_server is null) return CmeError.CannotOpenSocket;
        if (await _server.Next(Limit, stop) is not { } greeting) return CmeError.RemoteDisconnected;
        if (!greeting.IsDone) return CmeError.ConnectionFailed;
        var hello = await Ask($"EHLO [{local}]", stop);
        // A server of former times (RFC 5321 §3.2).
        if (hello is { IsRefusal: true }) hello = await Ask($"HELO [{local}]", stop);
        var failure = Unless(hello is { IsDone: true }, hello);
        if (failure is null && user.Length > 0) failure = await LogIn(SmtpText.Mechanisms(hello!.Value.Text), user, password, stop);
        failure ??= await Done($"MAIL FROM:<{mail.From}>", stop) ?? await Done($"RCPT TO:<{mail.To}>", stop);
        if (failure is not null) return await Leave(failure, stop);
        var go = await Ask("DATA", stop);
        if (go is not { WantsMore: true }) return await Leave(Unless(false, go)!, stop);
        var text = new OctetBuffer(mail.Body.Length + 512);
        mail.Write(module.Clock.Now, boundary, text);
        Send(text.Written);
        return null;
    }

    /// <summary>Sends octets of the mail, ready for the server.</summary>
    public void Send(ReadOnlySpan<byte> octets) => _server!.Send(octets);

    /// <summary>Ends a mail with a file.</summary>
    public void EndParts() => Send(System.Text.Encoding.Latin1.GetBytes($"--{boundary}--\r\n"));

    /// <summary>Ends the mail; true: the server has taken it.</summary>
    /// <param name="limit">For the server to say so.</param>
    /// <param name="stop">Gives up.</param>
    public async ValueTask<bool> Finish(TimeSpan limit, CancellationToken stop)
    {
        // Behind the last line, a dot alone (RFC 5321 §4.1.1.4).
        var taken = await _server!.Ask(".", limit, stop) is { IsDone: true };
        var said = service.LastMessage;
        await Ask("QUIT", stop);
        // What it says of the mail is of interest, not its farewell.
        Said(said);
        return taken;
    }

    /// <summary>Ends it at once.</summary>
    public void Close()
    {
        _server?.Close();
        service.Remove(this);
        done.TrySetResult();
    }

    private ValueTask<ServerReply?> Ask(string line, CancellationToken stop) => _server!.Ask(line, Limit, stop);

    private async ValueTask<CmeError?> Done(string line, CancellationToken stop)
    {
        var reply = await Ask(line, stop);
        return Unless(reply is { IsDone: true }, reply);
    }

    /// <summary>LOGIN, as the module does it (IP Easy guide 80000ST10028 p59), or PLAIN where the server does not offer that.</summary>
    private async ValueTask<CmeError?> LogIn(IEnumerable<string> offered, string user, string password, CancellationToken stop)
    {
        var mechanisms = offered.ToList();
        if (!mechanisms.Contains("LOGIN") && mechanisms.Contains("PLAIN")) return await Done($"AUTH PLAIN {SmtpText.Plain(user, password)}", stop);
        var reply = await Ask("AUTH LOGIN", stop);
        if (reply is { WantsMore: true }) reply = await Ask(SmtpText.Base64(user), stop);
        if (reply is { WantsMore: true }) reply = await Ask(SmtpText.Base64(password), stop);
        return Unless(reply is { IsDone: true }, reply);
    }

    /// <summary>Says goodbye after a refusal; the refusal stays the last that the server said.</summary>
    private async ValueTask<CmeError> Leave(CmeError failure, CancellationToken stop)
    {
        var said = service.LastMessage;
        if (!IsOver) await Ask("QUIT", stop);
        Said(said);
        return failure;
    }

    /// <summary>A server that refuses is one thing, one that is silent or gone another.</summary>
    private static CmeError? Unless(bool done, ServerReply? reply) => done ? null : reply is null ? CmeError.RemoteDisconnected : CmeError.TransmissionError;
}
