using System.Text;
using AtRun.Cli.Bench;
using Xunit;

namespace AtRun.Tests.Cli;

public sealed class BenchTests
{
    [Fact]
    public void PercentilesAreOffByAtMostAFewPercent()
    {
        var histogram = new LatencyHistogram();
        var random = new Random(1);
        var all = Enumerable.Range(0, 100_000).Select(_ => (long)Math.Exp(random.NextDouble() * 25)).ToArray();
        foreach (var nanoseconds in all) histogram.Add(nanoseconds);
        Array.Sort(all);
        Assert.Equal(all.Length, histogram.Count);
        Assert.Equal(all[^1], histogram.Max);
        Assert.Equal(all[^1], histogram.Percentile(1));
        foreach (var share in (double[])[0.001, 0.1, 0.5, 0.9, 0.99, 0.999])
        {
            var exact = all[(int)Math.Ceiling(share * all.Length) - 1];
            Assert.InRange(histogram.Percentile(share), exact, exact * 1.016 + 1);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(long.MaxValue)]
    public void EveryDurationHasABucket(long nanoseconds)
    {
        var histogram = new LatencyHistogram();
        Assert.Equal(0, histogram.Percentile(0.5));
        histogram.Add(nanoseconds);
        Assert.Equal(nanoseconds, histogram.Percentile(0.5));
    }

    [Theory]
    [InlineData("\r\nOK\r\n", 1, 0)]
    [InlineData("\r\n+CREG: 0,1\r\n\r\nOK\r\n\r\n+CREG: 0,1\r\n\r\nOK\r\n", 2, 0)]
    [InlineData("\r\nERROR\r\n\r\n+CME ERROR: 10\r\n\r\n+CMS ERROR: invalid memory index\r\n\r\nNO CARRIER\r\n", 4, 4)]
    [InlineData("\r\nOKAY\r\n\r\nNOT OK\r\n\r\n+CMEE: 2\r\n\r\nERRORS\r\n", 0, 0)]
    [InlineData("\r\n#MONI: a line that is longer than what is kept of it OK\r\n\r\nOK\r\n", 1, 0)]
    public void FinalResultsAreFoundHoweverTheyAreCut(string answers, int results, int errors)
    {
        for (var piece = 1; piece <= answers.Length; piece++)
        {
            var scanner = new FinalResultScanner();
            var found = Encoding.Latin1.GetBytes(answers).Chunk(piece).Select(o => scanner.Read(o)).ToArray();
            Assert.Equal((results, errors), (found.Sum(f => f.Results), found.Sum(f => f.Errors)));
        }
    }
}
