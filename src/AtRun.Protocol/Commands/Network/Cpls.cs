namespace AtRun.Protocol.Commands.Network;

/// <summary>Which list of operators on the SIM +CPOL shows and writes.</summary>
/// <remarks>27.007 §7.20; AT reference 80000ST10025a p133, +CPLS</remarks>
[AtSetting("+CPLS", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record Cpls
{
    /// <summary>The subscriber's own list, the one that can be written.</summary>
    public const int User = 0;

    /// <summary>0: the subscriber's, 1: the operator's, 2: networks that count as home</summary>
    [Mandatory, Range(User, 2)] public int List { get; init; }
}
