using System.Numerics;

namespace AtRun.Cli.Bench;

/// <summary>Counts durations in buckets that grow with them: 64 to each doubling, so that none is off by more than 1.6 %.</summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6, Sub = 1 << SubBits;

    private readonly long[] _counts = new long[(64 - SubBits + 1) * Sub];

    public long Count { get; private set; }

    /// <summary>Nanoseconds, exact.</summary>
    public long Max { get; private set; }

    /// <param name="nanoseconds">0 or more.</param>
    public void Add(long nanoseconds)
    {
        _counts[Bucket((ulong)nanoseconds)]++;
        Count++;
        if (nanoseconds > Max) Max = nanoseconds;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = Max = 0;
    }

    /// <summary>Nanoseconds that this share (0 to 1) of the durations does not exceed; 0 if there are none.</summary>
    public long Percentile(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (var i = 0; i < _counts.Length && Count > 0; i++)
            if ((seen += _counts[i]) >= wanted) return Math.Min(Highest(i), Max);
        return 0;
    }

    private static int Bucket(ulong value)
    {
        if (value < Sub) return (int)value;
        var doublings = BitOperations.Log2(value) - SubBits;
        return ((doublings + 1) << SubBits) + (int)(value >> doublings) - Sub;
    }

    /// <summary>The longest duration of a bucket.</summary>
    private static long Highest(int bucket)
    {
        if (bucket < Sub) return bucket;
        var doublings = (bucket >> SubBits) - 1;
        return ((long)((bucket & (Sub - 1)) + Sub + 1) << doublings) - 1;
    }
}
