namespace AtRun.Protocol.Commands.Modem;

/// <summary>Line quality and retrain: without effect, kept for programs made for landline modems.</summary>
/// <remarks>AT reference 80000ST10025a p69</remarks>
[AtAction("%E", Forms.Execute | Forms.Write)]
public sealed partial record AutoRetrain
{
    /// <summary>any</summary>
    [Range(0, 255)] public int Value { get; init; }
}
