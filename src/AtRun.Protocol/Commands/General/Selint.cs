namespace AtRun.Protocol.Commands.General;

/// <summary>Interface style: which generation of the command set the module speaks.</summary>
/// <remarks>AT reference 80000ST10025a p40-43</remarks>
[AtSetting("#SELINT", Saved.Nvm, TestVaries = true)]
public sealed partial record Selint
{
    /// <summary>0, 1: the styles of the oldest products; 2: the present one</summary>
    [Mandatory, Range(0, 2)] public int Style { get; init; } = 2;
}
