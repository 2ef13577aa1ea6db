namespace AtRun.Protocol.Commands.Modem;

/// <summary>Speaker loudness: without effect, kept for programs made for landline modems.</summary>
/// <remarks>AT reference 80000ST10025a p50</remarks>
[AtAction("L", Forms.Execute | Forms.Write)]
public sealed partial record SpeakerLoudness
{
    /// <summary>any</summary>
    [Range(0, 255)] public int Value { get; init; }
}
