namespace AtRun.Protocol.Commands.Calls;

/// <summary>Calls the first number of &amp;Z when the terminal switches DTR on, under &amp;D2.</summary>
/// <remarks>AT reference 80000ST10025a p327-328; on instance 1 alone (p26)</remarks>
[AtAction("#ACAL", Forms.Setting, NeedsPin = true)]
public sealed partial record Acal
{
    /// <summary>0: off, 1: on</summary>
    [Range(0, 1)] public int Mode { get; init; }
}
