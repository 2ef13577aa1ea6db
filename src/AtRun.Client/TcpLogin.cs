using System.Text;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Links;

namespace AtRun.Client;

/// <summary>Logs in to TCPATRUN on a connection that is open (TCP-8, TCP-9).</summary>
internal sealed class TcpLogin : ILinkReceiver
{
    private const string UserPrompt = "Username:", PasswordPrompt = "Password:", Success = "Login successful.";

    /// <summary>A peer that says more than this before a prompt is no module, in characters.</summary>
    private const int MaxHeard = 4096;

    private readonly TcpTarget _target;
    private readonly ConnectOptions _options;
    private readonly TimeProvider _time;
    private readonly StringBuilder _heard = new();
    private TelnetFilter _telnet;
    private TaskCompletionSource _news = NewNews();
    private bool _anything;
    private bool _heardTelnet;
    private bool _closed;

    public TcpLogin(TcpTarget target, ConnectOptions options, TimeProvider time)
    {
        (_target, _options, _time) = (target, options, time);
        Relay = new LinkRelay(this);
    }

    /// <summary>Receives what the link brings.</summary>
    public LinkRelay Relay { get; }

    /// <summary>Logs in; closes the link where that fails.</summary>
    public async Task<AtSession> Run(ILink link, CancellationToken stop)
    {
        try
        {
            return await Admitted(link, stop);
        }
        catch
        {
            link.Close();
            throw;
        }
    }

    private async Task<AtSession> Admitted(ILink link, CancellationToken stop)
    {
        var mode = _target.Auth;
        if (mode != LoginMode.Automatic)
        {
            var prompted = await Hear(UserPrompt, mode is null ? _options.PromptWait : _options.LoginTimeout, stop);
            if (_closed && !prompted) throw new NotAdmittedException(ClosedAtOnce());
            if (!prompted && mode == LoginMode.StepByStep)
                throw new NotAdmittedException($"{_target} does not prompt for a user name within {_options.LoginTimeout.TotalSeconds:0.#} s: is it in automatic mode (auth=0)?");
            mode = prompted ? LoginMode.StepByStep : LoginMode.Automatic;
        }
        else if (_closed) throw new NotAdmittedException(ClosedAtOnce());
        return mode == LoginMode.StepByStep ? await StepByStep(link, stop) : await Automatic(link, stop);
    }

    private async Task<AtSession> StepByStep(ILink link, CancellationToken stop)
    {
        Type(link, _target.User + "\r");
        if (!await Hear(PasswordPrompt, _options.LoginTimeout, stop))
            throw new NotAdmittedException(_closed ? $"{_target} closed the connection after the user name: it does not know it." : $"{_target} does not prompt for the password.");
        Type(link, _target.Password + "\r");
        if (!await Hear(Success, _options.LoginTimeout, stop))
            throw new NotAdmittedException(_closed ? $"{_target} closed the connection after the password: it is wrong." : $"{_target} does not say whether the login succeeded.");
        return Session(link);
    }

    // Nothing answers a good login: only that a command is answered shows it.
    private async Task<AtSession> Automatic(ILink link, CancellationToken stop)
    {
        Type(link, $"{_target.User}\r{_target.Password}\r");
        var session = Session(link);
        try
        {
            await session.Probe(_options.LoginTimeout, stop);
            return session;
        }
        catch (EffectUnknownException e) when (e.Because == UnknownBecause.TimedOut)
        {
            throw new UnreachableException($"{_target} took the connection and does not answer: within {_options.LoginTimeout.TotalSeconds:0.#} s there was no result of AT.", e);
        }
        catch (EffectUnknownException e) when (e.Because == UnknownBecause.Disconnected)
        {
            throw new NotAdmittedException(ClosedAfterLogin());
        }
        catch (NotRunException)
        {
            throw new NotAdmittedException(ClosedAfterLogin());
        }
        catch (EffectUnknownException e) when (e.Because == UnknownBecause.Cancelled)
        {
            // AT has no effect that could be unknown.
            throw new OperationCanceledException(stop);
        }
    }

    private AtSession Session(ILink link)
    {
        var session = new AtSession(link, new AtSessionOptions { Depth = _options.Depth, Time = _time });
        Relay.To = session;
        if (_heardTelnet) session.ExpectTelnet();
        // It may have been closed, or have said more, before the session was there to hear it.
        if (_heard.Length > 0) Relay.Received(Encoding.Latin1.GetBytes(_heard.ToString()));
        if (_closed) Relay.Ended(LinkEnd.Finished);
        return session;
    }

    private string ClosedAtOnce() => _anything
        ? $"{_target} closed the connection before the login."
        : $"{_target} closed the connection without a word: its firewall (#TCPATRUNFRWL) does not admit this address, or another client is connected.";

    private string ClosedAfterLogin() => _target.Auth == LoginMode.Automatic
        ? $"{_target} closed the connection: user name or password is wrong, its firewall (#TCPATRUNFRWL) does not admit this address, or another client is connected."
        : $"{_target} closed the connection after user name and password: one of them is wrong.";

    private static void Type(ILink link, string text) => link.Send(Encoding.Latin1.GetBytes(text));

    /// <summary>Waits until the peer has said something. False: it did not within the time, or closed.</summary>
    private async Task<bool> Hear(string what, TimeSpan within, CancellationToken stop)
    {
        var begun = _time.GetTimestamp();
        while (true)
        {
            var heard = _heard.ToString();
            var at = heard.IndexOf(what, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                _heard.Remove(0, at + what.Length);
                return true;
            }
            var left = within - _time.GetElapsedTime(begun);
            if (_closed || left <= TimeSpan.Zero) return false;
            _news = NewNews();
            try
            {
                await _news.Task.WaitAsync(left, _time, stop);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }
    }

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        _anything = true;
        foreach (var octet in octets)
            if (_telnet.Next(octet) is var what and not TelnetOctet.Drop)
            {
                if (what == TelnetOctet.PassWithHeld) _heard.Append((char)TelnetFilter.Iac);
                _heard.Append((char)octet);
            }
            else _heardTelnet |= _telnet.InOption;
        if (_heard.Length > MaxHeard) _heard.Remove(0, _heard.Length - MaxHeard);
        _news.TrySetResult();
    }

    void ILinkReceiver.Drained() { }

    void ILinkReceiver.Ended(LinkEnd how)
    {
        _closed = true;
        _news.TrySetResult();
    }

    // Not asynchronously: WaitAsync would go on on another thread. News are the last thing that a receiver does.
    private static TaskCompletionSource NewNews() => new();
}
