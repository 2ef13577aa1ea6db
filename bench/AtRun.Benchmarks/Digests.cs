using AtRun.Protocol.AtRunServices;
using BenchmarkDotNet.Attributes;

namespace AtRun.Benchmarks;

/// <summary>Making and checking a digest message, beside the two hashes of the framework that it cannot do without.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class Digests
{
    private static readonly byte[] Text = "AT+COPS?"u8.ToArray();
    private static readonly DigestPassword Password = DigestPassword.TryMake("1234567890123456", out var password) ? password : throw new InvalidOperationException();
    private static readonly byte[] Message = DigestSms.Make(Password, Text, session: 1);

    private readonly byte[] _to = new byte[140];
    private readonly byte[] _hash = new byte[16];
    private readonly byte[] _halves = new byte[2 * DigestPassword.DigestLength + 1];

    [Benchmark]
    public int Make() => DigestSms.Write(_to, Password, Text, session: 1);

    [Benchmark]
    public bool ReadAndVerify() => DigestSms.TryRead(Message, out var message, out _) && message.IsMadeWith(Password);

    /// <summary>MD5 of the text and MD5 of the two halves (49 octets), nothing else.</summary>
    [Benchmark(Baseline = true)]
    public int TwoHashes() => System.Security.Cryptography.MD5.HashData(Text, _hash) + System.Security.Cryptography.MD5.HashData(_halves, _hash);
}
