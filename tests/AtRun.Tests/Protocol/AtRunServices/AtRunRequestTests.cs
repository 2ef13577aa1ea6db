using System.Text;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Sms;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Protocol.AtRunServices;

public sealed class AtRunRequestTests
{
    private static readonly SmsAddress Sender = new("393461234567", TypeOfNumber.International);
    private static readonly List List1 = new();

    private sealed class List : IWhiteList
    {
        public bool Admits(SmsAddress sender) => sender == Sender;

        public IReadOnlyList<DigestPassword> Passwords { get; } = [Of("abcdefghijklmnop"), Of("1234567890123456")];
    }

    [Fact]
    public void Simple_request_of_a_listed_number()
    {
        var request = AtRunRequest.Recognise(Message("AT+CGMR;+CGSN", SmsAlphabet.Gsm7), List1, out var why);
        Assert.Equal(NotARequest.None, why);
        Assert.True(request is { IsDigest: false, IsHidden: false, CommandLine: "AT+CGMR;+CGSN" });
        Assert.True(AtRunRequest.Recognise(Message("HAT+CGMR", SmsAlphabet.Octets), List1, out _) is { IsHidden: true, CommandLine: "AT+CGMR" });
    }

    // What each check is there for (SMS-4, SMS-5, SMS-9).
    [Fact]
    public void Every_check_says_why()
    {
        Assert.Equal(NotARequest.Sender, Why(Message("AT", SmsAlphabet.Gsm7) with { Originator = Sender with { Type = TypeOfNumber.Unknown } }));
        Assert.Equal(NotARequest.NoCommand, Why(Message("Hello", SmsAlphabet.Gsm7)));
        Assert.Equal(NotARequest.Alphabet, Why(Message("AT", SmsAlphabet.Ucs2)));
        Assert.Equal(NotARequest.HasHeader, Why(Message("AT", SmsAlphabet.Gsm7, Segmenter.HeaderOf(new(1, 2, 1)))));
        Assert.Equal(NotARequest.HasHeader, Why(Digest("AT", 1, header: Segmenter.HeaderOf(new(1, 2, 1)))));
        Assert.Equal(NotARequest.NotSingleRequest, Why(Digest("AT", 1, isResponse: true)));
        Assert.Equal(NotARequest.NotSingleRequest, Why(Digest("AT", 1, segments: 2)));
        Assert.Equal(NotARequest.Digest, Why(Digest("AT", 1, password: "1234567890123457")));
        Assert.Equal(NotARequest.NoCommand, Why(Digest("Hello", 1)));
        Assert.Equal(NotARequest.None, Why(Digest("AT", 1) with { Originator = SmsAddress.None }));

        static NotARequest Why(SmsDeliver message)
        {
            var request = AtRunRequest.Recognise(message, List1, out var why);
            Assert.Equal(why == NotARequest.None, request is not null);
            return why;
        }
    }

    // SMS-9, SMS-23: 15 parts hold 2295 characters in GSM 7-bit, 2010 octets in 8-bit, 1560 in the digest form.
    [Theory]
    [InlineData(SmsAlphabet.Gsm7, false, 2200, 2200, 15)]
    [InlineData(SmsAlphabet.Gsm7, false, 2400, 2295, 15)]
    [InlineData(SmsAlphabet.Octets, false, 2200, 2010, 15)]
    [InlineData(SmsAlphabet.Octets, false, 2010, 2010, 15)]
    [InlineData(SmsAlphabet.Octets, true, 2200, 1560, 15)]
    [InlineData(SmsAlphabet.Octets, true, 1560, 1560, 15)]
    [InlineData(SmsAlphabet.Gsm7, false, 160, 160, 1)]
    [InlineData(SmsAlphabet.Gsm7, false, 161, 161, 2)]
    [InlineData(SmsAlphabet.Octets, false, 140, 140, 1)]
    [InlineData(SmsAlphabet.Octets, true, 110, 110, 1)]
    [InlineData(SmsAlphabet.Octets, true, 111, 111, 2)]
    public void Long_answers_come_together_from_any_order(SmsAlphabet alphabet, bool digest, int length, int kept, int parts)
    {
        var answer = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, length).Select(i => (char)('0' + i * 7 % 43))));
        var request = AtRunRequest.Recognise(digest ? Digest("AT", 9) : Message("AT", alphabet), List1, out _)!;
        var sent = request.Answer(answer, reference: 300, out var taken);
        Assert.Equal((kept, parts), (taken, sent.Count));
        Gen.Shuffle(sent.ToArray()).Sample(order =>
        {
            var together = new Reassembler(TimeSpan.FromMinutes(5));
            IReadOnlyList<SmsDeliver>? message = null;
            foreach (var part in order)
                message = together.Take(Message("", SmsAlphabet.Gsm7) with { Coding = request.Coding, UserData = part }, default).Message ?? message;
            var text = string.Concat(message!.Select((m, i) => digest ? OfPart(m.UserData, i + 1, parts) : m.UserData.Text));
            Assert.Equal(Encoding.Latin1.GetString(answer, 0, kept), text);
        }, iter: 20);

        static string OfPart(UserData data, int number, int count)
        {
            Assert.True(DigestSms.TryRead(data.Body, out var part, out _) && part.IsMadeWith(List1.Passwords[1]));
            Assert.True(part.IsResponse && part.Segment == number && part.Segments == count && part.SessionId == 9);
            return Encoding.Latin1.GetString(part.Text.Span);
        }
    }

    private static SmsDeliver Message(string text, SmsAlphabet alphabet, byte[]? header = null) => new()
    {
        Originator = Sender,
        Coding = alphabet switch { SmsAlphabet.Gsm7 => DataCoding.Default, SmsAlphabet.Octets => DataCoding.EightBit, _ => DataCoding.Ucs2 },
        UserData = UserData.TryMake(text, alphabet, header, out var data) ? data : throw new ArgumentException(text),
    };

    private static SmsDeliver Digest(string text, byte session, string password = "1234567890123456", bool isResponse = false, int segments = 1, byte[]? header = null) => new()
    {
        Originator = Sender,
        Coding = DataCoding.EightBitClass1,
        UserData = UserData.TryMake(DigestSms.Make(Of(password), Encoding.Latin1.GetBytes(text), session, isResponse, 1, segments), header, out var data) ? data : throw new ArgumentException(text),
    };

    private static DigestPassword Of(string text) => DigestPassword.TryMake(text, out var password) ? password : throw new ArgumentException(text);
}
