using AtRun.Module.Worlds;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Module;

public sealed class QualityOfServiceTests
{
    private static readonly Gen<QualityOfService> Wanted = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 4], Gen.Int[0, 5], Gen.Int[0, 9], Gen.OneOf(Gen.Int[0, 18], Gen.Const(31)), (p, d, r, peak, mean) => new QualityOfService(p, d, r, peak, mean));
    private static readonly Gen<QualityOfService> Offered = Gen.Select(Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[1, 5], Gen.Int[1, 9], Gen.OneOf(Gen.Int[1, 18], Gen.Const(31)), (p, d, r, peak, mean) => new QualityOfService(p, d, r, peak, mean));

    [Fact]
    public void Nothing_wanted_at_least_is_always_satisfied() => Offered.Sample(o => o.Satisfies(default));

    [Fact]
    public void What_is_given_is_no_better_than_what_is_offered_and_complete() =>
        Gen.Select(Offered, Wanted).Sample(t => t.Item1.Satisfies(t.Item1.For(t.Item2)) && t.Item1.For(t.Item2) is { Precedence: > 0, Delay: > 0, Reliability: > 0, Peak: > 0, Mean: > 0 });

    [Fact]
    public void The_subscribed_one_is_given_where_nothing_is_asked_for() => Offered.Sample(o => o.For(default) == o);

    [Fact]
    public void Each_class_counts()
    {
        var given = new QualityOfService(2, 3, 3, 5, 10);
        Assert.True(given.Satisfies(given));
        Assert.False(given.Satisfies(given with { Precedence = 1 }));
        Assert.False(given.Satisfies(given with { Delay = 2 }));
        Assert.False(given.Satisfies(given with { Reliability = 2 }));
        Assert.False(given.Satisfies(given with { Peak = 6 }));
        Assert.False(given.Satisfies(given with { Mean = 11 }));
        Assert.True(given.Satisfies(given with { Mean = QualityOfService.BestEffort }));
    }
}
