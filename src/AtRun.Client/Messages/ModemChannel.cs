using System.Globalization;
using System.Text;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Links;
using AtRun.Protocol.Responses;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;
using AtRun.Transport;

namespace AtRun.Client.Messages;

/// <summary>The message service through the operator's own modem on a serial port. It comes back when the port does. On the loop.</summary>
/// <remarks>
/// 27.005 §3 and §4, PDU mode. What lies in the modem's store already is left alone, and so is what comes from somebody that nothing was
/// sent to; answers are taken out of the store.
/// </remarks>
public sealed class ModemChannel : ISmsChannel
{
    /// <summary>How long a message may take to the centre (the modem's own limit is 60 to 180 s).</summary>
    private static readonly TimeSpan _sendTimeout = TimeSpan.FromSeconds(200);

    /// <summary>For reading and deleting a message.</summary>
    private static readonly TimeSpan _readTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Between attempts to open a port that vanished, and how long they go on.</summary>
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(2), _retryFor = TimeSpan.FromMinutes(5);

    /// <summary>How often a modem is looked into that does not tell of messages.</summary>
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(10);

    private readonly ModemSetup _setup;
    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closed = new();
    private readonly HashSet<string> _foreign = [];
    private readonly List<SmsAddress> _partners = [];
    private readonly Dictionary<(byte Modem, string Digits), byte> _references = [];
    private readonly Queue<(string Memory, int Index)> _toRead = new();
    private readonly List<TaskCompletionSource<AtSession>> _waiting = [];
    private AtSession? _session;
    private ITimer? _look;
    private string _memory = "";
    private string? _over;
    private bool _reading;

    private ModemChannel(Func<ILinkReceiver, ILink> open, string name, TimeProvider time, ConnectOptions options) =>
        (_setup, _name, _time) = (new ModemSetup(open, name, time, options), name, time);

    /// <inheritdoc/>
    public event Action<SmsDeliver>? Received;

    /// <inheritdoc/>
    public event Action<SmsStatusReport>? Reported;

    /// <inheritdoc/>
    public event Action<string>? Ended;

    /// <summary>Opens the port and makes the modem ready. On the loop.</summary>
    /// <exception cref="UnreachableException">The port cannot be opened, nobody answers there, or it is no modem that could send messages.</exception>
    public static Task<ModemChannel> Open(EventLoop loop, SerialTarget port, ConnectOptions? options = null, CancellationToken stop = default) =>
        Open(receiver => port.Open(loop, _ => receiver), port.ToString(), loop.Time, options ?? new(), stop);

    internal static async Task<ModemChannel> Open(Func<ILinkReceiver, ILink> open, string name, TimeProvider time, ConnectOptions options, CancellationToken stop)
    {
        var channel = new ModemChannel(open, name, time, options);
        await channel.Connect(isFirst: true, stop);
        return channel;
    }

    /// <inheritdoc/>
    public async Task Send(SmsSubmit message, CancellationToken stop)
    {
        var session = await Session(stop);
        if (!_partners.Contains(message.Destination)) _partners.Add(message.Destination);
        var pdu = Encoding.ASCII.GetBytes(new SmsPdu(SmsAddress.None, message).ToString());
        var given = false;
        var command = string.Create(CultureInfo.InvariantCulture, $"AT+CMGS={message.ToArray().Length}");
        var sent = new TaskCompletionSource<AtResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Whoever gives up does not end the session for the others: before the prompt the message is held back, behind it there is no way back.
        using var stopped = stop.UnsafeRegister(_ => sent.TrySetCanceled(stop), null);
        Run();
        AtResponse response;
        try
        {
            response = await sent.Task;
        }
        catch (OperationCanceledException) when (given)
        {
            throw new EffectUnknownException(command, UnknownBecause.Cancelled, [], $"{_name} was given the message and has not said whether the centre took it.");
        }
        catch (EffectUnknownException e) when (!given)
        {
            throw new NotRunException($"{_name} did not take the message: {e.Message}", e);
        }
        if (response.PromptDeclined) throw new OperationCanceledException(stop);
        if (response.Result.CmsError == CmsError.NetworkTimeOut)
            throw new EffectUnknownException(command, UnknownBecause.TimedOut, [], $"{_name} gave the message to the network, which did not answer (+CMS ERROR: 332).");
        if (!response.IsSuccess)
            throw new NotRunException($"{_name} did not send the message: {(response.Result.CmsError is { } error ? error.ToString() : response.ResultText)}.");
        if (message.StatusReportRequest && ReferenceOf(response) is { } reference) _references[(reference, message.Destination.Digits)] = message.Reference;

        async void Run()
        {
            try
            {
                sent.TrySetResult(await session.Execute(new AtRequest(command) { Timeout = _sendTimeout, Data = Give }));
            }
            catch (Exception e)
            {
                sent.TrySetException(e);
            }
        }

        Task<byte[]?> Give(PromptKind prompt)
        {
            if (stop.IsCancellationRequested) return Task.FromResult<byte[]?>(null);
            given = true;
            return Task.FromResult<byte[]?>(pdu);
        }
    }

    /// <inheritdoc/>
    public void Close() => Over("the channel was closed.", tell: false);

    /// <summary>The session; while the port is away, the next one.</summary>
    private async Task<AtSession> Session(CancellationToken stop)
    {
        if (_over is not null) throw new NotRunException(_over);
        if (_session is { IsOpen: true } session) return session;
        var next = new TaskCompletionSource<AtSession>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(next);
        using var stopped = stop.UnsafeRegister(_ => next.TrySetCanceled(stop), null);
        return await next.Task;
    }

    private async Task Connect(bool isFirst, CancellationToken stop)
    {
        var ready = await _setup.Run(stop);
        var session = ready.Session;
        (_session, _memory) = (session, ready.Memory);
        session.Unsolicited += Unsolicited;
        session.Ended += SessionEnded;
        if (isFirst) await Look(take: false);
        else
        {
            foreach (var waiting in _waiting) waiting.TrySetResult(session);
            _waiting.Clear();
            // What came while it was away.
            await Look(take: true);
        }
        if (!ready.Tells) _look = _time.CreateTimer(_ => LookAgain(), null, _lookEvery, _lookEvery);
    }

    private async void LookAgain()
    {
        if (!_reading) await Look(take: true);
    }

    private async void SessionEnded(string why)
    {
        _session = null;
        _look?.Dispose();
        _look = null;
        _toRead.Clear();
        var since = _time.GetTimestamp();
        while (_over is null)
        {
            try
            {
                await Task.Delay(_retryAfter, _time, _closed.Token);
                await Connect(isFirst: false, _closed.Token);
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (UnreachableException e) when (_time.GetElapsedTime(since) >= _retryFor)
            {
                Over($"{_name} is lost: {why} {e.Message}", tell: true);
            }
            catch (UnreachableException)
            {
                // Not yet.
            }
        }
    }

    private void Unsolicited(ResponseItem item)
    {
        if (!ResponseValues.TryDecode(item.Text, out var values, out _)) return;
        switch (values.Prefix)
        {
            case "+CMTI" or "+CDSI" when values[1].TryNumber(out var index):
                _toRead.Enqueue((values[0].Text, (int)index));
                if (!_reading) ReadWaiting();
                break;
            case "+CMT" or "+CDS" when item.Continuation is { } pdu:
                Take(pdu);
                break;
        }
    }

    private async void ReadWaiting()
    {
        _reading = true;
        try
        {
            while (_toRead.TryDequeue(out var place) && _session is { } session) await Read(session, place.Memory, place.Index);
        }
        catch (AtRunException)
        {
            // The port is gone: when it is back, all is looked through.
        }
        finally
        {
            _reading = false;
        }
    }

    private async Task Read(AtSession session, string memory, int index)
    {
        if (memory.Length > 0 && memory != _memory && (await session.Execute($"AT+CPMS=\"{memory}\"", _readTimeout)).IsSuccess) _memory = memory;
        var response = await session.Execute(string.Create(CultureInfo.InvariantCulture, $"AT+CMGR={index}"), _readTimeout);
        if (response is { IsSuccess: true, Lines: [_, var pdu, ..] } && Take(pdu)) await Delete(session, index);
    }

    /// <summary>Looks through the store: what is there at first is not for us.</summary>
    private async Task Look(bool take)
    {
        if (_session is not { } session) return;
        _reading = true;
        try
        {
            var lines = (await session.Execute("AT+CMGL=4", _readTimeout)).Lines;
            for (var i = 0; i + 1 < lines.Count; i += 2)
            {
                // +CMGL: <index>,<stat>,[<alpha>],<length>; 0 and 1 are received (27.005 §3.1).
                if (!ResponseValues.TryDecode(lines[i], out var values, out _) || !values[0].TryNumber(out var index) || !values[1].TryNumber(out var status) || status > 1) continue;
                if (!take) _foreign.Add(lines[i + 1]);
                else if (!_foreign.Contains(lines[i + 1]) && Take(lines[i + 1])) await Delete(session, (int)index);
            }
        }
        catch (AtRunException)
        {
            // The port is gone: when it is back, all is looked through again.
        }
        finally
        {
            _reading = false;
        }
        if (_toRead.Count > 0) ReadWaiting();
    }

    private static Task Delete(AtSession session, int index) => session.Execute(string.Create(CultureInfo.InvariantCulture, $"AT+CMGD={index}"), _readTimeout);

    /// <summary>Passes a message on. False: it is not for us, and stays where it is.</summary>
    private bool Take(string pdu)
    {
        if (!SmsPdu.TryParse(pdu, TpduDirection.ToMobile, out var message, out _)) return false;
        switch (message.Tpdu)
        {
            case SmsStatusReport report:
                if (_references.Remove((report.Reference, report.Recipient.Digits), out var reference)) report = report with { Reference = reference };
                Reported?.Invoke(report);
                return true;
            case SmsDeliver deliver:
                if (!IsOurs(deliver)) return false;
                Received?.Invoke(deliver);
                return true;
            default:
                return false;
        }
    }

    private bool IsOurs(SmsDeliver message) =>
        _partners.Exists(p => SmsExchange.Same(p, message.Originator)) || (message.UserData.Alphabet == SmsAlphabet.Octets && DigestSms.HasCode(message.UserData.Body));

    private static byte? ReferenceOf(AtResponse response)
    {
        foreach (var line in response.Lines)
            if (ResponseValues.TryDecode(line, out var values, out _) && values.Prefix == "+CMGS" && values[0].TryNumber(out var number)) return (byte)number;
        return null;
    }

    private void Over(string why, bool tell)
    {
        if (_over is not null) return;
        _over = why;
        _closed.Cancel();
        _look?.Dispose();
        _session?.Close();
        foreach (var waiting in _waiting) waiting.TrySetException(new NotRunException(why));
        _waiting.Clear();
        if (tell) Ended?.Invoke(why);
    }
}
