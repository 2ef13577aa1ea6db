namespace AtRun.Protocol.Commands.Calls;

/// <summary>Cost of the call that is up, in units.</summary>
/// <remarks>27.007 §7.16; AT reference 80000ST10025a p124-126</remarks>
[AtSetting("+CAOC", Saved.Extended, NeedsPin = true)]
public sealed partial record Caoc
{
    public const int Query = 0, Reports = 2;

    /// <summary>0: says the units now, 1: no reports, 2: <c>+CCCM: "00001E"</c> when they change, not more often than every 10 s</summary>
    [Mandatory, Range(0, 2)] public int Mode { get; init; } = 1;
}
