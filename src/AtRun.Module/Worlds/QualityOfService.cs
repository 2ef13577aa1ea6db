namespace AtRun.Module.Worlds;

/// <summary>Classes of a context's quality of service; 0 in a request: the subscribed one (03.60 §15.2).</summary>
/// <param name="Precedence">1-3, 1 is the highest.</param>
/// <param name="Delay">1-4, 1 is the shortest.</param>
/// <param name="Reliability">1-5, 1 is the safest.</param>
/// <param name="Peak">Throughput, 1-9, 9 is the highest.</param>
/// <param name="Mean">Throughput, 1-18, 18 is the highest, 31 best effort.</param>
public readonly record struct QualityOfService(int Precedence, int Delay, int Reliability, int Peak, int Mean)
{
    /// <summary>Mean throughput that is not promised.</summary>
    public const int BestEffort = 31;

    /// <summary>As good as that in each class that it names, or better.</summary>
    public bool Satisfies(QualityOfService least) =>
        (least.Precedence == 0 || Precedence <= least.Precedence) && (least.Delay == 0 || Delay <= least.Delay) && (least.Reliability == 0 || Reliability <= least.Reliability)
        && Peak >= least.Peak && Rank(Mean) >= Rank(least.Mean);

    /// <summary>What a network that offers no better than this gives to a request.</summary>
    public QualityOfService For(QualityOfService wanted) => new(
        Worse(Precedence, wanted.Precedence), Worse(Delay, wanted.Delay), Worse(Reliability, wanted.Reliability),
        wanted.Peak == 0 ? Peak : Math.Min(Peak, wanted.Peak),
        wanted.Mean == 0 || Rank(wanted.Mean) > Rank(Mean) ? Mean : wanted.Mean);

    private static int Worse(int offered, int wanted) => Math.Max(offered, wanted);

    private static int Rank(int mean) => mean == BestEffort ? 0 : mean;
}
