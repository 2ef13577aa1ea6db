namespace AtRun.Protocol.Commands.Modem;

/// <summary>The S parameter that was named last: <c>ATS=40</c>, <c>AT=40</c>, <c>AT?</c>.</summary>
/// <remarks>AT reference 80000ST10025a p70</remarks>
[AtAction("S", Forms.Write | Forms.Read)]
public sealed partial record SelectedRegister
{
    /// <summary>value</summary>
    [Mandatory, Range(0, 255)] public int Value { get; init; }
}
