using System.Text;
using AtRun.Protocol.Sms;

namespace AtRun.Protocol.AtRunServices;

/// <summary>Who may run commands by SMS: what recognising a request asks the white list (SMS-12).</summary>
public interface IWhiteList
{
    /// <summary>The number is on it.</summary>
    bool Admits(SmsAddress sender);

    /// <summary>At most two.</summary>
    IReadOnlyList<DigestPassword> Passwords { get; }
}

/// <summary>Why a message is an ordinary one and no request of SMSATRUN.</summary>
public enum NotARequest
{
    /// <summary>It is a request.</summary>
    None,

    /// <summary>It has a user data header: a part of a concatenated message (SMS-9), or something for an application.</summary>
    HasHeader,

    /// <summary>The alphabet is neither GSM 7-bit nor 8-bit (SMS-4), or the text is compressed.</summary>
    Alphabet,

    /// <summary>It is a digest message, but as a response, or a part of several.</summary>
    NotSingleRequest,

    /// <summary>No password of the white list made the digest (SMS-5).</summary>
    Digest,

    /// <summary>The text begins neither with AT nor with HAT.</summary>
    NoCommand,

    /// <summary>The sender is not on the white list (SMS-4).</summary>
    Sender,
}

/// <summary>A message that SMSATRUN runs: who sent it, how, and what.</summary>
/// <param name="Sender">Where the answer goes.</param>
/// <param name="Coding">Of the request, and of its answer (SMS-8).</param>
/// <param name="Text">As received, from AT or HAT to the end of the line.</param>
/// <param name="IsHidden">HAT: no answer is sent (SMS-6).</param>
/// <param name="Password">The one that made its digest, and makes that of the answer; null: the simple form.</param>
/// <param name="SessionId">Of the digest form.</param>
public sealed record AtRunRequest(SmsAddress Sender, DataCoding Coding, string Text, bool IsHidden, DigestPassword? Password, byte SessionId)
{
    /// <summary>SMS that an answer may take (SMS-9).</summary>
    public const int MaxParts = 15;

    public bool IsDigest => Password is not null;

    /// <summary>The command line, from AT on.</summary>
    public string CommandLine => IsHidden ? Text[1..] : Text;

    /// <summary>Tells a request from an ordinary message (SMS-3…SMS-9).</summary>
    public static AtRunRequest? Recognise(SmsDeliver message, IWhiteList list, out NotARequest why)
    {
        var data = message.UserData;
        why = data.HasHeader ? NotARequest.HasHeader
            : message.Coding.IsCompressed || data.Alphabet == SmsAlphabet.Ucs2 ? NotARequest.Alphabet
            : NotARequest.None;
        if (why != NotARequest.None) return null;
        if (data.Alphabet == SmsAlphabet.Octets && DigestSms.TryRead(data.Octets, out var digest, out _))
        {
            if (digest.IsResponse || digest.Segments != 1) why = NotARequest.NotSingleRequest;
            else if (!digest.IsMadeWithAny(list.Passwords, out var password)) why = NotARequest.Digest;
            else if (!BeginsWithCommand(Encoding.Latin1.GetString(digest.Text.Span), out var text, out var hidden)) why = NotARequest.NoCommand;
            else return new(message.Originator, message.Coding, text, hidden, password, digest.SessionId);
            return null;
        }
        if (!BeginsWithCommand(data.Text, out var simple, out var isHidden)) why = NotARequest.NoCommand;
        else if (!list.Admits(message.Originator)) why = NotARequest.Sender;
        else return new(message.Originator, message.Coding, simple, isHidden, null, 0);
        return null;
    }

    /// <summary>AT or HAT, in either case (DEC-11). A message has one command line: what follows its end is left out.</summary>
    private static bool BeginsWithCommand(string received, out string text, out bool hidden)
    {
        text = received.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? received[..end] : received;
        hidden = received.StartsWith("HAT", StringComparison.OrdinalIgnoreCase);
        return hidden || received.StartsWith("AT", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The parts of the answer: as the request came, up to <see cref="MaxParts"/>; what does not fit is cut off (SMS-8, SMS-9, SMS-23).</summary>
    /// <param name="answer">What the instance said.</param>
    /// <param name="reference">Of the concatenation, where there are several.</param>
    /// <param name="taken">Octets of the answer that are in the parts.</param>
    public IReadOnlyList<UserData> Answer(ReadOnlySpan<byte> answer, int reference, out int taken)
    {
        if (Password is null) return Segmenter.Split(Encoding.Latin1.GetString(answer), Coding.Alphabet, reference & 0xFF, MaxParts, out taken);
        const int Alone = UserData.MaxOctets - DigestSms.HeaderLength;
        if (answer.Length <= Alone)
        {
            taken = answer.Length;
            return [Part(answer, [], 1, 1)];
        }
        var room = Alone - Segmenter.HeaderOf(new(0, 1, 1)).Length;
        var count = Math.Min(MaxParts, (answer.Length + room - 1) / room);
        taken = Math.Min(answer.Length, count * room);
        var parts = new UserData[count];
        for (var i = 0; i < count; i++)
        {
            var text = answer[(i * room)..Math.Min(answer.Length, (i + 1) * room)];
            parts[i] = Part(text, Segmenter.HeaderOf(new(reference & 0xFF, count, i + 1)), i + 1, count);
        }
        return parts;
    }

    private UserData Part(ReadOnlySpan<byte> text, ReadOnlySpan<byte> header, int number, int count)
    {
        var octets = DigestSms.Make(Password!, text, SessionId, isResponse: true, number, count);
        return UserData.TryMake(octets, header, out var data) ? data : throw new InvalidOperationException("a part is longer than a message");
    }
}
