using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Responses;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;
using AtRun.Transport;

namespace AtRun.Client.Messages;

/// <summary>Runs command lines on a module by SMS (SMSATRUN). All calls come on the loop.</summary>
/// <remarks>
/// In the simple form a session whose command timed out or was cancelled after it was sent is over, as a late answer could not be told from
/// that of the next command. In the digest form it goes on.
/// </remarks>
public sealed class SmsSession : ICommandSession
{
    /// <summary>Added to the time that the declarations give: two messages on their way, each perhaps to a module that is out of reach for a while.</summary>
    public static readonly TimeSpan Allowance = TimeSpan.FromMinutes(5);

    /// <summary>How long a hidden request may wait at the centre for its module.</summary>
    public static readonly TimeSpan HiddenValidity = TimeSpan.FromDays(1);

    /// <summary>
    /// What waited at the centre while nobody was connected comes now; the answer to a request that was given up must not be taken for that of the
    /// first one here. In the digest form the session id tells.
    /// </summary>
    private static readonly TimeSpan _settle = TimeSpan.FromSeconds(1);

    private readonly List<SmsPending> _requests = [];
    private readonly bool _ownsExchange;
    private string? _over;

    /// <param name="exchange">May be shared by sessions to many modules.</param>
    /// <param name="module">Its number.</param>
    /// <param name="password">For the digest form; null: the simple form.</param>
    public SmsSession(SmsExchange exchange, SmsAddress module, DigestPassword? password = null)
        : this(exchange, module, password, ownsExchange: false)
    {
    }

    private SmsSession(SmsExchange exchange, SmsAddress module, DigestPassword? password, bool ownsExchange)
    {
        (Exchange, Module, Password, _ownsExchange) = (exchange, module, password, ownsExchange);
        exchange.Ended += ExchangeEnded;
    }

    /// <inheritdoc/>
    public event Action<ResponseItem>? Heard;

    /// <inheritdoc/>
    public event Action<ResponseItem>? Unsolicited;

    /// <inheritdoc/>
    public event Action<string>? Ended;

    public SmsExchange Exchange { get; }

    public SmsAddress Module { get; }

    public bool IsOpen => _over is null;

    bool ICommandSession.IsOnline => false;

    /// <summary>The simple form in 8-bit, always; else where the command needs it (SMS-15).</summary>
    public bool EightBit { get; init; }

    /// <summary>All requests are hidden (HAT, SMS-6).</summary>
    public bool Hidden { get; init; }

    internal DigestPassword? Password { get; }

    internal TimeProvider Time => Exchange.Time;

    /// <summary>How the module writes answers, as far as our own commands changed it.</summary>
    internal ResponseFormat Format { get; private set; } = ResponseFormat.Factory;

    /// <summary>Opens the channel that a target names and a session over it, which closes it. On the loop.</summary>
    /// <exception cref="UnreachableException">The centre or the modem cannot be reached.</exception>
    /// <exception cref="NotAdmittedException">The centre refuses the account.</exception>
    public static async Task<SmsSession> Open(EventLoop loop, SmsTarget target, ConnectOptions? options = null, CancellationToken stop = default)
    {
        ISmsChannel channel = target.Account is { } account
            ? await SmppChannel.Open(loop, account, options, stop)
            : await ModemChannel.Open(loop, target.Modem!, options, stop);
        var session = new SmsSession(new SmsExchange(channel, loop.Time), target.Number, target.Password, ownsExchange: true) { EightBit = target.EightBit, Hidden = target.Hidden };
        if (target is not { Account: not null, Password: null }) return session;
        try
        {
            await Task.Delay(_settle, loop.Time, stop);
            return session;
        }
        catch (OperationCanceledException)
        {
            session.Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<AtResponse> Execute(AtRequest request, CancellationToken stop = default)
    {
        if (stop.IsCancellationRequested) return Task.FromCanceled<AtResponse>(stop);
        var hidden = request.Hidden || Hidden;
        var timeout = request.Timeout ?? (hidden ? Allowance : AtRequest.TimeoutOf(request.Command) + Allowance);
        TimeSpan? validity = hidden ? HiddenValidity : timeout == Timeout.InfiniteTimeSpan ? null : timeout;
        var pending = new SmsPending(this, request, timeout, validity);
        if (_over is not null) pending.NotRun(_over);
        else if (pending.TooLong() is { } why) pending.NotRun(new NotRunException(why));
        else
        {
            _requests.Add(pending);
            pending.Cancellation = stop.UnsafeRegister(_ => pending.Cancel(), null);
            Exchange.Execute(pending);
        }
        return pending.Task;
    }

    /// <inheritdoc/>
    public void Close()
    {
        End("the session was closed.", UnknownBecause.Cancelled, tell: false);
        if (_ownsExchange) Exchange.Close();
    }

    /// <summary>A late answer may come that could not be told from the next one's.</summary>
    internal void Spoil(string why)
    {
        if (!Over(why)) return;
        foreach (var request in _requests.ToArray())
            if (request.Place is not null) request.NotRun(why);
        Ended?.Invoke(why);
    }

    internal void Done(SmsPending request)
    {
        _requests.Remove(request);
        Exchange.Done(request);
    }

    internal void Finished(string command) => Format = FormatTracker.After(command, Format);

    internal void Show(SmsAnswer answer)
    {
        foreach (var item in answer.Items)
        {
            Heard?.Invoke(item);
            if (item.Kind == ResponseItemKind.Unsolicited) Unsolicited?.Invoke(item);
        }
    }

    private void ExchangeEnded(string why) => End(why, UnknownBecause.Disconnected, tell: true);

    private bool Over(string why)
    {
        if (_over is not null) return false;
        _over = why;
        Exchange.Ended -= ExchangeEnded;
        return true;
    }

    private void End(string why, UnknownBecause because, bool tell)
    {
        if (!Over(why)) return;
        foreach (var request in _requests.ToArray())
        {
            if (request.Place is not null) request.NotRun(why);
            else request.Unknown(because, why);
        }
        if (tell) Ended?.Invoke(why);
    }
}
