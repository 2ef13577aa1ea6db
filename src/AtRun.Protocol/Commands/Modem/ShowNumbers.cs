namespace AtRun.Protocol.Commands.Modem;

/// <summary>Shows the numbers kept by &amp;Z, one or all.</summary>
/// <remarks>AT reference 80000ST10025a p46</remarks>
[AtAction("&N", Forms.Execute | Forms.Write)]
public sealed partial record ShowNumbers
{
    /// <summary>record</summary>
    [Range(0, 9)] public int Record { get; init; } = -1;
}
