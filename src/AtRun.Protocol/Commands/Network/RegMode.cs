namespace AtRun.Protocol.Commands.Network;

/// <summary>How formal the reports of +CREG are.</summary>
/// <remarks>AT reference 80000ST10025a p288, #REGMODE. The factory value is 0 for all products here; two of them left theirs with 1.</remarks>
[AtSetting("#REGMODE", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record RegMode
{
    /// <summary>0: basic, says 4 (unknown) in between when the network is lost; 1: enhanced, as 27.007 has it</summary>
    [Mandatory, Range(0, 1)] public int Mode { get; init; }
}
