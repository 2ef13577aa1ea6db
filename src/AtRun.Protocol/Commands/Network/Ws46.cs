namespace AtRun.Protocol.Commands.Network;

/// <summary>Radio networks that the module uses.</summary>
/// <remarks>
/// 27.007 §5.9; AT reference 80000ST10025a p84-85, +WS46: GSM alone there (its "+ WS46:" is a misprint). 22 and 25 are of the products that hear UMTS.
/// Kept in non-volatile memory there (MultiTech S000528C); it counts at once, where the manual asks for a restart.
/// </remarks>
[AtSetting("+WS46", Saved.Nvm, NeedsPin = true, NewStyleOnly = true, TestVaries = true)]
public sealed partial record Ws46
{
    public const int Gsm = 12;

    public const int Umts = 22;

    public const int Both = 25;

    /// <summary>12: GSM, 22: UMTS, 25: both</summary>
    [OneOf(Gsm, Umts, Both)] public int N { get; init; } = Gsm;
}
