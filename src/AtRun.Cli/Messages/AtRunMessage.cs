using System.Text;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Sms;

namespace AtRun.Cli.Messages;

/// <summary>What a message is to SMSATRUN, and why a module would not run it (SMS-4…SMS-9).</summary>
internal static class AtRunMessage
{
    private const string Ordinary = "ordinary", Request = "request";

    /// <summary>Every sender is on it, and the password that is at hand.</summary>
    private sealed class Everyone(DigestPassword? password) : IWhiteList
    {
        public IReadOnlyList<DigestPassword> Passwords { get; } = password is null ? [] : [password];

        public bool Admits(SmsAddress sender) => true;
    }

    public static ExplainedAtRun Of(DataCoding coding, UserData data, DigestPassword? password)
    {
        var body = data.Alphabet == SmsAlphabet.Octets ? data.Body : data.Octets.ToArray();
        if (ActivationSms.HasCode(body)) return Activation(data);
        return DigestSms.HasCode(body) ? Digest(coding, data, body, password) : Simple(coding, data);
    }

    private static ExplainedAtRun Simple(DataCoding coding, UserData data)
    {
        var faults = new List<string>();
        AtRunRequest.Recognise(new SmsDeliver { Originator = SmsAddress.None, Coding = coding, UserData = data }, new Everyone(null), out var why);
        if (why is NotARequest.NoCommand)
        {
            // An answer, or something that has nothing to do with it.
            var isAnswer = data.Text.StartsWith("\r\n", StringComparison.Ordinal);
            if (data.Text.StartsWith("D0D0D0", StringComparison.OrdinalIgnoreCase))
                faults.Add("the digits of a digest message were sent as a text: it needs an 8-bit data coding scheme (04 or 15), and in text mode #SMSMODE=1");
            return new(isAnswer ? "response" : Ordinary, isAnswer ? "simple" : null, null, null, null, null, isAnswer ? data.Text : null, null, faults);
        }
        AddWhy(faults, why, data);
        return new(Request, "simple", null, null, null, null, data.Text, null, faults);
    }

    private static ExplainedAtRun Digest(DataCoding coding, UserData data, byte[] body, DigestPassword? password)
    {
        var faults = new List<string>();
        var kind = body[0] == 0xD0 ? Request : "response";
        if (data.Alphabet != SmsAlphabet.Octets || coding.IsCompressed)
        {
            faults.Add($"its data coding scheme {coding.Value:X2} says {coding}: a digest message is 8-bit (04 or 15)");
            return new(Ordinary, "digest", null, null, null, null, null, null, faults);
        }
        if (!DigestSms.TryRead(body, out var message, out var error))
        {
            faults.Add(error.ToString());
            return new(Ordinary, "digest", null, null, null, null, null, null, faults);
        }
        var text = Encoding.Latin1.GetString(message.Text.Span);
        bool? verified = password is null ? null : message.IsMadeWith(password);
        if (kind == Request)
        {
            AtRunRequest.Recognise(new SmsDeliver { Originator = SmsAddress.None, Coding = coding, UserData = data }, new Everyone(password), out var why);
            if (why == NotARequest.NotSingleRequest) faults.Add($"it says that it is part {message.Segment} of {message.Segments}: a request is one message, 11 (SMS-9)");
            else AddWhy(faults, why, data);
            if (!text.StartsWith("AT", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("HAT", StringComparison.OrdinalIgnoreCase) && why != NotARequest.NoCommand) AddWhy(faults, NotARequest.NoCommand, data);
        }
        if (verified == false) faults.Add(WrongDigest(message, password!));
        return new(kind, "digest", message.Segment, message.Segments, message.SessionId, Encoding.Latin1.GetString(message.Digest.Span), text, verified, faults);
    }

    private static ExplainedAtRun Activation(UserData data)
    {
        var faults = new List<string>();
        if (data.HasHeader || data.Alphabet != SmsAlphabet.Octets) faults.Add("an activation message is 8-bit, without a user data header (DEC-13)");
        return new("activation", null, null, null, null, null, null, null, faults);
    }

    private static void AddWhy(List<string> faults, NotARequest why, UserData data)
    {
        switch (why)
        {
            case NotARequest.HasHeader:
                faults.Add(data.Part is { } part
                    ? $"it is part {part.Number} of {part.Total} of a concatenated message: a request is one message (SMS-9)"
                    : "it has a user data header: a request has none");
                break;
            case NotARequest.Alphabet:
                faults.Add("its alphabet is neither GSM 7-bit nor 8-bit (SMS-4)");
                break;
            case NotARequest.NoCommand:
                faults.Add("its text begins neither with AT nor with HAT (SMS-4, SMS-5)");
                break;
        }
    }

    /// <summary>With which text the digest would be right, if it is one of the usual mistakes.</summary>
    private static string WrongDigest(DigestSms message, DigestPassword password)
    {
        foreach (var (end, name) in ((string, string)[])[("\r", "a CR"), ("\n", "an LF"), ("\r\n", "CR LF"), ("\0", "a NUL"), ("\x1A", "a Ctrl-Z")])
            if (password.Verifies(message.Digest.Span, [.. message.Text.Span, .. Encoding.Latin1.GetBytes(end)]))
                return $"its digest was made over the text with {name} behind it, which is not in the message";
        var right = new byte[DigestPassword.DigestLength];
        password.Digest(message.Text.Span, right);
        return $"wrong password, or the text was changed: over this text the password makes {Encoding.Latin1.GetString(right)}";
    }
}
