using AtRun.Protocol.Sms;
using BenchmarkDotNet.Attributes;

namespace AtRun.Benchmarks;

/// <summary>A message of 160 characters in GSM 7-bit: from octets to text, from text to octets. bench/gammu measures libGammu with the same octets.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ShortMessages
{
    private const string Plain = "The quick brown fox jumps over the lazy dog, then it rests under a tree and counts 0123456789 sheep; at dawn it runs again, over hill and dale, and so it goes o";

    // Every fourth character is none of ASCII.
    private static readonly string Mixed = string.Concat(Enumerable.Range(0, 160).Select(i => i % 4 == 0 ? "èéùìòàñü"[i / 4 % 8] : Plain[i]));

    private readonly byte[] _to = new byte[Tpdu.MaxLength];
    private readonly byte[] _plain = Deliver(Plain);
    private readonly byte[] _mixed = Deliver(Mixed);
    private readonly byte[] _report = Convert.FromHexString("062A0C919343868676116220101112134062201011121340" + "00");
    private readonly SmsAddress _destination = new("393468686711", TypeOfNumber.International);

    /// <summary>A DELIVER: all fields and the text.</summary>
    [Benchmark]
    public string Decode() => Read(_plain);

    /// <summary>The same with letters that need the table.</summary>
    [Benchmark]
    public string DecodeMixed() => Read(_mixed);

    /// <summary>A SUBMIT: user data of a text, all fields, into a buffer that is there.</summary>
    [Benchmark]
    public int Encode() => Write(Plain);

    /// <summary>The same with letters that need the table.</summary>
    [Benchmark]
    public int EncodeMixed() => Write(Mixed);

    /// <summary>A STATUS-REPORT.</summary>
    [Benchmark]
    public Tpdu? DecodeReport() => Tpdu.TryDecode(_report, TpduDirection.ToMobile, out var tpdu, out _) ? tpdu : null;

    private static string Read(byte[] octets) => Tpdu.TryDecode(octets, TpduDirection.ToMobile, out var tpdu, out _) ? ((SmsDeliver)tpdu).UserData.Text : "";

    private int Write(string text)
    {
        if (!UserData.TryMake(text, SmsAlphabet.Gsm7, [], out var data)) return 0;
        return new SmsSubmit { Destination = _destination, Validity = ValidityPeriod.Relative(0xFF), UserData = data }.Encode(_to);
    }

    private static byte[] Deliver(string text)
    {
        if (!UserData.TryMake(text, SmsAlphabet.Gsm7, [], out var data)) throw new InvalidOperationException();
        return new SmsDeliver { Originator = new("393468686711", TypeOfNumber.International), Time = SmsTimestamp.Of(new(2026, 2, 1, 11, 21, 31, TimeSpan.FromHours(1))), UserData = data }.ToArray();
    }
}
