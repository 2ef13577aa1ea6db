namespace AtRun.Protocol.Commands.Network;

/// <summary>How formal the reports of +CREG are.</summary>
/// <remarks>AT reference 80000ST10025a p288, #REGMODE. 1 is the factory value of two products, see the table of products.</remarks>
[AtSetting("#REGMODE", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record RegMode
{
    /// <summary>0: basic, says 4 (unknown) in between when the network is lost; 1: enhanced, as 27.007 has it</summary>
    [Mandatory, Range(0, 1)] public int Mode { get; init; }
}
