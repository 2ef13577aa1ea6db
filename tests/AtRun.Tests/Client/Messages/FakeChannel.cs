using System.Text;
using AtRun.Client.Messages;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Sms;
using AtRun.Tests.Support;

namespace AtRun.Tests.Client.Messages;

/// <summary>A message service that does what the test says.</summary>
internal sealed class FakeChannel(TestTurn turn) : ISmsChannel
{
    public const string Number = "+393468686711";

    private TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public event Action<SmsDeliver>? Received;

    public event Action<SmsStatusReport>? Reported;

    public event Action<string>? Ended;

    public bool HasCentreTimes { get; set; } = true;

    /// <summary>Messages given to the centre, the latest last.</summary>
    public List<SmsSubmit> Sent { get; } = [];

    public bool IsClosed { get; private set; }

    /// <summary>The centre does not answer until it is told to.</summary>
    public bool Slow { get; set; }

    /// <summary>What the centre says instead of taking a message.</summary>
    public Exception? Refuses { get; set; }

    public async Task Send(SmsSubmit message, CancellationToken stop)
    {
        Sent.Add(message);
        if (Refuses is { } refusal) throw refusal;
        if (!Slow) return;
        using var cancelled = stop.UnsafeRegister(_ => _answer.TrySetCanceled(stop), null);
        await _answer.Task;
    }

    public void Close() => IsClosed = true;

    /// <summary>A slow centre takes the message at last, or refuses it.</summary>
    public void Answers(Exception? refusal = null) => turn.Do(() =>
    {
        var answer = _answer;
        _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (refusal is null) answer.TrySetResult();
        else answer.TrySetException(refusal);
    });

    public void Receive(SmsDeliver message) => turn.Do(() => Received?.Invoke(message));

    /// <summary>An answer in the simple form, cut into parts where it must be.</summary>
    public void Answer(string text, string from = Number, int second = 0, SmsAlphabet alphabet = SmsAlphabet.Gsm7)
    {
        foreach (var part in Segmenter.Split(text, alphabet, 7, 255, out _)) Receive(Message(part, from, second));
    }

    public void Report(byte status, byte? reference = null, string to = Number) => turn.Do(() => Reported?.Invoke(new SmsStatusReport
    {
        Recipient = Address(to),
        Reference = reference ?? Sent[^1].Reference,
        Status = status,
    }));

    public void Break(string why) => turn.Do(() => Ended?.Invoke(why));

    /// <summary>The octets of an answer in the digest form.</summary>
    public static UserData Digest(string password, string text, byte session, int segment = 1, int segments = 1, bool isResponse = true, byte[]? header = null)
    {
        Assert(DigestPassword.TryMake(password, out var maker));
        Assert(UserData.TryMake(DigestSms.Make(maker!, Encoding.Latin1.GetBytes(text), session, isResponse, segment, segments), header, out var data));
        return data;
    }

    public SmsDeliver Message(UserData data, string from = Number, int second = 0) => new()
    {
        Originator = Address(from),
        Coding = data.Alphabet switch { SmsAlphabet.Octets => DataCoding.EightBitClass1, SmsAlphabet.Ucs2 => DataCoding.Ucs2, _ => DataCoding.Default },
        Time = SmsTimestamp.Of(turn.Time.GetUtcNow().AddSeconds(second)),
        UserData = data,
    };

    public static SmsAddress Address(string text)
    {
        Assert(SmsAddress.TryParse(text, out var address));
        return address;
    }

    private static void Assert(bool so) => Xunit.Assert.True(so);
}
