using System.Security.Cryptography;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Sms;

namespace AtRun.Client.Messages;

/// <summary>
/// Requests to any number of modules over one channel to the message service, and their answers. Those in the digest form are told apart by
/// module and session id; in the simple form a module has one request at a time, as nothing but the sender tells whose answer it is.
/// </summary>
/// <remarks>at-run SMS-4…SMS-9, SMS-23. On the loop.</remarks>
public sealed class SmsExchange
{
    /// <summary>Session ids: requests in the digest form that a module may have at once.</summary>
    private const int Ids = 256;

    /// <summary>Digits that are the same however a number is written, from its end.</summary>
    private const int Significant = 8;

    /// <summary>Messages remembered to know one that comes again.</summary>
    private const int Remembered = 512;

    /// <summary>How long parts of an answer wait for the others.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromHours(1);

    private readonly ISmsChannel _channel;
    private readonly LinkedList<SmsPending> _waiting = new();
    private readonly Dictionary<string, List<SmsPending>> _sent = new(StringComparer.Ordinal);
    private readonly Reassembler _reassembler = new(_patience);
    private readonly Queue<(SmsAddress, SmsTimestamp, UserData)> _seenInOrder = new();
    private readonly HashSet<(SmsAddress, SmsTimestamp, UserData)> _seen = [];
    private byte _nextId;
    private byte _nextReference;
    private bool _sending;
    private string? _over;

    /// <param name="channel">The way into the message service.</param>
    /// <param name="time">Measures time-outs.</param>
    /// <param name="firstId">Session id of the first request; null: drawn.</param>
    public SmsExchange(ISmsChannel channel, TimeProvider time, byte? firstId = null)
    {
        (_channel, Time) = (channel, time);
        _nextId = firstId ?? (byte)RandomNumberGenerator.GetInt32(Ids);
        channel.Received += Received;
        channel.Reported += Reported;
        channel.Ended += ChannelEnded;
    }

    public TimeProvider Time { get; }

    /// <summary>What came that looked like an answer and was none to a request of ours, and why not: a wrong digest, a second copy, a reflected request.</summary>
    public event Action<SmsDeliver, string>? Ignored;

    /// <summary>A message that has nothing to do with AT Run, as far as can be seen.</summary>
    public event Action<SmsDeliver>? Stray;

    /// <summary>Messages ignored so far.</summary>
    public long IgnoredCount { get; private set; }

    /// <summary>The channel is over.</summary>
    public event Action<string>? Ended;

    public bool IsOpen => _over is null;

    /// <summary>Closes the channel. What is under way is not known then.</summary>
    public void Close() => End("the channel was closed.", UnknownBecause.Cancelled, tell: false);

    internal void Execute(SmsPending request)
    {
        if (_over is not null)
        {
            request.NotRun(_over);
            return;
        }
        request.Place = _waiting.AddLast(request);
        SendWaiting();
    }

    /// <summary>Takes a request back that has not been sent.</summary>
    internal bool Remove(SmsPending request)
    {
        if (request.Place is not { } place) return false;
        _waiting.Remove(place);
        request.Place = null;
        return true;
    }

    /// <summary>A request is done with, whatever became of it.</summary>
    internal void Done(SmsPending request)
    {
        Remove(request);
        if (!_sent.TryGetValue(KeyOf(request.Module), out var same) || !same.Remove(request)) return;
        if (same.Count == 0) _sent.Remove(KeyOf(request.Module));
        SendWaiting();
    }

    private void SendWaiting()
    {
        // What fails at once would come back here from below.
        if (_sending) return;
        _sending = true;
        for (var node = _waiting.First; node is not null && _over is null;)
        {
            var request = node.Value;
            if (MayBeSent(request))
            {
                Remove(request);
                if (!_sent.TryGetValue(KeyOf(request.Module), out var same)) _sent[KeyOf(request.Module)] = same = [];
                same.Add(request);
                Begin(request);
                // It may have failed already, and made room for others.
                node = _waiting.First;
            }
            else node = node.Next;
        }
        _sending = false;
    }

    private bool MayBeSent(SmsPending request)
    {
        if (request.Password is null) return request.IsHidden || SimpleTo(request.Module) is null;
        var same = SentTo(request.Module);
        for (var i = 0; i < Ids; i++)
        {
            request.Id = _nextId++;
            if (!same.Exists(s => s.HoldsId(request.Id))) return true;
        }
        return false;
    }

    private async void Begin(SmsPending request)
    {
        request.Begin(_nextReference++);
        try
        {
            await _channel.Send(request.Message(), request.Stop);
            request.WasTaken();
        }
        catch (NotRunException e)
        {
            request.NotRun(e);
        }
        catch (EffectUnknownException e)
        {
            request.Unknown(e.Because, e.Message);
        }
        catch (OperationCanceledException)
        {
            request.WasTakenBack();
        }
    }

    private void Received(SmsDeliver message)
    {
        // A centre that got no receipt delivers again, with the same time stamp: a second answer would be taken for that of the next request.
        if (_channel.HasCentreTimes && IsCopy(message))
        {
            Ignore(message, "it has come before.");
            return;
        }
        if (message.Coding.IsCompressed) Stray?.Invoke(message);
        else if (message.UserData.Alphabet == SmsAlphabet.Octets && message.UserData.Body is var body && DigestSms.HasCode(body)) TakeDigest(message, body);
        else TakeSimple(message);
    }

    private bool IsCopy(SmsDeliver message)
    {
        var key = (message.Originator, message.Time, message.UserData);
        if (!_seen.Add(key)) return true;
        _seenInOrder.Enqueue(key);
        if (_seenInOrder.Count > Remembered) _seen.Remove(_seenInOrder.Dequeue());
        return false;
    }

    private void TakeDigest(SmsDeliver message, byte[] body)
    {
        if (!DigestSms.TryRead(body, out var digest, out var error)) Ignore(message, $"{error}.");
        else if (!digest.IsResponse) Ignore(message, "it is a request and no answer.");
        else if (RequestOf(message.Originator, digest) is not { } request) Ignore(message, $"no request with session id {digest.SessionId} waits for an answer.");
        else if (!digest.IsMadeWith(request.Password!))
        {
            request.Refused++;
            Ignore(message, $"its digest was not made with the password of {request.Module}.");
        }
        else
        {
            var part = message.UserData.Part is { } p ? (p.Number, p.Total) : (digest.Segment, digest.Segments);
            if (!request.TakePart(part, digest.Text)) Ignore(message, "it is a part that is there already, or of another answer.");
        }
    }

    private void TakeSimple(SmsDeliver message)
    {
        if (SimpleTo(message.Originator) is not { } request)
        {
            Stray?.Invoke(message);
            return;
        }
        if (message.UserData.Part is { } part) request.Parts[part.Number] = (message.UserData.Text, part.Total);
        if (_reassembler.Take(message, Time.GetUtcNow()).Message is { } parts && !request.TakeText(string.Concat(parts.Select(p => p.UserData.Text)), parts.Count))
            Stray?.Invoke(message);
    }

    private void Reported(SmsStatusReport report)
    {
        var about = SentTo(report.Recipient).FindAll(s => s.IsTaken);
        var request = about.Find(s => s.Reference == report.Reference) ?? (about is [var only] ? only : null);
        request?.TakeReport(report);
    }

    private void Ignore(SmsDeliver message, string why)
    {
        IgnoredCount++;
        Ignored?.Invoke(message, why);
    }

    private void ChannelEnded(string why) => End(why, UnknownBecause.Disconnected, tell: true);

    private void End(string why, UnknownBecause because, bool tell)
    {
        if (_over is not null) return;
        _over = why;
        _channel.Received -= Received;
        _channel.Reported -= Reported;
        _channel.Ended -= ChannelEnded;
        foreach (var request in _waiting.ToArray()) request.NotRun(why);
        foreach (var request in _sent.Values.SelectMany(s => s).ToArray()) request.Unknown(because, why);
        _channel.Close();
        if (tell) Ended?.Invoke(why);
    }

    /// <summary>The request that an answer belongs to: one to its sender; or, where a module has another SIM by now, the only one with that id whose password made the digest.</summary>
    private SmsPending? RequestOf(SmsAddress sender, DigestSms answer)
    {
        if (SentTo(sender).Find(s => s.HoldsId(answer.SessionId)) is { } request) return request;
        var others = _sent.Values.SelectMany(s => s).Where(s => s.HoldsId(answer.SessionId) && answer.IsMadeWith(s.Password!)).Take(2).ToArray();
        return others is [var only] ? only : null;
    }

    /// <summary>The request in the simple form that a module has.</summary>
    private SmsPending? SimpleTo(SmsAddress module) => SentTo(module).Find(s => s is { Password: null, IsHidden: false });

    private List<SmsPending> SentTo(SmsAddress module) =>
        _sent.TryGetValue(KeyOf(module), out var some) ? some.FindAll(s => Same(s.Module, module)) : [];

    /// <summary>Numbers of the same subscriber have it in common.</summary>
    private static string KeyOf(SmsAddress address) => address.Digits.Length > Significant ? address.Digits[^Significant..] : address.Digits;

    /// <summary>The same subscriber, be it written internationally or nationally.</summary>
    internal static bool Same(SmsAddress one, SmsAddress other)
    {
        if (one.Digits == other.Digits) return true;
        if (one.Type == other.Type || one.Type == TypeOfNumber.Alphanumeric || other.Type == TypeOfNumber.Alphanumeric) return false;
        var (a, b) = (one.Digits.TrimStart('0'), other.Digits.TrimStart('0'));
        var (longer, shorter) = a.Length >= b.Length ? (a, b) : (b, a);
        return shorter.Length >= Significant && longer.EndsWith(shorter, StringComparison.Ordinal);
    }
}
