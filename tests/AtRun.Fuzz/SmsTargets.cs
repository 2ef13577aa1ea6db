using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Sms;
using AtRun.Tests.Protocol.Sms;

namespace AtRun.Fuzz;

/// <summary>Short messages from anybody.</summary>
internal static class SmsTargets
{
    /// <summary>A value or an error; what was accepted is the same octets again; everything in it can be asked for.</summary>
    public static void Tpdus(byte[] input, Random random)
    {
        foreach (var direction in Enum.GetValues<TpduDirection>())
        {
            Try(input, direction);
            Try(input.AsSpan(0, random.Next(Math.Min(input.Length, 180) + 1)), direction);
            SmsPdu.TryParse(System.Text.Encoding.Latin1.GetString(input), direction, out _, out _);
        }

        static void Try(ReadOnlySpan<byte> octets, TpduDirection direction)
        {
            var done = SmsPdu.TryDecode(octets, direction, out var pdu, out var error);
            if (done == (pdu is null) || done != (error == default)) throw new InvalidOperationException("neither value nor error, or both");
            if (pdu is null)
            {
                if (error.Offset > octets.Length || string.IsNullOrEmpty(error.Reason)) throw new InvalidOperationException($"an error that says nothing: {error}");
                return;
            }
            if (!SmsPdu.TryDecodeCentre(octets, out _, out var centre, out _) || !octets[..centre].SequenceEqual(pdu.ToArray().AsSpan(0, centre))) throw new InvalidOperationException("another centre");
            Same.AfterWriting(octets[centre..], direction, pdu.Tpdu);
            _ = pdu.Tpdu.ToString();
            if (DataOf(pdu.Tpdu) is not { } data) return;
            if (data.Text.Length > 200 || data.Body.Length > 200 || data.Elements.Count() > 80) throw new InvalidOperationException("more than there is");
        }
    }

    /// <summary>Digest, activation and simple messages: read or refused with a reason; nobody gets in without a password.</summary>
    public static void Digests(byte[] input, Random random)
    {
        var octets = input.AsMemory(0, Math.Min(input.Length, UserData.MaxOctets));
        if (random.Next(2) == 0 && octets.Length > 5) new byte[] { 0xD0, 0xD0, 0xD0, 0, 0x11 }.CopyTo(octets);
        if (!DigestSms.TryRead(octets, out var digest, out var error) && string.IsNullOrEmpty(error.Reason)) throw new InvalidOperationException("an error that says nothing");
        if (digest.Text.Length > octets.Length) throw new InvalidOperationException("more than there is");
        if (ActivationSms.TryRead(octets.Span, "0123456789abcdef"u8, out _, out error) || string.IsNullOrEmpty(error.Reason)) throw new InvalidOperationException("activated without the key");
        UserData.TryMake(octets.Span, default, out var data);
        var message = new SmsDeliver { Originator = new("1", TypeOfNumber.International), Coding = DataCoding.EightBitClass1, UserData = data };
        if (AtRunRequest.Recognise(message, new Nobody(), out var why) is not null || why == NotARequest.None) throw new InvalidOperationException("recognised, though nobody is listed");
    }

    private sealed class Nobody : IWhiteList
    {
        public bool Admits(SmsAddress sender) => false;

        public IReadOnlyList<DigestPassword> Passwords { get; } = [DigestPassword.TryMake("1234567890123456", out var password) ? password : throw new InvalidOperationException()];
    }

    private static UserData? DataOf(Tpdu tpdu) => tpdu switch
    {
        SmsDeliver t => t.UserData,
        SmsSubmit t => t.UserData,
        SmsStatusReport t => t.UserData,
        SmsDeliverReport t => t.UserData,
        SmsSubmitReport t => t.UserData,
        _ => null,
    };

    /// <summary>Parts of few senders with few references, in any order: a whole is whole, nothing is held beyond the limit.</summary>
    public sealed class Parts
    {
        private const int Limit = 40;

        private readonly Reassembler _reassembler = new(TimeSpan.FromMinutes(10), Limit);
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public void Take(byte[] input, Random random)
        {
            if (Tpdu.TryDecode(input.AsSpan(0, Math.Min(input.Length, 164)), TpduDirection.ToMobile, out var tpdu, out _) && tpdu is SmsDeliver deliver) Take(deliver);
            for (var i = 0; i + 5 <= input.Length; i += 5)
            {
                var wide = (input[i] & 0x10) != 0;
                var header = Segmenter.HeaderOf(new(input[i + 1] & 3, input[i + 2] % 6, input[i + 3] % 7, wide));
                UserData.TryMake([(byte)(input[i + 4] & 1)], header, out var data);
                Take(new() { Originator = new((input[i] & 1) == 0 ? "1" : "2", TypeOfNumber.International), Time = new((ulong)input[i + 4] >> 7), UserData = data });
                _now = _now.AddSeconds(input[i + 4]);
            }
        }

        private void Take(SmsDeliver part)
        {
            var (message, expired) = _reassembler.Take(part, _now);
            if (_reassembler.Waiting > Limit) throw new InvalidOperationException("held beyond the limit");
            if (message is not null) Check(message);
            foreach (var given in expired)
            {
                if (given.All(one => one is not null) || given.All(one => one is null)) throw new InvalidOperationException("a whole one expired, or nothing");
                Check(given);
            }
            if (part.UserData.Part is not { Total: > 1 } && message is not [var only]) throw new InvalidOperationException("a message of its own is held");
        }

        private static void Check(IReadOnlyList<SmsDeliver?> parts)
        {
            if (parts is [{ UserData.Part: null or { Total: 1 } }]) return;
            var first = parts.First(part => part is not null)!;
            for (var i = 0; i < parts.Count; i++)
            {
                if (parts[i] is not { } part) continue;
                if (part.Originator != first.Originator || part.UserData.Part != (first.UserData.Part!.Value with { Number = i + 1 }) || part.UserData.Part!.Value.Total != parts.Count)
                    throw new InvalidOperationException("parts of several messages, or in another order");
            }
        }
    }
}
