namespace AtRun.Protocol.Commands.Modem;

/// <summary>Country of installation.</summary>
/// <remarks>V.250 §6.1.10; ITU-T T.35 annex A; AT reference 80000ST10025a p49</remarks>
[AtSetting("+GCI", Saved.Never)]
public sealed partial record Gci
{
    /// <summary>59: Italy, the only one</summary>
    [Mandatory, Range(59, 59)] public int Code { get; init; } = 59;
}
